#include "watermark/visibility.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace imprint::watermark {
namespace {

// Evidence for these numbers: spec/decisions/0014-visibility-budget.md.
constexpr double kSlopePerOctave = 1.1, kLeastSlope = -1.5, kMostSlope = 0.3;

struct Knot {
  double size, value;
};
constexpr std::array kAtGain1 = {Knot{0.28, 0.42}, Knot{0.4, 0.595}, Knot{0.6, 0.775}, Knot{1.0, 0.955}, Knot{2.0, 1.675}, Knot{4.0, 2.43}};
constexpr std::array kBudget = {Knot{1.0, 0.975}, Knot{2.0, 1.175}};
constexpr std::array kInFlats = {Knot{1.0, 0.9}, Knot{2.0, 1.0}};

// Straight between knots on logarithmic axes.
double between(const Knot& a, const Knot& b, double size) {
  const double t = std::log(size / a.size) / std::log(b.size / a.size);
  return a.value * std::pow(b.value / a.value, t);
}

// Constant beyond both knots.
double within(const std::array<Knot, 2>& knots, double size) {
  return between(knots[0], knots[1], std::clamp(size, knots[0].size, knots[1].size));
}

}  // namespace

double carrier_slope(double size) { return std::clamp(-kSlopePerOctave * std::log2(size), kLeastSlope, kMostSlope); }

// Beyond the outer knots the outer lines go on.
double visibility_at_gain_1(double size) {
  size_t right = 1;
  while (right + 1 < kAtGain1.size() && size > kAtGain1[right].size) ++right;
  return between(kAtGain1[right - 1], kAtGain1[right], size);
}

double visibility_budget(double size) { return within(kBudget, size); }

double amplitude_in_flats(double size) { return within(kInFlats, size); }

}  // namespace imprint::watermark
