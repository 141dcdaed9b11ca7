// Pictures made in code, and the label measured from their pixels alone.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "image/view.h"
#include "label/label.h"

namespace imprint::label::test {

using image::Image;
using image::PixelFormat;

inline constexpr PixelFormat kAllFormats[] = {PixelFormat::kRgb8,       PixelFormat::kRgba8,  PixelFormat::kBgr8,
                                              PixelFormat::kBgra8,      PixelFormat::kGray8,  PixelFormat::kRgb16,
                                              PixelFormat::kRgba16,     PixelFormat::kGray16, PixelFormat::kGrayAlpha8,
                                              PixelFormat::kGrayAlpha16};

// Of any format; samples of 16 bits, grey in all three colours, opaque where there is no alpha.
struct Pixel {
  uint32_t red = 0, green = 0, blue = 0, alpha = 65535;
  bool operator==(const Pixel&) const = default;
};

inline Pixel grey(uint32_t value_u8, uint32_t alpha_u8 = 255) {
  return {value_u8 * 257, value_u8 * 257, value_u8 * 257, alpha_u8 * 257};
}

inline uint32_t sample(const uint8_t* at, uint32_t bytes) {
  if (bytes == 1) return *at * 257u;
  uint16_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

inline Pixel get(const Image& picture, uint32_t x, uint32_t y) {
  const image::FormatTraits t = traits(picture.format);
  const uint8_t* at = picture.view().row(y) + static_cast<size_t>(x) * t.bytes_per_pixel();
  uint32_t s[4] = {};
  for (uint32_t i = 0; i < t.channels; ++i) s[i] = sample(at + i * t.bytes_per_sample, t.bytes_per_sample);
  Pixel p;
  if (t.colour_channels == 1)
    p.red = p.green = p.blue = s[0];
  else
    p = {s[t.blue_first ? 2 : 0], s[1], s[t.blue_first ? 0 : 2]};
  if (t.has_alpha()) p.alpha = s[t.colour_channels];
  return p;
}

inline void set(Image& picture, uint32_t x, uint32_t y, const Pixel& p) {
  const image::FormatTraits t = traits(picture.format);
  uint8_t* at = picture.view().row(y) + static_cast<size_t>(x) * t.bytes_per_pixel();
  uint32_t s[4] = {p.red, p.green, p.blue, p.alpha};
  if (t.blue_first) std::swap(s[0], s[2]);
  if (t.colour_channels == 1) s[1] = p.alpha;
  for (uint32_t i = 0; i < t.channels; ++i) {
    const auto wide = static_cast<uint16_t>(s[i]);
    if (t.bytes_per_sample == 2)
      std::memcpy(at + 2 * i, &wide, 2);
    else
      at[i] = static_cast<uint8_t>(wide / 257);
  }
}

template <typename Paint>  // Pixel(x, y)
Image painted(uint32_t width, uint32_t height, PixelFormat format, Paint&& paint) {
  Image picture(width, height, format);
  for (uint32_t y = 0; y < height; ++y)
    for (uint32_t x = 0; x < width; ++x) set(picture, x, y, paint(x, y));
  return picture;
}

inline Image flat(uint32_t width, uint32_t height, PixelFormat format, const Pixel& colour) {
  return painted(width, height, format, [&](uint32_t, uint32_t) { return colour; });
}

inline Image noise(uint32_t width, uint32_t height, PixelFormat format, uint32_t seed) {
  std::mt19937 random(seed);
  const auto any = [&] { return static_cast<uint32_t>(random() >> 24) * 257; };
  return painted(width, height, format, [&](uint32_t, uint32_t) {
    Pixel p;
    p.red = any(), p.green = any(), p.blue = any();
    return p;
  });
}

// WCAG 2.2, "relative luminance" and "contrast ratio"
inline double linear(uint32_t sample_u16) {
  const double s = sample_u16 / 65535.0;
  return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
}
inline double luminance(const Pixel& p) {
  return 0.2126 * linear(p.red) + 0.7152 * linear(p.green) + 0.0722 * linear(p.blue);
}
inline double contrast(double a, double b) { return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05); }

// Heights of what stands side by side in a label of one line on a flat grey picture, letter by letter where columns without ink
// part them. Ink: the greys farther from the plate's than half way to the ink's.
inline std::vector<uint32_t> measured_letter_heights(const Image& picture, const Placement& plate) {
  const auto at = [&](uint32_t x, uint32_t y) { return static_cast<double>(get(picture, x, y).green); };
  const double plate_grey = at(plate.x_px + plate.width_px / 2, plate.y_px);
  double ink_grey = plate_grey;
  for (uint32_t y = plate.y_px; y < plate.y_px + plate.height_px; ++y)
    for (uint32_t x = plate.x_px; x < plate.x_px + plate.width_px; ++x)
      if (std::abs(at(x, y) - plate_grey) > std::abs(ink_grey - plate_grey)) ink_grey = at(x, y);
  std::vector<uint32_t> heights;
  uint32_t first = plate.height_px, last = 0;
  for (uint32_t x = 0; x < plate.width_px; ++x) {
    bool inked = false;
    for (uint32_t y = 0; y < plate.height_px; ++y)
      if (std::abs(at(plate.x_px + x, plate.y_px + y) - plate_grey) * 2 >= std::abs(ink_grey - plate_grey)) {
        first = std::min(first, y);
        last = std::max(last, y);
        inked = true;
      }
    if (inked || first > last) continue;
    heights.push_back(last - first + 1);
    first = plate.height_px, last = 0;
  }
  return heights;
}

// Of AI生成: the lowest of its four letters, whose height is that of the label (spec/label.md 3.1). Small letters run into each other:
// then what the label says of itself.
inline uint32_t measured_ink_height(const Image& picture, const Placement& plate) {
  const std::vector<uint32_t> heights = measured_letter_heights(picture, plate);
  return heights.size() < 4 || plate.ink_height_px < 12 ? plate.ink_height_px : *std::min_element(heights.begin(), heights.end());
}

}  // namespace imprint::label::test
