// Writes the statement, and reads what it is about.
#include "report/statement.h"

#include <algorithm>

#include "model/error.h"
#include "report/fields.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

const char* result_of(Conformity state) {
  switch (state) {
    case Conformity::kConformingAsJudged: return "PASSED";
    case Conformity::kUndecided: return "WARNED";
    case Conformity::kNotConforming: break;
  }
  return "FAILED";
}

const char* list_of(const RuleResult& result) {
  switch (result.outcome) {
    case Outcome::kPass: return "passedTests";
    case Outcome::kFail: return result.level == Level::kMandatory ? "failedTests" : "warnedTests";
    case Outcome::kNotApplicable: return "notApplicableTests";
    case Outcome::kNeedsReview: return "needsReviewTests";
    case Outcome::kError: return "errorTests";
    case Outcome::kNotJudged: break;
  }
  return "notJudgedTests";
}

// What the result depends on beside the subject. What is not known is left out.
json configuration(const Report& report) {
  json list = json::array();
  const auto add = [&](const std::string& name, const json& section, const char* key) {
    const std::string digest = section.value(key, "");
    if (!digest.empty()) list.push_back({{"name", name}, {"digest", {{"sha256", digest}}}});
  };
  add("profile " + report.profile.id, report.suite, "profile_sha256");
  add("rubric", report.suite, "rubric_sha256");
  add("corpus manifest", report.corpus, "manifest_sha256");
  add("attack list", report.suite, "attacks_sha256");
  return list;
}

json predicate(const Report& report) {
  json object{{"result", result_of(verdict_of(report.rules, report.scope).state)},
              {"configuration", configuration(report)}};
  for (const char* list : {"passedTests", "warnedTests", "failedTests", "notApplicableTests", "needsReviewTests",
                           "notJudgedTests", "errorTests"}) {
    object[list] = json::array();
  }
  for (const RuleResult& result : report.rules) object[list_of(result)].push_back(result.rule.id);
  return object;
}

}  // namespace

std::string statement_json(const Report& report, const std::vector<SignedFile>& files) {
  if (std::none_of(files.begin(), files.end(), [](const SignedFile& file) { return file.name == "report.json"; })) {
    throw ConformError("a statement without report.json is about nothing");
  }
  json subject = json::array();
  for (const SignedFile& file : files) {
    if (!is_sha256_hex(file.sha256)) throw ConformError("the digest of " + visible(file.name) + " is no SHA-256");
    subject.push_back({{"name", file.name}, {"digest", {{"sha256", file.sha256}}}});
  }
  return json_line({{"_type", kStatementType},
                    {"subject", subject},
                    {"predicateType", kPredicateType},
                    {"predicate", predicate(report)}});
}

std::vector<SignedFile> files_of_statement(std::string_view statement) {
  const json object = parsed(statement, "the statement");
  Fields fields(object, "statement");
  if (fields.text("_type") != kStatementType || fields.text("predicateType") != kPredicateType) {
    throw ConformError("the statement is no in-toto Statement v1 of a test result");
  }
  std::vector<SignedFile> files;
  for (const json& item : fields.array("subject")) {
    Fields row(item, "statement.subject[" + std::to_string(files.size()) + "]");
    Fields digest(row.at("digest"), row.path("digest"));
    files.push_back({row.text("name"), digest.digest("sha256")});
  }
  return files;
}

}  // namespace imprint_conform
