// c2pa.hash.boxes: the hash of a PNG or JPEG box by box (C2PA 2.x "General box hash").
#pragma once

#include "manifest/store_model.h"

namespace imprint::manifest {

void check_boxes_hash(const cbor::Value& map, const std::string& url, const ManifestView& manifest, const Asset& asset,
                      const Limits& limits, Findings& findings);

}  // namespace imprint::manifest
