#include "watermark/front_end.h"

#include <algorithm>
#include <cmath>

#include "transform/wavelet.h"

namespace imprint::watermark {
namespace {

// Tuned on half of the pictures; values tried and their recovery: spec/decisions/0005-reader-tuning.md.
constexpr float kNoiseFloor = 0.6f;   // luma levels of one band below which nothing is amplified: rounding and JPEG 90
constexpr float kLimitSigmas = 1.2f;  // soft limit, in local standard deviations

// tanh to 2 %, exact at 0 and limited to +-1: [3/2] Pade approximant, clamped where it reaches 1.
inline float soft_limit(float x) {
  x = std::clamp(x, -3.f, 3.f);
  const float x2 = x * x;
  return x * (27.f + x2) / (27.f + 9.f * x2);
}

void add_limited_band(const image::Plane& band, int spacing, image::Plane& sum) {
  image::Plane power(band.width, band.height);
  const size_t n = band.values.size();
  for (size_t i = 0; i < n; ++i) power.values[i] = band.values[i] * band.values[i];
  const image::Plane local = image::box_mean(power, spacing);
  for (size_t i = 0; i < n; ++i) {
    const float deviation = std::sqrt(std::max(local.values[i], 0.f) + kNoiseFloor * kNoiseFloor);
    sum.values[i] += soft_limit(band.values[i] / (kLimitSigmas * deviation));
  }
}

}  // namespace

image::Plane front_end(const image::Plane& luma, int levels) {
  image::Plane sum(luma.width, luma.height);
  image::Plane current = luma, smooth(luma.width, luma.height);
  std::vector<float> scratch;
  for (int level = 0; level < levels; ++level) {
    const int spacing = 1 << level;
    transform::atrous_smooth(current.values.data(), smooth.values.data(), luma.width, luma.height, spacing, scratch);
    for (size_t i = 0; i < current.values.size(); ++i) current.values[i] -= smooth.values[i];
    add_limited_band(current, spacing, sum);
    std::swap(current, smooth);
  }
  return sum;
}

}  // namespace imprint::watermark
