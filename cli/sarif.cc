#include "sarif.h"

#include <imprint/imprint.h>

#include <cctype>
#include <string_view>
#include <utility>

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

// The rule's sentence and the case's, in one language.
std::string sentences_of(const Json& finding, const char* language) {
  const bool zh = std::string_view(language) == "zh";
  const std::string detail = finding.value(zh ? "detail_zh" : "detail", "");
  return finding["text"][language].get<std::string>() + (detail.empty() ? "" : (zh ? "：" : ": ") + detail);
}

Json location_of(const std::string& path) {
  return {{"physicalLocation", {{"artifactLocation", {{"uri", uri_of(path)}}}}}};
}

// What a reader of another language, or a program, takes from a finding (spec/lint-rules.md 5).
Json properties_of(const Json& finding) {
  Json out{{"zh", sentences_of(finding, "zh")}};
  for (const char* key : {"key", "value", "expected"})
    if (finding.contains(key)) out[key] = finding[key];
  return out;
}

}  // namespace

void Sarif::add(const LintedFile& file) {
  for (const Json& finding : file.report["findings"]) {
    Json location = location_of(file.path);
    if (finding.contains("place")) location["logicalLocations"] = Json::array({{{"fullyQualifiedName", finding["place"]}}});
    results_.push_back({{"ruleId", finding["code"]},
                        {"ruleIndex", rule_index(finding)},
                        {"level", level_of(finding["severity"])},
                        {"message", {{"text", sentences_of(finding, "en")}}},
                        {"locations", Json::array({location})},
                        {"properties", properties_of(finding)}});
  }
}

void Sarif::add_failure(const std::string& path, const CommandError& error) {
  notifications_.push_back({{"level", "error"},
                            {"message", {{"text", error.message}}},
                            {"descriptor", {{"id", error.status}}},
                            {"locations", Json::array({location_of(path)})}});
}

// SARIF 3.20: executionSuccessful tells whether the tool could do its job, which findings do not change.
std::string Sarif::finish() && {
  Json invocation{{"executionSuccessful", notifications_.empty()}};
  if (!notifications_.empty()) invocation["toolExecutionNotifications"] = std::move(notifications_);
  const Json driver{{"name", "imprint"}, {"version", imprint_version()}, {"rules", std::move(rules_)}};
  const Json run{{"tool", {{"driver", driver}}},
                 {"invocations", Json::array({invocation})},
                 {"columnKind", "utf16CodeUnits"},
                 {"results", std::move(results_)}};
  const Json log{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace);
}

size_t Sarif::rule_index(const Json& finding) {
  for (size_t i = 0; i < rules_.size(); ++i)
    if (rules_[i]["id"] == finding["code"]) return i;
  rules_.push_back({{"id", finding["code"]},
                    {"shortDescription", {{"text", finding["text"]["en"]}}},
                    {"defaultConfiguration", {{"level", level_of(finding["severity"])}}},
                    {"properties", {{"clause", finding["clause"]}, {"zh", finding["text"]["zh"]}}}});
  return rules_.size() - 1;
}

}  // namespace imprint_cli
