#include "watermark/front_end.h"

#include <algorithm>
#include <cmath>

#include "base/simd.h"
#include "image/box.h"
#include "transform/wavelet.h"

namespace imprint::watermark {
namespace {

// Tuned on half of the pictures; values tried and their recovery: spec/decisions/0005-reader-tuning.md.
constexpr float kNoiseFloor = 0.6f;   // luma levels of one band below which nothing is amplified: rounding and JPEG 90
constexpr float kLimitSigmas = 1.2f;  // soft limit, in local standard deviations

IMPRINT_SIMD
void square_detail(const float* fine, const float* smooth, float* out, int count) {
  for (int i = 0; i < count; ++i) out[i] = (fine[i] - smooth[i]) * (fine[i] - smooth[i]);
}

// tanh to 2 %, exact at 0 and limited to +-1, of the band over its deviation: [3/2] Pade approximant x (27 + x^2) / (27 +
// 9 x^2), clamped where it reaches 1. Both fractions in one.
[[gnu::always_inline]] inline float limited(float detail, float local_power) {
  const float variance = kLimitSigmas * kLimitSigmas * (std::max(local_power, 0.f) + kNoiseFloor * kNoiseFloor);
  const float deviation = std::sqrt(variance);
  const float x = std::min(std::max(detail, -3 * deviation), 3 * deviation), x2 = x * x;
  return x * (27 * variance + x2) / (deviation * (27 * variance + 9 * x2));
}

IMPRINT_SIMD
void put_limited(const float* fine, const float* smooth, const float* local_power, float* sum, int count) {
  for (int i = 0; i < count; ++i) sum[i] = limited(fine[i] - smooth[i], local_power[i]);
}

IMPRINT_SIMD
void add_limited(const float* fine, const float* smooth, const float* local_power, float* sum, int count) {
  for (int i = 0; i < count; ++i) sum[i] += limited(fine[i] - smooth[i], local_power[i]);
}

}  // namespace

// A level goes through the plane once: what is smoothed, squared, averaged and limited is still at hand.
image::Plane front_end(image::Plane luma, int levels) {
  const int width = luma.width, height = luma.height;
  image::Plane sum(width, height), smooth(width, height), fine = std::move(luma);
  std::vector<float> scratch;
  for (int level = 0; level < levels; ++level) {
    const int spacing = 1 << level;
    image::BoxRows power(width, height, spacing);
    power.run(
        [&](int y, float* row) {
          transform::atrous_smooth_row(fine.values.data(), y, smooth.row(y), width, height, spacing, scratch);
          square_detail(fine.row(y), smooth.row(y), row, width);
        },
        [&](int y, const float* local_power) {
          (level == 0 ? put_limited : add_limited)(fine.row(y), smooth.row(y), local_power, sum.row(y), width);
        });
    std::swap(fine, smooth);
  }
  return sum;
}

}  // namespace imprint::watermark
