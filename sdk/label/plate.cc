// Proportions of the plate, its corner and its place.
#include "label/plate.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace imprint::label {
namespace {

uint32_t percent_of(uint32_t length, uint32_t percent) { return (length * percent + 50) / 100; }

std::string by(uint64_t width, uint64_t height) {
  return std::to_string(width) + " x " + std::to_string(height) + " px";
}

}  // namespace

Spacing spacing_for(uint32_t ink_height_px) {
  return {std::max(2u, percent_of(ink_height_px, 60)), std::max(2u, percent_of(ink_height_px, 45)),
          std::max(1u, percent_of(ink_height_px, 60)), std::max(2u, percent_of(ink_height_px, 45))};
}

// The distance of the pixel's centre from the arc stands for the share of the pixel inside it: right to 1/20 of a pixel
// for these radii, and free of steps.
std::vector<uint8_t> corner_coverage(uint32_t radius_px) {
  std::vector<uint8_t> values(static_cast<size_t>(radius_px) * radius_px);
  const double radius = radius_px;
  for (uint32_t y = 0; y < radius_px; ++y) {
    for (uint32_t x = 0; x < radius_px; ++x) {
      const double dx = radius - x - 0.5, dy = radius - y - 0.5;
      const double inside = radius - std::sqrt(dx * dx + dy * dy) + 0.5;
      values[static_cast<size_t>(y) * radius_px + x] = static_cast<uint8_t>(std::clamp(inside, 0.0, 1.0) * 255.0 + 0.5);
    }
  }
  return values;
}

Result<Placement> place_plate(Size picture, Size text, const Spacing& spacing, Corner corner) {
  const uint64_t width = uint64_t{text.width_px} + 2 * spacing.pad_x_px,
                 height = uint64_t{text.height_px} + 2 * spacing.pad_y_px;
  const uint64_t around = 2 * uint64_t{spacing.margin_px};
  if (width + around > picture.width_px || height + around > picture.height_px)
    return Status(Code::kLabelDoesNotFit, "label of " + by(width, height) + " with margins of " +
                                              std::to_string(spacing.margin_px) + " px does not fit a picture of " +
                                              by(picture.width_px, picture.height_px));
  Placement plate;
  plate.width_px = static_cast<uint32_t>(width);
  plate.height_px = static_cast<uint32_t>(height);
  const bool left = corner == Corner::kLowerLeft || corner == Corner::kUpperLeft;
  const bool upper = corner == Corner::kUpperRight || corner == Corner::kUpperLeft;
  plate.x_px = left ? spacing.margin_px : picture.width_px - spacing.margin_px - plate.width_px;
  plate.y_px = upper ? spacing.margin_px : picture.height_px - spacing.margin_px - plate.height_px;
  return plate;
}

}  // namespace imprint::label
