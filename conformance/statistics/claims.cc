// Claims, calibration, thresholds.
#include "statistics/claims.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "model/error.h"
#include "statistics/beta.h"
#include "statistics/proportion.h"

namespace imprint_conform {
namespace {

// The fewest m with lower_bound(k + m, n + m) >= claimed.
uint64_t further_pictures(double claimed, uint64_t k, uint64_t n, double confidence) {
  const uint64_t needed = pictures_needed(claimed, n - k, confidence);
  return needed > n ? needed - n : 0;
}

}  // namespace

std::string_view word_of(ClaimResult result) {
  switch (result) {
    case ClaimResult::kConfirmed: return "confirmed";
    case ClaimResult::kRefuted: return "refuted";
    case ClaimResult::kUndecided: break;
  }
  return "undecided";
}

ClaimTest test_claim(double claimed, uint64_t k, uint64_t n, double confidence) {
  if (!(claimed > 0 && claimed < 1))
    throw ConformError("a claim that can be tested lies between 0 and 1; it is " + std::to_string(claimed));
  ClaimTest test;
  test.low = lower_bound(k, n, confidence);
  test.high = upper_bound(k, n, confidence);
  if (test.low >= claimed) test.result = ClaimResult::kConfirmed;
  if (test.high < claimed) test.result = ClaimResult::kRefuted;
  if (test.result == ClaimResult::kUndecided) test.further_pictures = further_pictures(claimed, k, n, confidence);
  return test;
}

void judge(Claim& claim, double confidence) {
  const ClaimTest test = test_claim(claim.claimed, claim.k, claim.n, confidence);
  claim.low = test.low;
  claim.high = test.high;
  claim.result = word_of(test.result);
  claim.further_pictures = test.further_pictures;
}

ClaimTest test_false_positives(double bound, uint64_t found, uint64_t n, double confidence) {
  if (found > n) throw ConformError("false positives: " + std::to_string(found) + " of " + std::to_string(n));
  const ClaimTest other = test_claim(1 - bound, n - found, n, confidence);
  ClaimTest test = other;
  test.low = lower_bound(found, n, confidence);
  test.high = upper_bound(found, n, confidence);
  return test;
}

std::vector<Calibration> calibration_of(std::span<const double> p_values, double least_chance) {
  std::vector<Calibration> rows;
  for (const auto& [u, least] : {std::pair{1e-1, 30u}, {1e-2, 300u}, {1e-3, 3000u}}) {
    if (p_values.size() < least) continue;
    Calibration row;
    row.u = u;
    row.n = p_values.size();
    const double bound = u;
    row.at_most = static_cast<uint64_t>(
        std::count_if(p_values.begin(), p_values.end(), [bound](double p) { return !(p > bound); }));  // NaN counts
    row.holds = binomial_at_least(row.at_most, row.n, u) >= least_chance;
    rows.push_back(row);
  }
  return rows;
}

std::optional<double> threshold_at(std::span<const double> clean_scores, double rate) {
  if (!(rate > 0 && rate < 1)) throw ConformError("a false positive rate lies between 0 and 1");
  const double count = static_cast<double>(clean_scores.size());
  if (count < 3 / rate - 1e-9) return std::nullopt;
  std::vector<double> sorted(clean_scores.begin(), clean_scores.end());
  std::sort(sorted.begin(), sorted.end());
  const auto allowed = static_cast<size_t>(rate * count + 1e-9);
  // Just above the largest score that may not reach it.
  return std::nextafter(sorted[sorted.size() - 1 - allowed], HUGE_VAL);
}

double chance_among(double p, uint64_t candidates) {
  if (p <= 0 || candidates == 0) return 0;
  if (p >= 1) return 1;
  return -std::expm1(static_cast<double>(candidates) * std::log1p(-p));
}

}  // namespace imprint_conform
