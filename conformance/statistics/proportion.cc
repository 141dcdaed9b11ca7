// Intervals of a proportion.
#include "statistics/proportion.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "model/error.h"
#include "statistics/beta.h"

namespace imprint_conform {
namespace {

void check(uint64_t k, uint64_t n, double confidence) {
  if (k > n) throw ConformError("a count of " + std::to_string(k) + " of " + std::to_string(n) + " is none");
  if (!(confidence > 0 && confidence < 1))
    throw ConformError("a confidence lies between 0 and 1; it is " + std::to_string(confidence));
}

}  // namespace

double lower_bound(uint64_t k, uint64_t n, double confidence) {
  check(k, n, confidence);
  if (k == 0) return 0;
  return beta_quantile(1 - confidence, static_cast<double>(k), static_cast<double>(n - k + 1));
}

double upper_bound(uint64_t k, uint64_t n, double confidence) {
  check(k, n, confidence);
  if (k == n) return 1;
  return beta_quantile(confidence, static_cast<double>(k + 1), static_cast<double>(n - k));
}

Interval clopper_pearson(uint64_t k, uint64_t n, double confidence) {
  const double each = (1 + confidence) / 2;
  return {lower_bound(k, n, each), upper_bound(k, n, each)};
}

Interval wilson(uint64_t k, uint64_t n, double confidence) {
  check(k, n, confidence);
  if (n == 0) return {};
  const double z = normal_quantile((1 + confidence) / 2), count = static_cast<double>(n);
  const double p = static_cast<double>(k) / count, z2 = z * z / count;
  const double middle = (p + z2 / 2) / (1 + z2);
  const double half = z / (1 + z2) * std::sqrt(p * (1 - p) / count + z2 / (4 * count));
  return {k == 0 ? 0 : std::max(0.0, middle - half), k == n ? 1 : std::min(1.0, middle + half)};
}

uint64_t pictures_needed(double claim, uint64_t failures, double confidence) {
  if (!(claim > 0 && claim < 1))
    throw ConformError("a claim that can be tested lies between 0 and 1; it is " + std::to_string(claim));
  // n proves it if a rate of exactly `claim` gave so few failures with a chance of at most 1 - confidence. A claim that
  // would take more than 2^40 pictures is not worth their number.
  const auto proves = [&](uint64_t n) { return binomial_at_most(failures, n, 1 - claim) <= 1 - confidence; };
  uint64_t high = failures + 1;
  while (!proves(high) && high < uint64_t{1} << 40) high *= 2;
  uint64_t low = failures;  // proves nothing
  while (high - low > 1) {
    const uint64_t middle = low + (high - low) / 2;
    (proves(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace imprint_conform
