#include "watermark/pattern.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/simd.h"

namespace imprint::watermark {
namespace {

constexpr int kWaves = kRadiusMax;  // u or v = 1..kWaves
constexpr int kBlock = 16;          // samples of a row that are computed together

// waves[(u - 1) * padded + i] = cos(2 pi u x_i / T) for the n samples of one axis; `padded` is n rounded up to whole
// blocks.
std::vector<float> wave_table(int n, int padded, double step, double origin) {
  std::vector<float> waves(static_cast<size_t>(padded) * kWaves, 0.f);
  for (int i = 0; i < n; ++i) {
    const double phase = 2 * std::numbers::pi * ((i + 0.5 - n / 2.0) * step - origin) / kPeriod;
    // Chebyshev's recurrence, cos(ku) = 2 cos(u) cos((k-1)u) - cos((k-2)u); double keeps 30 steps exact enough.
    double before = 1, now = std::cos(phase);
    const double twice = 2 * now;
    for (int u = 0; u < kWaves; ++u) {
      waves[static_cast<size_t>(u) * static_cast<size_t>(padded) + static_cast<size_t>(i)] = static_cast<float>(now);
      const double next = twice * now - before;
      before = now;
      now = next;
    }
  }
  return waves;
}

struct RowWeights {
  float band[kPatternBands][kWaves];  // of the waves along a row, at one y
};

RowWeights row_weights(const std::vector<Amplitudes>& bands, const std::vector<float>& ys, int height, int y) {
  RowWeights weights = {};
  for (int band = 0; band < kPatternBands; ++band) {
    const float* amplitude = bands[static_cast<size_t>(band)].data();
    for (int v = 0; v < kWaves; ++v, amplitude += kWaves) {
      const float wave = ys[static_cast<size_t>(v) * static_cast<size_t>(height) + static_cast<size_t>(y)];
      for (int u = 0; u < kWaves; ++u) weights.band[band][u] += wave * amplitude[u];
    }
  }
  return weights;
}

// One row of the sum. `maps` and `out` have `padded` samples, a whole number of blocks.
IMPRINT_SIMD
void draw_row(const RowWeights& weights, const float* waves, const float* const* maps, float* out, int padded) {
  for (int x = 0; x < padded; x += kBlock) {
    float sums[kPatternBands][kBlock] = {};
    const float* wave = waves + x;
    for (int u = 0; u < kWaves; ++u, wave += padded)
      for (int band = 0; band < kPatternBands; ++band)
        for (int i = 0; i < kBlock; ++i) sums[band][i] += weights.band[band][u] * wave[i];
    for (int i = 0; i < kBlock; ++i) {
      float value = 0;
      for (int band = 0; band < kPatternBands; ++band) value += sums[band][i] * maps[band][x + i];
      out[x + i] = value;
    }
  }
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

image::Plane synthesise(const Raster& raster, Origin origin, const std::vector<Amplitudes>& bands,
                        const std::vector<image::Plane>& maps, Team& team) {
  const int padded = (raster.width + kBlock - 1) / kBlock * kBlock;
  const std::vector<float> xs = wave_table(raster.width, padded, raster.step_x(), origin.x);
  const std::vector<float> ys = wave_table(raster.height, raster.height, raster.step_y(), origin.y);
  image::Plane plane(raster.width, raster.height);
  const auto draw_rows = [&](int begin, int end) {
    std::vector<float> row(static_cast<size_t>(padded)), map_rows(static_cast<size_t>(padded) * kPatternBands, 0.f);
    const float* map_row[kPatternBands];
    for (int y = begin; y < end; ++y) {
      for (int band = 0; band < kPatternBands; ++band) {
        float* to = map_rows.data() + static_cast<size_t>(band) * static_cast<size_t>(padded);
        std::copy_n(maps[static_cast<size_t>(band)].row(y), raster.width, to);
        map_row[band] = to;
      }
      draw_row(row_weights(bands, ys, raster.height, y), xs.data(), map_row, row.data(), padded);
      std::copy_n(row.data(), raster.width, plane.row(y));
    }
  };
  team.share(raster.height, draw_rows);
  return plane;
}

}  // namespace imprint::watermark
