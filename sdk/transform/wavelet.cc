#include "transform/wavelet.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace imprint::transform {
namespace {

int reflect(int i, int n) {
  if (n == 1) return 0;
  while (i < 0 || i >= n) i = i < 0 ? -i : 2 * (n - 1) - i;
  return i;
}

constexpr float kCentre = 6.f / 16, kNear = 4.f / 16, kFar = 1.f / 16;

}  // namespace

void atrous_smooth(const float* source, float* target, int width, int height, int spacing, std::vector<float>& scratch) {
  const auto row_floats = static_cast<size_t>(width);
  const int border = 2 * spacing;
  scratch.resize(row_floats + 2 * static_cast<size_t>(border));
  float* padded = scratch.data();
  for (int y = 0; y < height; ++y) {
    const float* rows[5];
    for (int k = 0; k < 5; ++k) rows[k] = source + row_floats * static_cast<size_t>(reflect(y + (k - 2) * spacing, height));
    float* middle = padded + border;
    for (int x = 0; x < width; ++x)
      middle[x] = kFar * (rows[0][x] + rows[4][x]) + kNear * (rows[1][x] + rows[3][x]) + kCentre * rows[2][x];
    for (int x = 1; x <= border; ++x) {
      middle[-x] = middle[reflect(-x, width)];
      middle[width - 1 + x] = middle[reflect(width - 1 + x, width)];
    }
    float* to = target + row_floats * static_cast<size_t>(y);
    const float *a = middle - 2 * spacing, *b = middle - spacing, *d = middle + spacing, *e = middle + 2 * spacing;
    for (int x = 0; x < width; ++x) to[x] = kFar * (a[x] + e[x]) + kNear * (b[x] + d[x]) + kCentre * middle[x];
  }
}

double atrous_gain(double cycles_per_sample, int spacing) {
  const double w = 2 * std::numbers::pi * cycles_per_sample * spacing;
  return (6 + 8 * std::cos(w) + 2 * std::cos(2 * w)) / 16;
}

}  // namespace imprint::transform
