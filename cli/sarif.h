// Findings of imprint lint as SARIF 2.1.0, for the tools that read it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace imprint_cli {

struct LintedFile {
  std::string path;
  nlohmann::ordered_json report;  // spec/schema/lint.schema.json
};

std::string to_sarif(const std::vector<LintedFile>& files);

}  // namespace imprint_cli
