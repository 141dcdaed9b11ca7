// Laying the label over the pixels (spec/label.md, section 5).
#pragma once

#include <cstddef>
#include <cstdint>

#include "image/view.h"
#include "label/font.h"
#include "label/label.h"

namespace imprint::label {

// Stored pixels seen the way a viewer shows them: one origin and two steps serve all eight orientations.
class UprightPixels {
 public:
  UprightPixels(image::MutableView stored, image::Orientation orientation);

  uint32_t width_px() const { return width_px_; }
  uint32_t height_px() const { return height_px_; }
  image::PixelFormat format() const { return format_; }
  uint8_t* at(uint32_t x, uint32_t y) const {
    return origin_ + static_cast<ptrdiff_t>(x) * step_x_ + static_cast<ptrdiff_t>(y) * step_y_;
  }
  ptrdiff_t step_x() const { return step_x_; }

 private:
  uint8_t* origin_;
  ptrdiff_t step_x_, step_y_;  // bytes
  uint32_t width_px_, height_px_;
  image::PixelFormat format_;
};

// Neutral, so that grey and colour pictures get the same label. Values of 0..255 as in sRGB.
struct Tone {
  uint8_t ink, plate;
};
inline constexpr Tone kWhiteOnDark = {255, 16};
inline constexpr Tone kBlackOnLight = {16, 255};

// Of the plate, in 1/255. Bounded from below by the contrast promised: spec/label.md 5.2.
inline constexpr uint32_t kPlateOpacity = 180;

// What lies between the picture and the ink.
struct Backing {
  Tone tone{};
  uint32_t opacity = 0;               // of the plate, in 1/255
  uint32_t radius_px = 0;             // of its corners
  uint32_t indent_px = 0;             // at its left, free of words
  const Coverage* contour = nullptr;  // of the letters, opaque; borrowed
};

// White ink where the picture under `plate` is dark, black where it is light; for kPlain the tone and the least opacity
// with which every pixel keeps the contrast of spec/label.md 5.2.
Backing choose_backing(const UprightPixels& pixels, const Placement& plate, Style style);

// Mean change of luma from pixel to pixel, in 8-bit levels: how much detail `plate` would hide.
double activity(const UprightPixels& pixels, const Placement& plate);

// Draws the backing, and the ink in the middle of the plate.
void blend(const UprightPixels& pixels, const Placement& plate, const Coverage& ink, const Backing& backing);

// Lays one colour (0..255 as in sRGB; grey pictures get its luma) over a pixel with this opacity, 0..255.
void blend_colour(const UprightPixels& pixels, uint32_t x, uint32_t y, const uint8_t rgb[3], uint32_t opacity);

}  // namespace imprint::label
