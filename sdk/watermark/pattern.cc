#include "watermark/pattern.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::watermark {
namespace {

constexpr int kWaves = kRadiusMax;  // u or v = 1..kWaves

// waves[i * kWaves + (u - 1)] = cos(2 pi u x_i / T) for the n samples of one axis.
std::vector<float> wave_table(int n, double step) {
  std::vector<float> waves(static_cast<size_t>(n) * kWaves);
  for (int i = 0; i < n; ++i) {
    const double phase = 2 * std::numbers::pi * (i + 0.5 - n / 2.0) * step / kPeriod;
    // Chebyshev's recurrence, cos(ku) = 2 cos(u) cos((k-1)u) - cos((k-2)u); double keeps 30 steps exact enough.
    double before = 1, now = std::cos(phase);
    const double twice = 2 * now;
    for (int u = 0; u < kWaves; ++u) {
      waves[static_cast<size_t>(i) * kWaves + static_cast<size_t>(u)] = static_cast<float>(now);
      const double next = twice * now - before;
      before = now;
      now = next;
    }
  }
  return waves;
}

}  // namespace

Raster marking_raster(uint32_t width_px, uint32_t height_px) {
  const double shortest = std::min(width_px, height_px);
  const double canonical_per_px = kCanonicalSide / shortest;
  Raster r;
  r.canonical_width = width_px * canonical_per_px;
  r.canonical_height = height_px * canonical_per_px;
  const bool own_pixels = shortest <= kCanonicalSide;
  r.width = own_pixels ? static_cast<int>(width_px) : static_cast<int>(std::lround(r.canonical_width));
  r.height = own_pixels ? static_cast<int>(height_px) : static_cast<int>(std::lround(r.canonical_height));
  return r;
}

// plane = Y * A * X^T with the cosine tables X and Y; the pattern is even, so only a quarter is computed and mirrored.
image::Plane synthesise(const Raster& raster, const Amplitudes& amplitudes) {
  const std::vector<float> xs = wave_table(raster.width, raster.step_x());
  const std::vector<float> ys = wave_table(raster.height, raster.step_y());
  image::Plane plane(raster.width, raster.height);
  const int half_width = (raster.width + 1) / 2, half_height = (raster.height + 1) / 2;

  std::vector<float> columns(static_cast<size_t>(half_width) * kWaves);  // wave u along the left half of a row, u-major
  for (int u = 0; u < kWaves; ++u)
    for (int x = 0; x < half_width; ++x)
      columns[static_cast<size_t>(u) * static_cast<size_t>(half_width) + static_cast<size_t>(x)] =
          xs[static_cast<size_t>(x) * kWaves + static_cast<size_t>(u)];

  for (int y = 0; y < half_height; ++y) {
    float weights[kWaves] = {};
    for (int v = 0; v < kWaves; ++v) {
      const float wave = ys[static_cast<size_t>(y) * kWaves + static_cast<size_t>(v)];
      for (int u = 0; u < kWaves; ++u) weights[u] += wave * amplitudes[static_cast<size_t>(v) * kWaves + static_cast<size_t>(u)];
    }
    float* row = plane.row(y);
    for (int u = 0; u < kWaves; ++u) {
      const float weight = weights[u];
      const float* wave = columns.data() + static_cast<size_t>(u) * static_cast<size_t>(half_width);
      for (int x = 0; x < half_width; ++x) row[x] += weight * wave[x];
    }
    for (int x = half_width; x < raster.width; ++x) row[x] = row[raster.width - 1 - x];
    std::copy_n(row, raster.width, plane.row(raster.height - 1 - y));
  }
  return plane;
}

Amplitudes analyse(const Raster& raster, const image::Plane& plane) {
  const std::vector<float> xs = wave_table(raster.width, raster.step_x());
  const std::vector<float> ys = wave_table(raster.height, raster.step_y());
  Amplitudes out(static_cast<size_t>(kWaves) * kWaves, 0.f);
  for (int y = 0; y < raster.height; ++y) {
    float sums[kWaves] = {};
    const float* row = plane.row(y);
    for (int x = 0; x < raster.width; ++x) {
      const float* wave = xs.data() + static_cast<size_t>(x) * kWaves;
      for (int u = 0; u < kWaves; ++u) sums[u] += row[x] * wave[u];
    }
    for (int v = 0; v < kWaves; ++v) {
      const float wave = ys[static_cast<size_t>(y) * kWaves + static_cast<size_t>(v)];
      for (int u = 0; u < kWaves; ++u) out[static_cast<size_t>(v) * kWaves + static_cast<size_t>(u)] += wave * sums[u];
    }
  }
  return out;
}

}  // namespace imprint::watermark
