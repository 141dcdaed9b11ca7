// Reads report.json back, strictly.
#include <algorithm>
#include <array>
#include <limits>

#include "model/error.h"
#include "report/fields.h"
#include "report/json.h"
#include "report/sections.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

// The word of one of the first `count` values of an enumeration.
template <typename Enum, size_t count>
Enum word(Fields& fields, const char* key) {
  const std::string text = fields.text(key);
  for (size_t i = 0; i < count; ++i) {
    if (word_of(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  }
  throw ConformError(fields.path(key) + " is not a known word: " + visible(text.substr(0, 40)));
}
Outcome outcome(Fields& fields) { return word<Outcome, std::size(kAllOutcomes)>(fields, "outcome"); }

Finding finding(const json& row, const std::string& where) {
  Fields fields(row, where);
  Finding finding{fields.text("file"), fields.text("place"), fields.text("measured"), fields.text("needed"),
                  outcome(fields)};
  fields.done();
  return finding;
}

void read_rule(Fields& fields, Rule& rule) {
  rule.id = fields.text("id");
  rule.document = fields.text("document");
  rule.clause = fields.text("clause");
  rule.how = word<How, 3>(fields, "how");
  rule.confidence = fields.text("confidence");
  rule.open_points = fields.texts("open_points");
  rule.text = fields.both("text");
  rule.judge = fields.text("judge");
  Fields applies(fields.at("applies"), fields.path("applies"));
  rule.medium = applies.text("medium");
  rule.role = applies.text("role");
  rule.formats = applies.texts("formats");
  applies.done();
}

RuleResult result(const json& row, const std::string& where) {
  Fields fields(row, where);
  RuleResult result;
  read_rule(fields, result.rule);
  result.level = result.rule.level = word<Level, 3>(fields, "level");
  result.outcome = outcome(fields);
  const auto reason = reason_of(fields.text("reason"));
  if (!reason) throw ConformError(fields.path("reason") + " is not a known reason");
  result.reason = *reason;
  result.message = fields.both("message");
  result.files = fields.whole("files");
  for (const json& item : fields.array("evidence")) {
    result.findings.push_back(finding(item, fields.path("evidence[" + std::to_string(result.findings.size()) + "]")));
  }
  result.findings_left_out = fields.whole("evidence_left_out");
  result.waived_until = fields.text("waived_until");
  fields.done();
  check_result(result, where);
  return result;
}

Step step(const json& row, const std::string& where) {
  Fields fields(row, where);
  Step step{fields.text("parameter"),
            fields.whole("k"),
            fields.whole("n"),
            fields.decimal("lo", kSharePlaces),
            fields.decimal("hi", kSharePlaces),
            fields.decimal("bit_accuracy", kSharePlaces)};
  fields.done();
  return step;
}

Ladder ladder(const json& row, const std::string& where) {
  Fields fields(row, where);
  Ladder ladder;
  ladder.name = fields.text("ladder");
  ladder.title = fields.both("title");
  for (const json& item : fields.array("steps")) {
    ladder.steps.push_back(step(item, fields.path("steps[" + std::to_string(ladder.steps.size()) + "]")));
  }
  ladder.holds_to = fields.text("holds_to");
  ladder.breaks_at = fields.text("breaks_at");
  ladder.ordered = fields.flag("ordered");
  fields.done();
  return ladder;
}

Claim claim(const json& row, const std::string& where) {
  Fields fields(row, where);
  Claim claim{fields.text("attack"),
              fields.text("parameter"),
              fields.decimal("claim", kSharePlaces),
              fields.whole("k"),
              fields.whole("n"),
              fields.decimal("lo", kSharePlaces),
              fields.decimal("hi", kSharePlaces),
              fields.text("result"),
              fields.whole("further_pictures")};
  static constexpr std::array<std::string_view, 4> kResults{"confirmed", "refuted", "undecided", "not_judged"};
  if (std::find(kResults.begin(), kResults.end(), claim.result) == kResults.end()) {
    throw ConformError(fields.path("result") + " is not a known word: " + visible(claim.result.substr(0, 40)));
  }
  fields.done();
  return claim;
}

FalsePositives false_positives(const json& object) {
  Fields fields(object, "false_positives");
  FalsePositives tried{fields.whole("n"), fields.whole("found"), fields.decimal("upper", kBoundPlaces), {}};
  for (const json& item : fields.array("calibration")) {
    Fields row(item, "false_positives.calibration[" + std::to_string(tried.calibration.size()) + "]");
    tried.calibration.push_back(
        {row.decimal("u", kBoundPlaces), row.whole("at_most"), row.whole("n"), row.flag("holds")});
    row.done();
  }
  fields.done();
  return tried;
}

double decibel(Fields& fields, const char* key) {
  if (fields.text(key) == "inf") return std::numeric_limits<double>::infinity();
  return fields.decimal(key, kDecibelPlaces);
}

Quality quality(const json& object) {
  Fields fields(object, "quality");
  Quality quality;
  quality.n = fields.whole("n");
  if (quality.n == 0) {
    for (const char* key : {"psnr_mean_db", "psnr_least_db", "ssim_mean", "ssim_least", "largest_change"}) {
      if (!fields.at(key).is_null()) throw ConformError(fields.path(key) + " is told, and n is 0");
    }
    fields.done();
    return quality;
  }
  quality.psnr_mean_db = decibel(fields, "psnr_mean_db");
  quality.psnr_least_db = decibel(fields, "psnr_least_db");
  quality.ssim_mean = fields.decimal("ssim_mean", kSharePlaces);
  quality.ssim_least = fields.decimal("ssim_least", kSharePlaces);
  quality.largest_change = fields.whole("largest_change");
  fields.done();
  return quality;
}

Declined declined(const json& object) {
  Fields fields(object, "declined");
  Declined declined{fields.whole("embeddings"), fields.whole("asked"), fields.text("says")};
  fields.done();
  return declined;
}

Disagreement disagreement(const json& row, const std::string& where) {
  Fields fields(row, where);
  Disagreement disagreement{fields.text("file"), fields.text("what"), fields.text("reader_a"), fields.text("reader_b")};
  fields.done();
  return disagreement;
}

std::map<std::string, uint64_t> calls(const json& object) {
  Fields fields(object, "counts");
  std::map<std::string, uint64_t> counts;
  for (const char* key : {"ran", "skipped_by_suite", "skipped_by_subject", "failed_to_run"}) {
    counts[key] = fields.whole(key);
  }
  fields.done();
  return counts;
}

template <typename Row, typename Read>
void read_list(Fields& fields, const char* key, std::vector<Row>& rows, Read read) {
  for (const json& item : fields.array(key)) {
    rows.push_back(read(item, std::string(key) + "[" + std::to_string(rows.size()) + "]"));
  }
}

Profile profile(const json& object) {
  Fields fields(object, "profile");
  Profile profile;
  profile.id = fields.text("id");
  profile.title = fields.both("title");
  profile.law = fields.flag("law");
  fields.done();
  return profile;
}

void read_parts(Fields& fields, Report& report) {
  report.suite = fields.object("suite");
  report.subject = fields.object("subject");
  report.scope = fields.object("scope");
  report.corpus = fields.object("corpus");
  report.tools = fields.object("tools");
  report.profile = profile(fields.at("profile"));
  report.test_certificates = fields.flag("test_certificates");
  report.quick = fields.flag("quick");
  read_list(fields, "rules", report.rules, result);
  for (const RuleResult& row : report.rules) report.profile.rules.push_back({row.rule.id, row.level});
  read_list(fields, "robustness", report.ladders, ladder);
  read_list(fields, "claims", report.claims, claim);
  report.false_positives = false_positives(fields.at("false_positives"));
  report.quality = quality(fields.at("quality"));
  report.declined = declined(fields.at("declined"));
  read_list(fields, "disagreements", report.disagreements, disagreement);
  report.counts = calls(fields.at("counts"));
}

// Where two texts first differ, for the one who looks for it.
std::string first_difference(std::string_view a, std::string_view b) {
  const auto at = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
  return "line " + std::to_string(1 + std::count(a.begin(), a.begin() + at, '\n'));
}

}  // namespace

Report report_of(std::string_view text) {
  const json object = parsed(text, "report.json");
  Fields fields(object, "");
  if (fields.whole("schema") != kReportSchema) {
    throw ConformError("report.json has schema " + std::to_string(fields.whole("schema")) + "; this suite reads " +
                       std::to_string(kReportSchema));
  }
  Report report;
  read_parts(fields, report);
  fields.object("verdict");
  fields.done();
  check_sections(report);

  const std::string again = report_json(report);
  if (parsed(again, "report.json").at("verdict") != object.at("verdict")) {
    throw ConformError("the verdict of report.json does not follow from its rules");
  }
  if (again != text) {
    throw ConformError("report.json is not in the form that this suite writes: " + first_difference(text, again));
  }
  return report;
}

}  // namespace imprint_conform
