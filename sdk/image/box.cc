#include "image/box.h"

#include "base/simd.h"

namespace imprint::image {
namespace {

IMPRINT_SIMD
void add_row(const float* row, double* sums, int count) {
  for (int i = 0; i < count; ++i) sums[i] += static_cast<double>(row[i]);
}

IMPRINT_SIMD
void move_sums(const float* in, const float* out, double* sums, int count) {
  for (int i = 0; i < count; ++i) sums[i] += static_cast<double>(in[i]) - static_cast<double>(out[i]);
}

IMPRINT_SIMD
void to_floats(const double* sums, float factor, float* line, int count) {
  for (int i = 0; i < count; ++i) line[i] = static_cast<float>(sums[i]) * factor;
}

IMPRINT_SIMD
void add_shifted(const float* __restrict a, int shift, float* __restrict out, int count) {
  for (int i = 0; i < count; ++i) out[i] += a[i + shift];
}

IMPRINT_SIMD
void double_up(const float* __restrict a, int shift, float* __restrict out, int count) {
  for (int i = 0; i < count; ++i) out[i] = a[i] + a[i + shift];
}

}  // namespace

BoxRows::BoxRows(int width, int height, int radius)
    : width_(width), height_(height), radius_(radius), kept_(std::min(height, 2 * radius + 2)),
      rows_(static_cast<size_t>(kept_) * static_cast<size_t>(width)), sums_(static_cast<size_t>(width)),
      line_(static_cast<size_t>(width + 2 * radius)), doubled_(line_.size()), means_(static_cast<size_t>(width)) {}

void BoxRows::begin() {
  std::fill(sums_.begin(), sums_.end(), 0.0);
  for (int k = -radius_; k <= radius_; ++k) add_row(row(reflected(k, height_)), sums_.data(), width_);
}

void BoxRows::move_to(int y) {
  move_sums(row(reflected(y + radius_, height_)), row(reflected(y - 1 - radius_, height_)), sums_.data(), width_);
}

// The box's width as a sum of powers of two, each of which is a sum of two halves. Nothing runs along the row, so
// nothing drifts, and vectors do it.
const float* BoxRows::means() {
  const int side = 2 * radius_ + 1;
  float* middle = line_.data() + radius_;
  to_floats(sums_.data(), 1.f / static_cast<float>(side * side), middle, width_);
  for (int x = 1; x <= radius_; ++x) {
    middle[-x] = middle[reflected(-x, width_)];
    middle[width_ - 1 + x] = middle[reflected(width_ - 1 + x, width_)];
  }
  std::copy_n(line_.begin(), width_, means_.begin());  // the side is odd
  int covered = 1;
  for (int power = 2, whole = width_ + 2 * radius_; power <= side; power *= 2) {
    whole -= power / 2;
    double_up(line_.data(), power / 2, doubled_.data(), whole);
    std::swap(line_, doubled_);
    if ((side & power) == 0) continue;
    add_shifted(line_.data(), covered, means_.data(), width_);
    covered += power;
  }
  return means_.data();
}

}  // namespace imprint::image
