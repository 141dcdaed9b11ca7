#include "label/find_template.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "label/text_block.h"
#include "label/words.h"

namespace imprint::label {
namespace {

// Of the ink height. A contour is 0.12 wide and the padding of a plate 0.45: what lies farther off may be picture.
constexpr double kGroundShare = 0.10;
constexpr int kBorderPx = kFindBorderPx;

image::Plane with_border(const Coverage& coverage) {
  image::Plane plane(static_cast<int>(coverage.width_px) + 2 * kBorderPx,
                     static_cast<int>(coverage.height_px) + 2 * kBorderPx);
  for (uint32_t y = 0; y < coverage.height_px; ++y)
    for (uint32_t x = 0; x < coverage.width_px; ++x)
      plane.row(static_cast<int>(y) + kBorderPx)[static_cast<int>(x) + kBorderPx] =
          static_cast<float>(coverage.row(y)[x]) / 255.f;
  return plane;
}

// Largest value within `radius`, along rows or columns.
image::Plane widened(const image::Plane& from, int radius, int step_x, int step_y) {
  image::Plane to(from.width, from.height);
  for (int y = 0; y < from.height; ++y)
    for (int x = 0; x < from.width; ++x)
      for (int i = -radius; i <= radius; ++i) {
        const int sx = x + i * step_x, sy = y + i * step_y;
        if (sx >= 0 && sy >= 0 && sx < from.width && sy < from.height)
          to.row(y)[x] = std::max(to.row(y)[x], from.row(sy)[sx]);
      }
  return to;
}

}  // namespace

Shape shape_of(const TextBlock& block, double ink_px) {
  const int radius = static_cast<int>(std::lround(kGroundShare * ink_px));
  Shape shape;
  shape.ink = with_border(block.ink);
  shape.weight = widened(widened(shape.ink, radius, 1, 0), radius, 0, 1);
  shape.border = kBorderPx;
  shape.ink_height = block.letter_height_px;
  return shape;
}

Shape shrink(const Shape& shape, double factor) {
  const int width = std::max(1, static_cast<int>(std::lround(shape.ink.width * factor))),
            height = std::max(1, static_cast<int>(std::lround(shape.ink.height * factor)));
  return {image::resize(shape.ink, width, height), image::resize(shape.weight, width, height), shape.border * factor,
          shape.ink_height * factor};
}

const Shape* ShapeSet::for_room(double room_px) {
  for (const Setting& known : settings_)
    if (room_px >= known.least && room_px <= known.most) return &known.shape;
  if (room_px <= too_small_) return nullptr;
  // Every text is at most kMaxCharacters wide, so larger rooms need not be told apart.
  const double room = std::min(room_px, 2.0 * kMaxCharacters * kMasterInkPx);
  const Result<TextBlock> block = room < 1 ? Result<TextBlock>(Status(Code::kLabelDoesNotFit, "no room"))
                                           : set_text(font_, text_, kMasterInkPx, static_cast<uint32_t>(room));
  if (!block.ok()) {
    too_small_ = std::max(too_small_, room_px);
    return nullptr;
  }
  const double most = block->lines == 1 ? std::numeric_limits<double>::infinity() : room_px;
  settings_.push_back({block->ink.width_px + 1.0, most, shape_of(block.value(), kMasterInkPx)});
  return &settings_.back().shape;
}

}  // namespace imprint::label
