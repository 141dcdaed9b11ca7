// Means over boxes, row by row: whoever makes the rows needs no plane for them.
#pragma once

#include <algorithm>
#include <vector>

namespace imprint::image {

// Index i of n, reflected at the ends, which are not repeated.
inline int reflected(int i, int n) {
  if (n == 1) return 0;
  while (i < 0 || i >= n) i = i < 0 ? -i : 2 * (n - 1) - i;
  return i;
}

// The rows of a plane that come one after another, and the mean of the (2 * radius + 1)^2 box around each value, edges
// reflected.
class BoxRows {
 public:
  BoxRows(int width, int height, int radius);

  // Calls fill(y, row) for each row in turn, which puts `width` values there, and use(y, means) as early as that is
  // known: `radius` rows later.
  template <typename Fill, typename Use>
  void run(Fill fill, Use use) {
    int filled = 0;
    for (int y = 0; y < height_; ++y) {
      for (; filled <= std::min(y + radius_, height_ - 1); ++filled) fill(filled, row(filled));
      y == 0 ? begin() : move_to(y);
      use(y, means());
    }
  }

 private:
  float* row(int y) { return rows_.data() + static_cast<size_t>(y % kept_) * static_cast<size_t>(width_); }
  void begin();
  void move_to(int y);
  const float* means();

  int width_, height_, radius_, kept_;
  std::vector<float> rows_;     // the last ones that were filled
  std::vector<double> sums_;    // of each column, over the box's height: a float would drift from row to row
  std::vector<float> line_, doubled_, means_;
};

}  // namespace imprint::image
