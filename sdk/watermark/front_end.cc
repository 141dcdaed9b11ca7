#include "watermark/front_end.h"

#include <algorithm>
#include <cmath>

#include "base/simd.h"
#include "transform/wavelet.h"

namespace imprint::watermark {
namespace {

// Tuned on half of the pictures; values tried and their recovery: spec/decisions/0005-reader-tuning.md.
constexpr float kNoiseFloor = 0.6f;   // luma levels of one band below which nothing is amplified: rounding and JPEG 90
constexpr float kLimitSigmas = 1.2f;  // soft limit, in local standard deviations

// tanh to 2 %, exact at 0 and limited to +-1: [3/2] Pade approximant, clamped where it reaches 1.
[[gnu::always_inline]] inline float soft_limit(float x) {
  x = std::clamp(x, -3.f, 3.f);
  const float x2 = x * x;
  return x * (27.f + x2) / (27.f + 9.f * x2);
}

// Turns `fine` into the band, what `smooth` lacks, and gives its squares.
IMPRINT_SIMD
void take_band(float* fine, const float* smooth, float* power, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    fine[i] -= smooth[i];
    power[i] = fine[i] * fine[i];
  }
}

IMPRINT_SIMD
void add_limited(const float* band, const float* local_power, float* sum, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const float deviation = std::sqrt(std::max(local_power[i], 0.f) + kNoiseFloor * kNoiseFloor);
    sum[i] += soft_limit(band[i] / (kLimitSigmas * deviation));
  }
}

}  // namespace

image::Plane front_end(image::Plane luma, int levels) {
  const int width = luma.width, height = luma.height;
  const size_t count = luma.values.size();
  image::Plane sum(width, height), power(width, height), smooth(width, height), current = std::move(luma);
  std::vector<float> scratch;
  for (int level = 0; level < levels; ++level) {
    const int spacing = 1 << level;
    transform::atrous_smooth(current.values.data(), smooth.values.data(), width, height, spacing, scratch);
    take_band(current.values.data(), smooth.values.data(), power.values.data(), count);
    image::box_mean(power, spacing);
    add_limited(current.values.data(), power.values.data(), sum.values.data(), count);
    std::swap(current, smooth);
  }
  return sum;
}

}  // namespace imprint::watermark
