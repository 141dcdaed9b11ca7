#include "image/enlarge.h"

#include <algorithm>
#include <cmath>

#include "base/simd.h"

namespace imprint::image {
namespace {

// Cubic convolution with a = -1/2 (Keys, IEEE Trans. ASSP 29(6), 1981): exact for parabolas.
std::array<float, 4> cubic_weights(double t) {
  const double t2 = t * t, t3 = t2 * t;
  return {static_cast<float>(-0.5 * t3 + t2 - 0.5 * t), static_cast<float>(1.5 * t3 - 2.5 * t2 + 1),
          static_cast<float>(-1.5 * t3 + 2 * t2 + 0.5 * t), static_cast<float>(0.5 * t3 - 0.5 * t2)};
}

constexpr int kPad = 3;  // repeated samples beyond either edge

IMPRINT_SIMD
void mix_rows(const float* const* rows, const float* weights, float* out, int count) {
  for (int x = 0; x < count; ++x)
    out[x] = weights[0] * rows[0][x] + weights[1] * rows[1][x] + weights[2] * rows[2][x] + weights[3] * rows[3][x];
}

}  // namespace

Enlarger::Taps Enlarger::taps_at(int i, int from, int to) {
  const double place = (i + 0.5) * from / to - 0.5, floor = std::floor(place);
  return {static_cast<int>(floor) - 1, cubic_weights(place - floor)};
}

Enlarger::Enlarger(const Plane& source, int width, int height)
    : source_(source), width_(width), height_(height), padded_(static_cast<size_t>(source.width + 2 * kPad)),
      out_(static_cast<size_t>(width)) {
  columns_.reserve(static_cast<size_t>(width));
  for (int x = 0; x < width; ++x) columns_.push_back(taps_at(x, source.width, width));
  for (std::vector<float>& row : rows_) row.resize(static_cast<size_t>(width));
}

const float* Enlarger::widened(int source_row) {
  const int r = std::clamp(source_row, 0, source_.height - 1);
  const auto slot = static_cast<size_t>(r % 4);
  std::vector<float>& out = rows_[slot];
  if (held_[slot] == r) return out.data();
  held_[slot] = r;
  const float* from = source_.row(r);
  std::fill_n(padded_.begin(), kPad, from[0]);
  std::copy_n(from, source_.width, padded_.begin() + kPad);
  std::fill_n(padded_.begin() + kPad + source_.width, kPad, from[source_.width - 1]);
  for (size_t x = 0; x < out.size(); ++x) {
    const Taps& t = columns_[x];
    const float* p = padded_.data() + kPad + t.first;
    out[x] = t.weights[0] * p[0] + t.weights[1] * p[1] + t.weights[2] * p[2] + t.weights[3] * p[3];
  }
  return out.data();
}

const float* Enlarger::row(int y) {
  const Taps t = taps_at(y, source_.height, height_);
  const float* rows[4];
  for (int k = 0; k < 4; ++k) rows[k] = widened(t.first + k);
  mix_rows(rows, t.weights.data(), out_.data(), width_);
  return out_.data();
}

}  // namespace imprint::image
