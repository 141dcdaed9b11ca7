// Writes SARIF 2.1.0.
#include "report/sarif.h"

#include "report/json.h"
#include "report/tables.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

json message(const std::string& text) { return {{"text", visible(text)}}; }
json both_lines_message(const BothLanguages& both) { return {{"text", visible(both.en) + "\n\n" + visible(both.zh)}}; }

std::string level_of(const RuleResult& result) { return result.level == Level::kMandatory ? "error" : "warning"; }

json rule_descriptor(const RuleResult& result) {
  const Rule& rule = result.rule;
  return {{"id", visible(rule.id)},
          {"shortDescription", message(rule.text.en)},
          {"fullDescription", both_lines_message(rule.text)},
          {"defaultConfiguration", {{"level", level_of(result)}}},
          {"properties",
           {{"document", visible(rule.document)},
            {"clause", visible(rule.clause)},
            {"level", word_of(result.level)},
            {"how", word_of(rule.how)},
            {"confidence", visible(rule.confidence)}}}};
}

// A relative URI of one segment or more: whatever is not unreserved is percent-encoded, and dots alone are no segment.
std::string uri_of(const std::string& exhibit) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : exhibit) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '_' || c == '~' || (c == '.' && !uri.empty() && uri.back() != '.' && uri.back() != '/') ||
                       (c == '/' && !uri.empty());
    if (plain) {
      uri += c;
    } else {
      uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return uri.empty() ? "report.json" : uri;
}

json location(const Finding& finding) {
  return {{"physicalLocation", {{"artifactLocation", {{"uri", uri_of(finding.exhibit)}}}}},
          {"message", message(sentence_of(finding))}};
}

json result_json(const RuleResult& result, size_t index) {
  const bool fail = result.outcome == Outcome::kFail;
  json row{{"ruleId", visible(result.rule.id)},
           {"ruleIndex", index},
           {"kind", fail ? "fail" : "review"},
           {"level", fail ? level_of(result) : "none"},
           {"message", both_lines_message(long_message(result))},
           {"properties", {{"waivedUntil", visible(result.waived_until)}, {"level", word_of(result.level)}}}};
  json related = json::array();
  for (const Finding& finding : result.findings) related.push_back(location(finding));
  // One result has one place; the other files are related to it.
  row["locations"] =
      json::array({related.empty() ? location({"", "", "the whole run", "", result.outcome}) : related[0]});
  if (related.size() > 1) {
    related.erase(0);
    row["relatedLocations"] = std::move(related);
  }
  return row;
}

json notification(const RuleResult& result, size_t index) {
  return {{"level", result.outcome == Outcome::kError ? "error" : "warning"},
          {"message", both_lines_message(long_message(result))},
          {"associatedRule", {{"id", visible(result.rule.id)}, {"index", index}}}};
}

json driver(const Report& report) {
  json rules = json::array();
  for (const RuleResult& result : report.rules) rules.push_back(rule_descriptor(result));
  return {{"name", "imprint conform"}, {"version", visible(report.suite.value("version", ""))}, {"rules", rules}};
}

json run_properties(const Report& report) {
  const Verdict verdict = verdict_of(report.rules, report.scope);
  json counts = json::object(), cautions = json::array();
  for (const auto& [outcome, count] : outcomes_of(report)) counts[std::string(word_of(outcome))] = count;
  for (const Caution& caution : cautions_of(report)) cautions.push_back(both_json(caution.text));
  return {{"profile", visible(report.profile.id)},
          {"verdict", word_of(verdict.state)},
          {"headline", {{"en", visible(verdict.headline.en)}, {"zh", visible(verdict.headline.zh)}}},
          {"counts", std::move(counts)},
          {"cautions", std::move(cautions)}};
}

}  // namespace

std::string sarif_json(const Report& report) {
  json results = json::array(), broken = json::array(), left = json::array();
  for (size_t i = 0; i < report.rules.size(); ++i) {
    const RuleResult& rule = report.rules[i];
    switch (rule.outcome) {
      case Outcome::kFail:
      case Outcome::kNeedsReview: results.push_back(result_json(rule, i)); break;
      case Outcome::kError: broken.push_back(notification(rule, i)); break;
      case Outcome::kNotJudged: left.push_back(notification(rule, i)); break;
      case Outcome::kPass:
      case Outcome::kNotApplicable: break;
    }
  }
  const json invocation{{"executionSuccessful", broken.empty()},
                        {"toolExecutionNotifications", broken},
                        {"toolConfigurationNotifications", left}};
  json run{{"tool", {{"driver", driver(report)}}},
           {"invocations", json::array({invocation})},
           {"results", results},
           {"columnKind", "unicodeCodePoints"},
           {"properties", run_properties(report)}};
  return json_text({{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", json::array({std::move(run)})}});
}

}  // namespace imprint_conform
