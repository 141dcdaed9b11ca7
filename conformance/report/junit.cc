// Writes JUnit XML: one suite a document, one case a rule.
#include "report/junit.h"

#include "report/tables.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

std::string attribute(const char* name, std::string_view value) {
  return std::string(" ") + name + "=\"" + escaped(value) + "\"";
}

struct Sums {
  size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  void add(Outcome outcome) {
    ++tests;
    if (outcome == Outcome::kFail) ++failures;
    if (outcome == Outcome::kError) ++errors;
    if (outcome != Outcome::kFail && outcome != Outcome::kError && outcome != Outcome::kPass) ++skipped;
  }
  std::string attributes() const {
    return attribute("tests", std::to_string(tests)) + attribute("failures", std::to_string(failures)) +
           attribute("errors", std::to_string(errors)) + attribute("skipped", std::to_string(skipped));
  }
};

// What stands under a failure or an error: the evidence, a line each.
std::string body(const RuleResult& result) {
  std::string text = escaped(result.message.en) + "\n" + escaped(result.message.zh) + "\n";
  for (const Finding& finding : result.findings) text += escaped(sentence_of(finding)) + "\n";
  if (result.findings_left_out != 0) text += "and " + std::to_string(result.findings_left_out) + " more\n";
  return text;
}

std::string inside(const RuleResult& result) {
  const std::string says = attribute("message", long_message(result).en);
  const std::string type = attribute("type", word_of(result.level));
  switch (result.outcome) {
    case Outcome::kPass: return "";
    case Outcome::kFail: return "      <failure" + says + type + ">" + body(result) + "</failure>\n";
    case Outcome::kError: return "      <error" + says + type + ">" + body(result) + "</error>\n";
    default: return "      <skipped" + says + "/>\n";
  }
}

std::string test_case(const RuleResult& result) {
  return "    <testcase" + attribute("classname", result.rule.document) + attribute("name", result.rule.id) + ">\n" +
         inside(result) + "    </testcase>\n";
}

std::string properties(const Report& report) {
  const Verdict verdict = verdict_of(report.rules, report.scope);
  std::string text = "    <properties>\n";
  const auto property = [&](const char* name, std::string_view value) {
    text += "      <property" + attribute("name", name) + attribute("value", value) + "/>\n";
  };
  property("profile", report.profile.id);
  property("verdict", word_of(verdict.state));
  property("headline", verdict.headline.en);
  for (const Caution& caution : cautions_of(report)) property("caution", caution.text.en);
  for (const auto& [outcome, count] : outcomes_of(report)) {
    property(("count." + std::string(word_of(outcome))).c_str(), std::to_string(count));
  }
  return text + "    </properties>\n";
}

}  // namespace

std::string junit_xml(const Report& report) {
  Sums all;
  for (const RuleResult& result : report.rules) all.add(result.outcome);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                     attribute("name", "imprint conform " + report.profile.id) + all.attributes() + ">\n";
  bool first = true;
  for (const DocumentRules& document : by_document(report)) {
    Sums sums;
    for (const RuleResult* result : document.rules) sums.add(result->outcome);
    text += "  <testsuite" + attribute("name", document.name) + sums.attributes() + ">\n";
    if (first) text += properties(report);
    first = false;
    for (const RuleResult* result : document.rules) text += test_case(*result);
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace imprint_conform
