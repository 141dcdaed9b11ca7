// The manifest layer in the report (spec/schema/report.schema.json, "manifest").
#pragma once

#include <nlohmann/json.hpp>

#include "pipeline/evidence.h"

namespace imprint::pipeline {

const char* name(manifest::State state);  // "none", "invalid", "well_formed", "valid", "trusted"

// What is said of a manifest beside the state of the layer; nothing when none was found.
void add_manifest(const manifest::Validation& validation, nlohmann::ordered_json& out);

}  // namespace imprint::pipeline
