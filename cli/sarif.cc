#include "sarif.h"

#include <imprint/imprint.h>

#include <cctype>

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

const char* level_of(const std::string& severity) {
  if (severity == "info") return "note";
  return severity == "error" ? "error" : "warning";
}

// RFC 3986: a path as a relative or absolute URI reference.
std::string uri_of(const std::string& path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos) {
      out.push_back(c);
    } else {
      out.push_back('%');
      out.push_back(kDigits[byte >> 4]);
      out.push_back(kDigits[byte & 15]);
    }
  }
  return path.starts_with('/') ? "file://" + out : out;
}

std::string message_of(const Json& finding) {
  const std::string detail = finding.value("detail", "");
  return finding["text"]["en"].get<std::string>() + (detail.empty() ? "" : ": " + detail);
}

class Writer {
 public:
  void add(const LintedFile& file) {
    for (const Json& finding : file.report["findings"]) {
      Json location{{"physicalLocation", {{"artifactLocation", {{"uri", uri_of(file.path)}}}}}};
      if (finding.contains("place"))
        location["logicalLocations"] = Json::array({{{"fullyQualifiedName", finding["place"]}}});
      results_.push_back({{"ruleId", finding["code"]},
                          {"ruleIndex", rule_index(finding)},
                          {"level", level_of(finding["severity"])},
                          {"message", {{"text", message_of(finding)}}},
                          {"locations", Json::array({location})}});
    }
  }

  std::string finish() && {
    const Json driver{{"name", "imprint"}, {"version", imprint_version()}, {"rules", std::move(rules_)}};
    const Json run{{"tool", {{"driver", driver}}}, {"columnKind", "utf16CodeUnits"}, {"results", std::move(results_)}};
    const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", Json::array({run})}};
    return log.dump(2, ' ', false, Json::error_handler_t::replace);
  }

 private:
  size_t rule_index(const Json& finding) {
    for (size_t i = 0; i < rules_.size(); ++i)
      if (rules_[i]["id"] == finding["code"]) return i;
    rules_.push_back({{"id", finding["code"]},
                      {"shortDescription", {{"text", finding["text"]["en"]}}},
                      {"defaultConfiguration", {{"level", level_of(finding["severity"])}}},
                      {"properties", {{"clause", finding["clause"]}, {"zh", finding["text"]["zh"]}}}});
    return rules_.size() - 1;
  }

  Json rules_ = Json::array(), results_ = Json::array();
};

}  // namespace

std::string to_sarif(const std::vector<LintedFile>& files) {
  Writer writer;
  for (const LintedFile& file : files) writer.add(file);
  return std::move(writer).finish();
}

}  // namespace imprint_cli
