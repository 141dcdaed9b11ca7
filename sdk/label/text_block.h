// Words set in lines, at the size whose drawn ink has the height asked for (spec/label.md, section 3).
#pragma once

#include "label/font.h"

namespace imprint::label {

struct TextBlock {
  Coverage ink;      // cut to the outlines
  Coverage contour;  // letters and what surrounds them, concentric with `ink`; empty unless asked for
  uint32_t lines = 0;
  uint32_t ink_height_px = 0;  // of the lowest letter that counts; spec/label.md 3.1
  double letter_height_px = 0;  // of the same by its outline, before it became pixels
};

// A pixel counts as ink from half coverage on (spec/label.md 3.1).
inline constexpr uint8_t kInkCoverage = 128;

// Thickness of a contour around letters of this height, in px (spec/label.md 5.4).
uint32_t contour_width(uint32_t ink_height_px);

// The smallest size at which each letter that counts has at least `ink_height_px` of ink; broken into lines where one is wider than
// `max_width_px`. The text holds only characters the font has, and words. Errors: kLabelDoesNotFit when a word alone is
// too wide.
Result<TextBlock> set_text(const Font& font, std::u32string_view text, uint32_t ink_height_px, uint32_t max_width_px,
                           bool with_contour = false);

}  // namespace imprint::label
