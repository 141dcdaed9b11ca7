#include "transform/wavelet.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "base/simd.h"

namespace imprint::transform {
namespace {

int reflect(int i, int n) {
  if (n == 1) return 0;
  while (i < 0 || i >= n) i = i < 0 ? -i : 2 * (n - 1) - i;
  return i;
}

constexpr float kCentre = 6.f / 16, kNear = 4.f / 16, kFar = 1.f / 16;

IMPRINT_SIMD
void smooth_across(const float* const* rows, float* __restrict out, int count) {
  const float *a = rows[0], *b = rows[1], *c = rows[2], *d = rows[3], *e = rows[4];
  for (int x = 0; x < count; ++x) out[x] = kFar * (a[x] + e[x]) + kNear * (b[x] + d[x]) + kCentre * c[x];
}

}  // namespace

void atrous_smooth_row(const float* source, int y, float* target, int width, int height, int spacing,
                       std::vector<float>& scratch) {
  const auto row_floats = static_cast<size_t>(width);
  const int border = 2 * spacing;
  scratch.resize(row_floats + 2 * static_cast<size_t>(border));
  const float* rows[5];
  for (int k = 0; k < 5; ++k) rows[k] = source + row_floats * static_cast<size_t>(reflect(y + (k - 2) * spacing, height));
  float* middle = scratch.data() + border;
  smooth_across(rows, middle, width);
  for (int x = 1; x <= border; ++x) {
    middle[-x] = middle[reflect(-x, width)];
    middle[width - 1 + x] = middle[reflect(width - 1 + x, width)];
  }
  const float* along[5] = {middle - border, middle - spacing, middle, middle + spacing, middle + border};
  smooth_across(along, target, width);
}

void atrous_smooth(const float* source, float* target, int width, int height, int spacing, std::vector<float>& scratch) {
  for (int y = 0; y < height; ++y)
    atrous_smooth_row(source, y, target + static_cast<size_t>(width) * static_cast<size_t>(y), width, height, spacing, scratch);
}

double atrous_gain(double cycles_per_sample, int spacing) {
  const double w = 2 * std::numbers::pi * cycles_per_sample * spacing;
  return (6 + 8 * std::cos(w) + 2 * std::cos(2 * w)) / 16;
}

}  // namespace imprint::transform
