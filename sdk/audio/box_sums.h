// Sums over boxes of a plane, each from four numbers.
#pragma once

#include <algorithm>
#include <vector>

namespace imprint::audio {

class BoxSums {
 public:
  BoxSums() = default;
  // `plane` is row-major, width * height.
  BoxSums(const std::vector<float>& plane, int width, int height)
      : width_(width), height_(height), sums_(static_cast<size_t>(width + 1) * static_cast<size_t>(height + 1)) {
    for (int y = 0; y < height; ++y) {
      double row = 0;
      for (int x = 0; x < width; ++x) {
        row += plane[static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)];
        sums_[place(x + 1, y + 1)] = sums_[place(x + 1, y)] + row;
      }
    }
  }
  // Over x - along to x + along and y - across to y + across, as far as the plane goes.
  float sum(int x, int y, int along, int across) const {
    const int x0 = std::max(x - along, 0), x1 = std::min(x + along + 1, width_);
    const int y0 = std::max(y - across, 0), y1 = std::min(y + across + 1, height_);
    return static_cast<float>(sums_[place(x1, y1)] - sums_[place(x0, y1)] - sums_[place(x1, y0)] +
                              sums_[place(x0, y0)]);
  }

 private:
  size_t place(int x, int y) const {
    return static_cast<size_t>(y) * static_cast<size_t>(width_ + 1) + static_cast<size_t>(x);
  }
  int width_ = 0, height_ = 0;
  std::vector<double> sums_;
};

}  // namespace imprint::audio
