// Two subjects, or two versions of one, on the same pictures.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace imprint_conform {

// Pictures that only one of two recovered.
struct Discordant {
  uint64_t only_first = 0, only_second = 0;
};
// Of paired outcomes, picture by picture; ConformError if the lists are of different lengths.
Discordant discordant_of(const std::vector<bool>& first, const std::vector<bool>& second);

// Exact McNemar test, two-sided: the chance of a split at least as uneven if both were equally good.
double mcnemar(const Discordant& d);

// Holm, Scand. J. Statistics 6, 1979: p-values of several attacks, corrected for there being several; same order.
std::vector<double> holm(std::span<const double> p_values);

// The smallest share of n pictures by which one can be shown better, when `comparisons` are made and all discordant
// pictures go one way: 6 pictures for one comparison. Empty: n pictures can show nothing.
std::optional<double> smallest_difference(uint64_t n, uint64_t comparisons = 1, double alpha = 0.05);

}  // namespace imprint_conform
