// The backing plate: where it stands and its rounded shape (spec/label.md, section 4).
#pragma once

#include <cstdint>
#include <vector>

#include "base/status.h"
#include "label/label.h"

namespace imprint::label {

// All lengths follow the ink height, so a label looks the same at every size.
struct Spacing {
  uint32_t pad_x_px, pad_y_px;  // from the ink to the edge of the plate
  uint32_t margin_px;           // from the plate to the edge of the picture
  uint32_t radius_px;           // of the plate's corners
};
Spacing spacing_for(uint32_t ink_height_px);

// Coverage of a plate's upper left corner, radius x radius values of 0..255, row-major; the other three are its
// mirrors.
std::vector<uint8_t> corner_coverage(uint32_t radius_px);

struct Size {
  uint32_t width_px, height_px;
};

// The plate around `text` in its corner of an upright `picture`. Errors: kLabelDoesNotFit, with the sizes.
Result<Placement> place_plate(Size picture, Size text, const Spacing& spacing, Corner corner);

}  // namespace imprint::label
