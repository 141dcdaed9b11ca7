// Findings of imprint lint as SARIF 2.1.0, for the tools that read it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "files.h"

namespace imprint_cli {

struct LintedFile {
  std::string path;
  nlohmann::ordered_json report;  // spec/schema/lint.schema.json
};

// One run of the tool: results of the files that were read, notifications of those that were not.
class Sarif {
 public:
  void add(const LintedFile& file);
  void add_failure(const std::string& path, const CommandError& error);
  std::string finish() &&;

 private:
  size_t rule_index(const nlohmann::ordered_json& finding);

  nlohmann::ordered_json rules_ = nlohmann::ordered_json::array(), results_ = nlohmann::ordered_json::array(),
                         notifications_ = nlohmann::ordered_json::array();
};

}  // namespace imprint_cli
