// The report as JSON (spec/schema/report.schema.json).
#pragma once

#include <string>

#include "pipeline/evidence.h"

namespace imprint::pipeline {

std::string to_json(const Evidence& evidence);

}  // namespace imprint::pipeline
