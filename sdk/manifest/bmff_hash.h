// c2pa.hash.bmff, v2 and v3: the hash of an ISO BMFF file box by box (C2PA 2.x "BMFF-based hash").
#pragma once

#include "manifest/store_model.h"

namespace imprint::manifest {

// The exclusions that are written: the box of the manifest, ftyp, mfra.
cbor::Value bmff_exclusions();
// With these, SHA-256. kMalformed, kLimitExceeded.
Result<Bytes> hash_bmff(ByteView file, const Limits& limits);

void check_bmff_hash(const cbor::Value& map, std::string_view label, const std::string& url,
                     const ManifestView& manifest, const Asset& asset, const Limits& limits, Findings& findings);

}  // namespace imprint::manifest
