// McNemar, Holm, and what n pictures can show.
#include "statistics/comparison.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/error.h"
#include "statistics/beta.h"

namespace imprint_conform {

Discordant discordant_of(const std::vector<bool>& first, const std::vector<bool>& second) {
  if (first.size() != second.size())
    throw ConformError("paired outcomes: " + std::to_string(first.size()) + " of the first subject, " +
                       std::to_string(second.size()) + " of the second");
  Discordant d;
  for (size_t i = 0; i < first.size(); ++i) {
    if (first[i] && !second[i]) ++d.only_first;
    if (!first[i] && second[i]) ++d.only_second;
  }
  return d;
}

double mcnemar(const Discordant& d) {
  const uint64_t all = d.only_first + d.only_second;
  if (all == 0) return 1;
  return std::min(1.0, 2 * binomial_at_most(std::min(d.only_first, d.only_second), all, 0.5));
}

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> corrected(p_values.size());
  double largest = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    const double times = static_cast<double>(order.size() - i);
    largest = std::max(largest, std::min(1.0, times * p_values[order[i]]));
    corrected[order[i]] = largest;
  }
  return corrected;
}

std::optional<double> smallest_difference(uint64_t n, uint64_t comparisons, double alpha) {
  const double each = alpha / static_cast<double>(std::max<uint64_t>(comparisons, 1));
  for (uint64_t d = 1; d <= std::min<uint64_t>(n, 1000); ++d)
    if (2 * std::ldexp(1.0, -static_cast<int>(d)) <= each) return static_cast<double>(d) / static_cast<double>(n);
  return std::nullopt;
}

}  // namespace imprint_conform
