// What the samples draw sheets with: pasting, captions, and the difference of two pictures made visible.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "png_file.h"
#include "tiny_font.h"

using Colour8 = std::array<uint8_t, 3>;
inline constexpr Colour8 kWhite = {255, 255, 255}, kBlack = {0, 0, 0};
inline constexpr int kAmplification = 16;  // of differences

// Cuts what reaches beyond the right and the lower edge.
inline void fill(Rgb& picture, uint32_t left, uint32_t top, uint32_t width, uint32_t height, Colour8 colour) {
  const uint32_t right = std::min(picture.width, left + width), bottom = std::min(picture.height, top + height);
  for (uint32_t y = top; y < bottom; ++y)
    for (uint32_t x = left; x < right; ++x) std::copy_n(colour.data(), 3, picture.at(x, y));
}

inline Rgb blank(uint32_t width, uint32_t height, Colour8 colour = kWhite) {
  Rgb out(width, height);
  fill(out, 0, 0, width, height, colour);
  return out;
}

// `from` must fit.
inline void paste(const Rgb& from, Rgb& to, uint32_t left, uint32_t top) {
  for (uint32_t y = 0; y < from.height; ++y) std::copy_n(from.at(0, y), size_t{from.width} * 3, to.at(left, top + y));
}

// Two pictures of the same size; mid-grey where they are equal, brighter where `b` is. Clamped.
inline Rgb difference(const Rgb& a, const Rgb& b) {
  Rgb out(a.width, a.height);
  for (size_t i = 0; i < out.samples.size(); ++i)
    out.samples[i] = static_cast<uint8_t>(std::clamp(128 + kAmplification * (b.samples[i] - a.samples[i]), 0, 255));
  return out;
}

// One line of ASCII, kGlyphRows * scale pixels high.
inline void write_text(Rgb& picture, uint32_t left, uint32_t top, std::string_view text, uint32_t scale, Colour8 ink) {
  for (const char character : text) {
    uint32_t x = left, y = top;
    for (const char* dot = glyph(character); *dot != '\0'; ++dot, x += scale) {
      if (*dot == '#') fill(picture, x, y, scale, scale, ink);
      if (*dot == '/') x = left - scale, y += scale;
    }
    left += kGlyphAdvance * scale;
  }
}
