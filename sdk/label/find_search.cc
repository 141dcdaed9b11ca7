// Coarse: letters of 8 px against 16 columns at a time.
#include "label/find_search.h"

#include <cmath>

#include "base/simd.h"

namespace imprint::label {
namespace {

using image::Plane;

// Letters of 8 px keep enough of their shape to rank places; the fine step decides.
constexpr double kCoarseInkPx = 8;
constexpr int kColumns = 16;         // places next to each other, from the edge of the picture
constexpr double kRowsOfInk = 1.45;  // margin and padding are 1.05 (spec/label.md 4); the rest is play
constexpr double kPartWidth = 4.2, kPartHeight = 2.6;  // in ink heights

constexpr std::array kCorners = {Corner::kLowerRight, Corner::kLowerLeft, Corner::kUpperRight, Corner::kUpperLeft};

bool on_left(Corner corner) { return corner == Corner::kLowerLeft || corner == Corner::kUpperLeft; }
bool on_top(Corner corner) { return corner == Corner::kUpperRight || corner == Corner::kUpperLeft; }

int rounded_up(double value) { return static_cast<int>(std::ceil(value)); }

// Sums and sums of squares over every rectangle of a plane.
class Integral {
 public:
  explicit Integral(const Plane& p) : stride_(static_cast<size_t>(p.width) + 1) {
    sums_.resize(stride_ * (static_cast<size_t>(p.height) + 1));
    squares_ = sums_;
    for (int y = 0; y < p.height; ++y) {
      double sum = 0, square = 0;
      for (int x = 0; x < p.width; ++x) {
        const double v = p.row(y)[x];
        sum += v;
        square += v * v;
        const size_t at = (static_cast<size_t>(y) + 1) * stride_ + static_cast<size_t>(x) + 1;
        sums_[at] = sums_[at - stride_] + sum;
        squares_[at] = squares_[at - stride_] + square;
      }
    }
  }
  // Sum of the squared deviations from the mean.
  double energy(int left, int top, int width, int height) const {
    const size_t a = static_cast<size_t>(top) * stride_ + static_cast<size_t>(left),
                 b = a + static_cast<size_t>(height) * stride_, w = static_cast<size_t>(width);
    const double sum = sums_[b + w] - sums_[b] - sums_[a + w] + sums_[a];
    const double square = squares_[b + w] - squares_[b] - squares_[a + w] + squares_[a];
    return square - sum * sum / (static_cast<double>(width) * height);
  }

 private:
  size_t stride_;
  std::vector<double> sums_, squares_;
};

struct PlainTap {
  size_t offset;
  float weight;
};

IMPRINT_SIMD void correlate(const float* window, const PlainTap* taps, size_t count, float* out) {
  float sums[kColumns] = {};
  for (size_t i = 0; i < count; ++i) {
    const float* at = window + taps[i].offset;
    const float weight = taps[i].weight;
    for (int x = 0; x < kColumns; ++x) sums[x] += weight * at[x];
  }
  std::copy_n(sums, kColumns, out);
}

}  // namespace

Pyramid::Pyramid(Plane base) {
  levels_.push_back(std::move(base));
  for (;;) {
    const Plane& last = levels_.back();
    const int width = last.width / 2, height = last.height / 2;
    if (std::min(width, height) < 16) return;
    levels_.push_back(image::resize(last, width, height));
  }
}

const Plane& Pyramid::level_for(double length, double wanted, double& factor) const {
  size_t i = 0;
  while (i + 1 < levels_.size() && length * levels_[i + 1].width / base().width >= wanted) ++i;
  factor = static_cast<double>(levels_[i].width) / base().width;
  return levels_[i];
}

// One corner of the picture at the size where the ink looked for is kCoarseInkPx high; edges repeat.
struct CoarseSearch::Window {
  Corner corner;
  Plane pixels;
  Integral integral;
  double scale;                // its pixels per pixel of the base
  int border;                  // columns and rows outside the picture
  int rows;                    // places below each other
  double width_px, height_px;  // of the whole picture, in its pixels
};

CoarseSearch::Window CoarseSearch::window_at(Corner corner, double ink_height, double ink_px) const {
  double factor = 1;
  const Plane& level = pyramid_.level_for(ink_height, ink_px, factor);
  const double scale = ink_px / ink_height, from_level = scale / factor;
  const int border = rounded_up(ink_px * kFindBorderPx / kMasterInkPx), rows = rounded_up(kRowsOfInk * ink_px) + 1;
  const int width = rounded_up(kPartWidth * ink_px) + 2 * border + kColumns,
            height = rounded_up(kPartHeight * ink_px) + 2 * border + rows;
  const int source_width = std::min(level.width, rounded_up(width / from_level)),
            source_height = std::min(level.height, rounded_up(height / from_level));
  const Plane cut = image::crop(level, on_left(corner) ? 0 : level.width - source_width,
                                on_top(corner) ? 0 : level.height - source_height, source_width, source_height);
  const Plane small = image::resize(cut, std::max(1, static_cast<int>(std::lround(source_width * from_level))),
                                    std::max(1, static_cast<int>(std::lround(source_height * from_level))));
  Plane pixels(width, height);
  for (int y = 0; y < height; ++y) {
    const int sy = on_top(corner) ? y - border : small.height - height + border + y;
    const float* row = small.row(std::clamp(sy, 0, small.height - 1));
    for (int x = 0; x < width; ++x) {
      const int sx = on_left(corner) ? x - border : small.width - width + border + x;
      pixels.row(y)[x] = row[std::clamp(sx, 0, small.width - 1)];
    }
  }
  Integral integral(pixels);
  return {corner,
          std::move(pixels),
          std::move(integral),
          scale,
          border,
          rows,
          pyramid_.base().width * scale,
          pyramid_.base().height * scale};
}

CoarseSearch::Part CoarseSearch::cut_part(const Shape& shape, Corner corner, double ink_px) {
  Part part;
  part.border = shape.border;
  part.width = std::min(shape.ink.width, rounded_up(kPartWidth * ink_px + 2 * shape.border));
  part.height = std::min(shape.ink.height, rounded_up(kPartHeight * ink_px + 2 * shape.border));
  const int left = on_left(corner) ? 0 : shape.ink.width - part.width,
            top = on_top(corner) ? 0 : shape.ink.height - part.height;
  double weights = 0, sum = 0;
  for (int y = 0; y < part.height; ++y)
    for (int x = 0; x < part.width; ++x) {
      weights += shape.weight.row(top + y)[left + x];
      sum += shape.weight.row(top + y)[left + x] * shape.ink.row(top + y)[left + x];
    }
  const double mean = sum / std::max(weights, 1e-9);
  double energy = 0;
  for (int y = 0; y < part.height; ++y)
    for (int x = 0; x < part.width; ++x) {
      const double weight = shape.weight.row(top + y)[left + x];
      const double value = weight * (shape.ink.row(top + y)[left + x] - mean);
      energy += value * value;
      if (weight > 0.02) part.taps.push_back({y, x, static_cast<float>(value)});
    }
  for (Tap& tap : part.taps) tap.weight = static_cast<float>(tap.weight / std::sqrt(std::max(energy, 1e-9)));
  return part;
}

const CoarseSearch::Parts& CoarseSearch::parts_of(const Shape& master, double ink_px) {
  const auto key = std::pair(&master, static_cast<int>(std::lround(ink_px * 16)));
  const auto known = parts_.find(key);
  if (known != parts_.end()) return known->second;
  const Shape shape = shrink(master, ink_px / master.ink_height);
  Parts parts;
  for (size_t i = 0; i < kCorners.size(); ++i) parts[i] = cut_part(shape, kCorners[i], ink_px);
  return parts_[key] = std::move(parts);
}

void CoarseSearch::search(const Window& window, const Part& part, Candidate& best) {
  const int stride = window.pixels.width;
  std::vector<PlainTap> taps;
  for (const Tap& tap : part.taps) taps.push_back({static_cast<size_t>(tap.row * stride + tap.column), tap.weight});
  // Columns and rows of the part are counted from the side of the window that is the picture's edge.
  const int first_x = on_left(window.corner) ? 0 : stride - part.width - kColumns + 1;
  const int first_y = on_top(window.corner) ? 0 : window.pixels.height - part.height - window.rows + 1;
  // Noise of less than one level over the whole part is no picture.
  const double quiet = static_cast<double>(part.width) * part.height;
  for (int y = first_y; y < first_y + window.rows; ++y) {
    float sums[kColumns];
    correlate(window.pixels.row(y) + first_x, taps.data(), taps.size(), sums);
    for (int i = 0; i < kColumns; ++i) {
      const double energy = window.integral.energy(first_x + i, y, part.width, part.height);
      const double score = sums[i] / std::sqrt(std::max(energy, quiet));
      if (std::abs(score) <= std::abs(best.score)) continue;
      best.score = score;
      const double x =
          on_left(window.corner) ? i - window.border : window.width_px + window.border - stride + first_x + i;
      const double top =
          on_top(window.corner) ? y - window.border : window.height_px + window.border - window.pixels.height + y;
      // Of the whole block: the part is at its left or right, at its top or bottom.
      best.left = on_left(window.corner) ? (x + part.border) / window.scale
                                         : (x + part.width - part.border) / window.scale - best.width();
      best.top = on_top(window.corner) ? (top + part.border) / window.scale
                                       : (top + part.height - part.border) / window.scale - best.height();
    }
  }
}

void CoarseSearch::add_candidates(const std::vector<const Shape*>& shapes, double ink_height,
                                  std::vector<Candidate>& to) {
  const double ink_px = std::min(kCoarseInkPx, ink_height);
  for (size_t corner = 0; corner < kCorners.size(); ++corner) {
    const Window window = window_at(kCorners[corner], ink_height, ink_px);
    for (size_t text = 0; text < shapes.size(); ++text) {
      if (shapes[text] == nullptr) continue;
      Candidate best;
      best.text = text;
      best.shape = shapes[text];
      best.ink_height = ink_height;
      search(window, parts_of(*shapes[text], ink_px)[corner], best);
      if (best.score != 0) to.push_back(best);
    }
  }
}

}  // namespace imprint::label
