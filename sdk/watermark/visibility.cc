#include "watermark/visibility.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace imprint::watermark {
namespace {

// Evidence for these numbers: spec/decisions/0014-visibility-budget.md.
constexpr double kSlopePerOctave = 0.75, kLeastSlope = -1.0, kMostSlope = 0.3;

struct Knot {
  double size, visibility;
};
constexpr std::array kAtGain1 = {Knot{0.28, 0.42}, Knot{0.4, 0.595}, Knot{0.6, 0.775}, Knot{1.0, 0.955}, Knot{2.0, 1.61}, Knot{4.0, 2.36}};
constexpr std::array kBudget = {Knot{1.0, 0.97}, Knot{2.0, 1.16}};

// Straight between knots on logarithmic axes.
double between(const Knot& a, const Knot& b, double size) {
  const double t = std::log(size / a.size) / std::log(b.size / a.size);
  return a.visibility * std::pow(b.visibility / a.visibility, t);
}

}  // namespace

double carrier_slope(double size) { return std::clamp(-kSlopePerOctave * std::log2(size), kLeastSlope, kMostSlope); }

// Beyond the outer knots the outer lines go on.
double visibility_at_gain_1(double size) {
  size_t right = 1;
  while (right + 1 < kAtGain1.size() && size > kAtGain1[right].size) ++right;
  return between(kAtGain1[right - 1], kAtGain1[right], size);
}

double visibility_budget(double size) {
  return between(kBudget[0], kBudget[1], std::clamp(size, kBudget[0].size, kBudget[1].size));
}

}  // namespace imprint::watermark
