#include "watermark/mask.h"

#include <algorithm>
#include <cmath>

#include "base/simd.h"
#include "image/box.h"
#include "transform/wavelet.h"

namespace imprint::watermark {
namespace {

// Evidence for these numbers: spec/decisions/0006-mask.md and 0014-visibility-budget.md.
constexpr float kActivityShare = 0.72f;  // of the local activity to the power 5/8
constexpr float kActivityCap = 12.f;     // levels; beyond this texture hides no more

// What the picture has in a band, squared.
IMPRINT_SIMD
void square_detail(const float* fine, const float* smooth, float* out, size_t count) {
  for (size_t i = 0; i < count; ++i) out[i] = (fine[i] - smooth[i]) * (fine[i] - smooth[i]);
}

IMPRINT_SIMD
void capped_root(const float* squares, float* out, size_t count) {
  for (size_t i = 0; i < count; ++i) out[i] = std::min(std::sqrt(std::max(squares[i], 0.f)), kActivityCap);
}

IMPRINT_SIMD
void amplitude_law(const float* activity, float in_flats, float* out, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const float quiet = std::max(activity[i], 0.f);
    out[i] = std::sqrt(in_flats * in_flats + kActivityShare * kActivityShare * quiet * std::sqrt(std::sqrt(quiet)));
  }
}

}  // namespace

std::vector<image::Plane> masking_maps(const image::Plane& luma, double in_flats) {
  std::vector<image::Plane> maps;
  image::Plane fine = luma, smooth(luma.width, luma.height);
  const auto width = static_cast<size_t>(luma.width);
  std::vector<float> scratch;
  for (int band = 0; band < kPatternBands; ++band) {
    const int spacing = 1 << band;
    image::Plane& map = maps.emplace_back(luma.width, luma.height);
    image::BoxRows(luma.width, luma.height, 2 * spacing + 1)
        .run(
            [&](int y, float* row) {
              transform::atrous_smooth_row(fine.values.data(), y, smooth.row(y), luma.width, luma.height, spacing, scratch);
              square_detail(fine.row(y), smooth.row(y), row, width);
            },
            [&](int y, const float* means) { capped_root(means, map.row(y), width); });
    // Activity next to an edge is the edge's, not the flat's beside it: the smallest of the neighbourhood counts, then
    // smoothed.
    image::box_min(map, 2 * spacing);
    image::BoxRows(luma.width, luma.height, 2 * spacing)
        .run([&](int y, float* row) { std::copy_n(map.row(y), width, row); },
             [&](int y, const float* means) { amplitude_law(means, static_cast<float>(in_flats), map.row(y), width); });
    std::swap(fine, smooth);
  }
  return maps;
}

double activity_under(double amplitude, double in_flats) {
  const double busy = std::max(amplitude * amplitude - in_flats * in_flats, 0.0);
  return std::pow(busy / (static_cast<double>(kActivityShare) * kActivityShare), 4.0 / 5);
}

}  // namespace imprint::watermark
