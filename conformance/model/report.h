// The whole of a run's answer, as every writer gets it. Nothing here differs between two runs of the same thing
// (spec/conformance.md 7); what does (times, host, paths) is a Run.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "model/outcome.h"
#include "model/rule.h"

namespace imprint_conform {

// What decided, in one file: "ink 31 px", "needed 32 px".
struct Finding {
  std::string exhibit;  // Exhibit::id
  std::string place;    // "x=12,y=600,w=140,h=31", "XMP", ...; empty: the file
  std::string measured, needed;
  Outcome outcome = Outcome::kPass;
};

// What became of one rule.
struct RuleResult {
  Rule rule;
  Level level = Level::kMandatory;  // of the profile, which may differ from the rule's own
  Outcome outcome = Outcome::kNotJudged;
  Reason reason = Reason::kNone;
  BothLanguages message;          // one sentence
  uint64_t files = 0;             // exhibits that it looked at
  std::vector<Finding> findings;  // those of the worst outcome first, at most kFindingsKept
  uint64_t findings_left_out = 0;
  std::string waived_until;  // empty: not waived. The outcome stays what it is
};
inline constexpr size_t kFindingsKept = 20;

struct Step {
  std::string parameter;     // "50", "0.75", "75-shift-75"
  uint64_t k = 0, n = 0;     // recovered of tried
  double low = 0, high = 1;  // Wilson, 95 %
  double bit_accuracy = 0;   // of those that gave a payload; 0 with n = 0
};
struct Ladder {
  std::string name;                 // "jpeg"
  BothLanguages title;              // for people; empty: the name is all there is
  std::vector<Step> steps;
  std::string holds_to, breaks_at;  // parameters; empty: none
  bool ordered = true;              // steps from weak to strong; false: a list of kinds, without the two above
};
struct Claim {
  std::string attack, parameter;
  double claimed = 0;
  uint64_t k = 0, n = 0;
  double low = 0, high = 1;       // one-sided Clopper-Pearson bounds, 95 % each
  std::string result;             // "confirmed", "refuted", "undecided", "not_judged"
  uint64_t further_pictures = 0;  // that would settle an undecided one, if none fails
};
struct Calibration {
  double u = 0;
  uint64_t at_most = 0, n = 0;  // p-values <= u, of n unmarked
  bool holds = true;
};
struct FalsePositives {
  uint64_t n = 0, found = 0;
  double upper = 1;  // one-sided 95 %
  std::vector<Calibration> calibration;
};
struct Quality {
  uint64_t n = 0;
  double psnr_mean_db = 0, psnr_least_db = 0, ssim_mean = 0, ssim_least = 0;
  uint64_t largest_change = 0;
};
// Pictures that the product would not embed a watermark in: none of their attacks was run.
struct Declined {
  uint64_t embeddings = 0, asked = 0;
  std::string says;  // of the first one
};
struct Disagreement {
  std::string exhibit, what, reader_a, reader_b;
};

enum class Conformity { kConformingAsJudged, kNotConforming, kUndecided };
std::string_view word_of(Conformity conformity);

// Counts of outcomes at one level, and how many of those rules only a person can judge.
struct Counts {
  std::map<Outcome, uint64_t> of;
  uint64_t human = 0, waived = 0;
  uint64_t total() const;
};
struct Verdict {
  Conformity state = Conformity::kUndecided;
  Counts mandatory, recommended, informative;
  uint64_t machine_judged = 0, machine_rules = 0;  // mandatory rules with a machine judge: judged of all
  BothLanguages headline;                          // the word "conforming" never stands alone
};

struct Report {
  nlohmann::json suite;    // version, git, dirty, rubric_sha256, profile, profile_sha256, attacks_sha256, options
  nlohmann::json subject;  // statement as given, binary_sha256, kind
  nlohmann::json scope;    // media, formats, roles
  nlohmann::json corpus;   // painter_version, seed, count, manifest_sha256, folders, private
  nlohmann::json tools;    // name -> version
  Profile profile;
  std::vector<RuleResult> rules;  // in the profile's order
  std::vector<Ladder> ladders;
  std::vector<Claim> claims;
  FalsePositives false_positives;
  Quality quality;
  Declined declined;
  std::vector<Disagreement> disagreements;
  std::map<std::string, uint64_t> counts;  // ran, skipped_by_suite, skipped_by_subject, failed_to_run
  bool test_certificates = false, quick = false;
  // exhibit id -> "data:image/jpeg;base64,..." of at most 160 px, of failures; for the page, not for report.json
  std::map<std::string, std::string> thumbnails;
};

// The one function that says what a table of rules adds up to: the headline is its output and nobody else's.
Verdict verdict_of(const std::vector<RuleResult>& rules, const nlohmann::json& scope);

// 0 conforming as judged, 2 not conforming, 1 undecided; waived failures do not count here, and everywhere else they
// do.
int exit_code_of(const std::vector<RuleResult>& rules);

}  // namespace imprint_conform
