// The complaints about a report, a function each.
#include "report/verify_report.h"

#include <algorithm>
#include <cmath>

#include "model/error.h"
#include "report/dsse.h"
#include "report/json.h"
#include "report/run.h"
#include "report/statement.h"
#include "report/text.h"
#include "statistics/ladder.h"

namespace imprint_conform {
namespace {

using Complaints = std::vector<std::string>;

void check_rules(const Report& report, Complaints& complaints) {
  std::set<std::string> ids;
  uint64_t judged = 0;
  for (const RuleResult& result : report.rules) {
    const std::string id = "rule " + visible(result.rule.id);
    if (!ids.insert(result.rule.id).second) complaints.push_back(id + " stands in the report twice");
    const auto failed = [](const Finding& finding) { return finding.outcome == Outcome::kFail; };
    if (result.outcome == Outcome::kPass && std::any_of(result.findings.begin(), result.findings.end(), failed)) {
      complaints.push_back(id + " passes, and its evidence holds a failure");
    }
    judged += result.outcome == Outcome::kPass || result.outcome == Outcome::kFail;
  }
  if (ids.empty()) complaints.push_back("the report holds no rule");
  const auto ran = report.counts.find("ran");
  if (judged > 0 && (ran == report.counts.end() || ran->second == 0)) {
    complaints.push_back("rules were judged, and counts.ran is 0");
  }
}

bool near(double a, double b) { return std::fabs(a - b) <= 2e-6; }

// Bands, holds_to and breaks_at follow from k and n of the steps.
void check_ladder(const Ladder& told, Complaints& complaints) {
  const std::string where = "robustness " + visible(told.name);
  const auto complain = [&](const Step& step, const std::string& what) {
    complaints.push_back(where + " " + visible(step.parameter) + ": " + what + std::to_string(step.k) + " of " +
                         std::to_string(step.n));
  };
  const auto wrong = std::find_if(told.steps.begin(), told.steps.end(), [](const Step& s) { return s.k > s.n; });
  if (wrong != told.steps.end()) return complain(*wrong, "");
  Ladder ladder = told;
  conclude(ladder);
  for (size_t i = 0; i < told.steps.size(); ++i) {
    const Step &step = told.steps[i], &right = ladder.steps[i];
    if (!near(step.low, right.low) || !near(step.high, right.high)) complain(step, "the interval is not Wilson's of ");
  }
  if (told.holds_to != ladder.holds_to) complaints.push_back(where + ": holds_to does not follow from the steps");
  if (told.breaks_at != ladder.breaks_at) complaints.push_back(where + ": breaks_at does not follow from the steps");
}

void check_claim(const Claim& claim, Complaints& complaints) {
  const std::string where = "claim " + visible(claim.attack + " " + claim.parameter);
  if (claim.k > claim.n)
    complaints.push_back(where + ": " + std::to_string(claim.k) + " of " + std::to_string(claim.n));
  const bool nothing = claim.n == 0 && claim.result != "undecided" && claim.result != "not_judged";
  const bool confirmed = claim.result == "confirmed" && claim.low < claim.claimed - 1e-6;
  const bool refuted = claim.result == "refuted" && claim.high > claim.claimed + 1e-6;
  const bool hidden = claim.result == "undecided" && claim.high < claim.claimed - 1e-6;
  if (nothing || confirmed || refuted || hidden)
    complaints.push_back(where + ": " + claim.result + " does not follow from its interval");
}

void check_numbers(const Report& report, Complaints& complaints) {
  for (const Ladder& ladder : report.ladders) check_ladder(ladder, complaints);
  for (const Claim& claim : report.claims) check_claim(claim, complaints);
  const FalsePositives& tried = report.false_positives;
  if (tried.found > tried.n) complaints.push_back("false_positives: more were found than tried");
  for (const Calibration& row : tried.calibration) {
    if (row.at_most > row.n) complaints.push_back("false_positives.calibration: more p-values than calls");
  }
}

void check_known(const Report& report, const Known& known, Complaints& complaints) {
  const auto check = [&](const std::set<std::string>& set, const nlohmann::json& section, const char* key) {
    const std::string digest = section.value(key, "");
    if (!set.empty() && !set.contains(digest)) complaints.push_back(std::string(key) + " is not known: " + digest);
  };
  check(known.rubrics, report.suite, "rubric_sha256");
  check(known.profiles, report.suite, "profile_sha256");
  check(known.attacks, report.suite, "attacks_sha256");
  check(known.corpora, report.corpus, "manifest_sha256");
}

void check_statement(const HandedIn& handed_in, const Report& report, const std::string& statement,
                     Complaints& complaints) {
  const std::vector<SignedFile> files = files_of_statement(statement);
  const auto check = [&](const char* name, const std::string& bytes) {
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const SignedFile& file) { return file.name == name; });
    if (found == files.end() || found->sha256 != sha256_hex(bytes)) {
      complaints.push_back(std::string(name) + " is not the file that was signed");
    }
  };
  check("report.json", handed_in.report);
  if (handed_in.run) check("run.json", *handed_in.run);
  if (statement_json(report, files) != statement) {
    complaints.push_back("the signed statement does not say what report.json says");
  }
}

// Runs `check`; what it throws is a complaint.
template <typename Check>
bool complain(Complaints& complaints, Check check) {
  try {
    check();
    return true;
  } catch (const std::exception& error) {
    complaints.emplace_back(error.what());
    return false;
  }
}

}  // namespace

std::vector<std::string> verify_report(const HandedIn& handed_in, const Known& known) {
  Complaints complaints;
  std::optional<std::string> statement;
  if (handed_in.envelope) {
    complain(complaints, [&] { statement = opened(*handed_in.envelope, handed_in.keys).payload; });
  }
  Report report;
  if (!complain(complaints, [&] { report = report_of(handed_in.report); })) return complaints;
  check_rules(report, complaints);
  check_numbers(report, complaints);
  check_known(report, known, complaints);
  if (statement) complain(complaints, [&] { check_statement(handed_in, report, *statement, complaints); });
  if (handed_in.run) {
    complain(complaints, [&] {
      if (run_of(*handed_in.run).report_sha256 != sha256_hex(handed_in.report)) {
        complaints.emplace_back("run.json belongs to another report.json");
      }
    });
  }
  return complaints;
}

}  // namespace imprint_conform
