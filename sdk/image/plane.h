// Planes of float: the form in which the watermark and the front end see a picture.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "image/view.h"

namespace imprint::image {

struct Plane {
  int width = 0;
  int height = 0;
  std::vector<float> values;  // row-major, no padding

  Plane() = default;
  Plane(int w, int h, float fill = 0.f) : width(w), height(h), values(static_cast<size_t>(w) * h, fill) {}
  float* row(int y) { return values.data() + static_cast<size_t>(y) * width; }
  const float* row(int y) const { return values.data() + static_cast<size_t>(y) * width; }
};

// BT.601 luma of the sRGB-encoded samples, 0..255 for every bit depth (16-bit samples keep their fraction).
Plane luma(View picture);

// Area average, to a size that is nowhere larger.
Plane shrink(const Plane& source, int width, int height);

// shrink() to a size that is nowhere larger, else bicubic. The centres of both pictures coincide.
Plane resize(const Plane& source, int width, int height);

// shrink(luma(picture)) row by row: no plane of the picture's own size is made.
Plane luma_resized(View picture, int width, int height);

Plane crop(const Plane& source, int left, int top, int width, int height);

// The middle, no larger than max_width * max_height.
Plane crop_middle(Plane source, int max_width, int max_height);

// A plane of the same size whose pixel (x, y) is what `source` holds at to_source * (x, y, 1), bicubic, 0 beyond its edges. Both
// count in pixels from the plane's centre; to_source is a matrix of 3 x 3, row by row.
Plane warp(const Plane& source, const std::array<double, 9>& to_source);

// Each value becomes the smallest in the (2 * radius + 1)^2 box around it.
void box_min(Plane& plane, int radius);

}  // namespace imprint::image
