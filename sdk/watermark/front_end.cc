#include "watermark/front_end.h"

#include <algorithm>
#include <cmath>

#include "base/simd.h"
#include "image/box.h"
#include "transform/wavelet.h"

namespace imprint::watermark {
namespace {

// Tuned on half of the pictures; values tried and their recovery: spec/decisions/0014-visibility-budget.md.
constexpr float kNoiseFloor = 0.4f;    // luma levels of one band below which nothing is amplified: rounding
constexpr float kLimitSigmas = 3.f;    // soft limit, in local standard deviations
constexpr float kWindow = 1.5f;        // radius of what is local, in sample spacings of the level
constexpr float kBusy = 3.f;           // levels of activity above which the mark grows more slowly than the picture
constexpr float kFinestWeight = 1.5f;  // of the finest band: what is left of the mark there is the least disturbed

IMPRINT_SIMD
void square_detail(const float* fine, const float* smooth, float* out, int count) {
  for (int i = 0; i < count; ++i) out[i] = (fine[i] - smooth[i]) * (fine[i] - smooth[i]);
}

// tanh to 2 %, exact at 0 and limited to +-1, of the band over its deviation: [3/2] Pade approximant x (27 + x^2) / (27 +
// 9 x^2), clamped where it reaches 1. Both fractions in one.
[[gnu::always_inline]] inline float limited(float detail, float local_power) {
  const float variance = kLimitSigmas * kLimitSigmas * (local_power + kNoiseFloor * kNoiseFloor);
  const float deviation = std::sqrt(variance);
  const float x = std::min(std::max(detail, -3 * deviation), 3 * deviation), x2 = x * x;
  return x * (27 * variance + x2) / (deviation * (27 * variance + 9 * x2));
}

// Quiet places say more: the mark's share of what is there, as the masking maps leave it, to the power 0.6. Close to
// (1 + power / kBusy^2)^(-1/8).
[[gnu::always_inline]] inline float trust(float local_power) {
  return 1 / std::sqrt(std::sqrt(std::sqrt(1 + local_power / (kBusy * kBusy))));
}

[[gnu::always_inline]] inline float heard(float fine, float smooth, float power, float weight) {
  const float local_power = std::max(power, 0.f);
  return weight * trust(local_power) * limited(fine - smooth, local_power);
}

IMPRINT_SIMD
void put_heard(const float* fine, const float* smooth, const float* local_power, float weight, float* sum, int count) {
  for (int i = 0; i < count; ++i) sum[i] = heard(fine[i], smooth[i], local_power[i], weight);
}

IMPRINT_SIMD
void add_heard(const float* fine, const float* smooth, const float* local_power, float weight, float* sum, int count) {
  for (int i = 0; i < count; ++i) sum[i] += heard(fine[i], smooth[i], local_power[i], weight);
}

}  // namespace

// A level goes through the plane once: what is smoothed, squared, averaged and limited is still at hand.
image::Plane front_end(image::Plane luma, int levels) {
  const int width = luma.width, height = luma.height;
  image::Plane sum(width, height), smooth(width, height), fine = std::move(luma);
  std::vector<float> scratch;
  for (int level = 0; level < levels; ++level) {
    const int spacing = 1 << level;
    image::BoxRows power(width, height, static_cast<int>(std::lround(kWindow * static_cast<float>(spacing))));
    power.run(
        [&](int y, float* row) {
          transform::atrous_smooth_row(fine.values.data(), y, smooth.row(y), width, height, spacing, scratch);
          square_detail(fine.row(y), smooth.row(y), row, width);
        },
        [&](int y, const float* local_power) {
          (level == 0 ? put_heard : add_heard)(fine.row(y), smooth.row(y), local_power, level == 0 ? kFinestWeight : 1.f,
                                               sum.row(y), width);
        });
    std::swap(fine, smooth);
  }
  return sum;
}

}  // namespace imprint::watermark
