// The label font: glyphs in font units, outlines into coverage. The one place that sees FreeType and HarfBuzz.
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/bytes.h"
#include "base/status.h"

namespace imprint::label {

// Closed curves; y grows upwards. Font units as loaded, 1/64 px once scaled.
struct Outline {
  // FreeType 2.13.3 made both unsigned.
  using Tag = std::remove_pointer_t<decltype(FT_Outline::tags)>;
  using Index = std::remove_pointer_t<decltype(FT_Outline::contours)>;

  std::vector<FT_Vector> points;
  std::vector<Tag> tags;
  std::vector<Index> contours;  // the last point of each

  void append(const Outline& other, FT_Pos dx, FT_Pos dy);
  Outline scaled(int64_t numerator, int64_t denominator) const;
  void move(FT_Pos dx, FT_Pos dy);
  FT_BBox bounds() const;  // of the curve itself, not of its control points
  FT_Outline borrow() const;
};

struct Glyph {
  char32_t character;
  int32_t advance;  // font units, as are the outline and its position
  Outline outline;  // the pen stands at the origin
};

// How much of each pixel is inked, 0..255; row 0 on top.
struct Coverage {
  uint32_t width_px = 0, height_px = 0;
  std::vector<uint8_t> values;

  Coverage() = default;
  Coverage(uint32_t width, uint32_t height)
      : width_px(width), height_px(height), values(static_cast<size_t>(width) * height) {}
  uint8_t* row(uint32_t y) { return values.data() + static_cast<size_t>(y) * width_px; }
  const uint8_t* row(uint32_t y) const { return values.data() + static_cast<size_t>(y) * width_px; }
};

inline constexpr size_t kMaxFontBytes = size_t{64} << 20;

// Holds a FreeType library of its own, so fonts of different threads share nothing. Opening one takes some 50 us.
class Font {
 public:
  static Result<Font> open();  // the embedded one
  // A caller's OpenType or TrueType file with outlines; borrowed. Errors: kInvalidArgument.
  static Result<Font> open(ByteView file);

  // The embedded one, or the caller's (empty = none) where that lacks a character. kGlyphMissing, with the character.
  static Result<Font> for_text(std::u32string_view text, ByteView given);

  bool has(char32_t character) const;
  int32_t units_per_em() const;
  // Kerned, from left to right, one glyph a character. The text holds only characters the font has.
  Result<std::vector<Glyph>> shape(std::u32string_view text) const;
  // Adds an outline in 1/64 px, its origin at the lower left corner of `to`; what lies outside is cut off.
  Status fill(const Outline& outline, Coverage& to) const;
  // The band of `radius` (1/64 px) on both sides of an outline's curves, with round corners.
  Result<Outline> stroke(const Outline& outline, FT_Pos radius) const;

 private:
  struct CloseLibrary {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
  };
  struct CloseFace {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
  };

  static Result<Font> open_bytes(ByteView bytes, const char* name);
  Result<Outline> load(uint32_t glyph_index) const;

  ByteView bytes_;
  std::unique_ptr<FT_LibraryRec_, CloseLibrary> library_;  // before face_: outlives it
  std::unique_ptr<FT_FaceRec_, CloseFace> face_;
};

}  // namespace imprint::label
