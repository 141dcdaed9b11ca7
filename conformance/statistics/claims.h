// Claims of a subject, and how a detector's own figures are tested.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/report.h"

namespace imprint_conform {

enum class ClaimResult { kConfirmed, kRefuted, kUndecided };
std::string_view word_of(ClaimResult result);  // "confirmed", "refuted", "undecided"

struct ClaimTest {
  ClaimResult result = ClaimResult::kUndecided;
  double low = 0, high = 1;       // one-sided Clopper-Pearson bounds
  uint64_t further_pictures = 0;  // that would confirm an undecided claim if none fails
};

// "At least `claimed` of pictures are recovered", seen k of n: confirmed if the lower bound reaches it, refuted if the
// upper bound stays below it, else undecided. `claimed` lies between 0 and 1.
ClaimTest test_claim(double claimed, uint64_t k, uint64_t n, double confidence = 0.95);
// The same, written into the report's row, whose claimed, k and n are set.
void judge(Claim& claim, double confidence = 0.95);

// "At most `bound` of unmarked pictures are called marked", seen `found` of n: the mirror image of test_claim().
ClaimTest test_false_positives(double bound, uint64_t found, uint64_t n, double confidence = 0.95);

// p-values of unmarked pictures must hold P(p <= u) <= u. One row for each u of 0.1, 0.01, 0.001 that n >= 3 / u
// values can speak about; a row does not hold when so many small ones had a chance below `least_chance`.
std::vector<Calibration> calibration_of(std::span<const double> p_values, double least_chance = 0.01);

// The smallest score that at most the share `rate` of the clean ones reaches; empty if fewer than 3 / rate clean scores
// are there, for then the column has to say so in place of a number.
std::optional<double> threshold_at(std::span<const double> clean_scores, double rate);

// The chance of a false answer when one of `candidates` is searched, each with chance `p` alone.
double chance_among(double p, uint64_t candidates);

}  // namespace imprint_conform
