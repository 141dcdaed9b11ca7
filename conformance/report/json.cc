// Writes report.json.
#include "report/json.h"

#include <cmath>

#include "model/error.h"
#include "report/sections.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

using nlohmann::json;

std::string share(double value, std::string_view what) { return decimal(value, kSharePlaces, what); }
std::string bound(double value, std::string_view what) { return decimal(value, kBoundPlaces, what); }
std::string decibel(double value, std::string_view what) {
  return std::isinf(value) && value > 0 ? "inf" : decimal(value, kDecibelPlaces, what);
}

json finding_json(const Finding& finding) {
  return {{"file", finding.exhibit},
          {"place", finding.place},
          {"measured", finding.measured},
          {"needed", finding.needed},
          {"outcome", word_of(finding.outcome)}};
}

json rule_result_json(const RuleResult& result) {
  const Rule& rule = result.rule;
  json evidence = json::array();
  for (const Finding& finding : result.findings) evidence.push_back(finding_json(finding));
  return {{"id", rule.id},
          {"document", rule.document},
          {"clause", rule.clause},
          {"applies", {{"medium", rule.medium}, {"role", rule.role}, {"formats", rule.formats}}},
          {"level", word_of(result.level)},
          {"how", word_of(rule.how)},
          {"confidence", rule.confidence},
          {"open_points", rule.open_points},
          {"text", both_json(rule.text)},
          {"judge", rule.judge},
          {"outcome", word_of(result.outcome)},
          {"reason", word_of(result.reason)},
          {"message", both_json(result.message)},
          {"files", result.files},
          {"evidence", std::move(evidence)},
          {"evidence_left_out", result.findings_left_out},
          {"waived_until", result.waived_until}};
}

json ladder_json(const Ladder& ladder) {
  json steps = json::array();
  for (const Step& step : ladder.steps) {
    const std::string what = "robustness." + ladder.name + " " + step.parameter;
    steps.push_back({{"parameter", step.parameter},
                     {"k", step.k},
                     {"n", step.n},
                     {"lo", share(step.low, what)},
                     {"hi", share(step.high, what)},
                     {"bit_accuracy", share(step.bit_accuracy, what)}});
  }
  return {{"ladder", ladder.name},
          {"title", both_json(ladder.title)},
          {"steps", std::move(steps)},
          {"holds_to", ladder.holds_to},
          {"breaks_at", ladder.breaks_at},
          {"ordered", ladder.ordered}};
}

json claim_json(const Claim& claim) {
  const std::string what = "claims " + claim.attack + " " + claim.parameter;
  return {{"attack", claim.attack},
          {"parameter", claim.parameter},
          {"claim", share(claim.claimed, what)},
          {"k", claim.k},
          {"n", claim.n},
          {"lo", share(claim.low, what)},
          {"hi", share(claim.high, what)},
          {"result", claim.result},
          {"further_pictures", claim.further_pictures}};
}

json false_positives_json(const FalsePositives& tried) {
  json rows = json::array();
  for (const Calibration& row : tried.calibration) {
    rows.push_back(
        {{"u", bound(row.u, "calibration.u")}, {"at_most", row.at_most}, {"n", row.n}, {"holds", row.holds}});
  }
  return {{"n", tried.n},
          {"found", tried.found},
          {"upper", bound(tried.upper, "false_positives.upper")},
          {"calibration", std::move(rows)}};
}

json quality_json(const Quality& quality) {
  if (quality.n == 0) {  // nothing measured is no zero decibels
    return {{"n", 0u},
            {"psnr_mean_db", nullptr},
            {"psnr_least_db", nullptr},
            {"ssim_mean", nullptr},
            {"ssim_least", nullptr},
            {"largest_change", nullptr}};
  }
  return {{"n", quality.n},
          {"psnr_mean_db", decibel(quality.psnr_mean_db, "quality.psnr_mean_db")},
          {"psnr_least_db", decibel(quality.psnr_least_db, "quality.psnr_least_db")},
          {"ssim_mean", share(quality.ssim_mean, "quality.ssim_mean")},
          {"ssim_least", share(quality.ssim_least, "quality.ssim_least")},
          {"largest_change", quality.largest_change}};
}

json declined_json(const Declined& declined) {
  return {{"embeddings", declined.embeddings}, {"asked", declined.asked}, {"says", declined.says}};
}

json verdict_json(const Verdict& verdict) {
  return {{"state", word_of(verdict.state)},
          {"headline", both_json(verdict.headline)},
          {"machine_judged", verdict.machine_judged},
          {"machine_rules", verdict.machine_rules},
          {"mandatory", counts_json(verdict.mandatory)},
          {"recommended", counts_json(verdict.recommended)},
          {"informative", counts_json(verdict.informative)}};
}

json calls_json(const std::map<std::string, uint64_t>& counts) {
  json calls{{"ran", 0u}, {"skipped_by_suite", 0u}, {"skipped_by_subject", 0u}, {"failed_to_run", 0u}};
  for (const auto& [name, count] : counts) {
    if (!calls.contains(name)) throw ConformError("counts." + visible(name) + " is not a known key");
    calls[name] = count;
  }
  return calls;
}

template <typename Rows, typename Write>
json list_json(const Rows& rows, Write write) {
  json list = json::array();
  for (const auto& row : rows) list.push_back(write(row));
  return list;
}

json disagreement_json(const Disagreement& row) {
  return {{"file", row.exhibit}, {"what", row.what}, {"reader_a", row.reader_a}, {"reader_b", row.reader_b}};
}

}  // namespace

json both_json(const BothLanguages& both) { return {{"en", both.en}, {"zh", both.zh}}; }

json counts_json(const Counts& counts) {
  json object{{"human", counts.human}, {"waived", counts.waived}};
  for (const Outcome outcome : kAllOutcomes) {
    const auto found = counts.of.find(outcome);
    object[std::string(word_of(outcome))] = found == counts.of.end() ? 0u : found->second;
  }
  return object;
}

std::string report_json(const Report& report) {
  check_sections(report);
  for (size_t i = 0; i < report.rules.size(); ++i) check_result(report.rules[i], "rules[" + std::to_string(i) + "]");
  const json profile{
      {"id", report.profile.id}, {"title", both_json(report.profile.title)}, {"law", report.profile.law}};
  return json_text({{"schema", kReportSchema},
                    {"suite", without_fractions(report.suite, "suite")},
                    {"subject", without_fractions(report.subject, "subject")},
                    {"scope", report.scope},
                    {"corpus", report.corpus},
                    {"tools", report.tools},
                    {"profile", profile},
                    {"test_certificates", report.test_certificates},
                    {"quick", report.quick},
                    {"verdict", verdict_json(verdict_of(report.rules, report.scope))},
                    {"rules", list_json(report.rules, rule_result_json)},
                    {"robustness", list_json(report.ladders, ladder_json)},
                    {"claims", list_json(report.claims, claim_json)},
                    {"false_positives", false_positives_json(report.false_positives)},
                    {"quality", quality_json(report.quality)},
                    {"declined", declined_json(report.declined)},
                    {"disagreements", list_json(report.disagreements, disagreement_json)},
                    {"counts", calls_json(report.counts)}});
}

}  // namespace imprint_conform
