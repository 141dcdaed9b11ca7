#include "codec/png_indexed.h"

#include <algorithm>

#include "codec/palette.h"

namespace imprint::codec {
namespace {

// Photographs have more, and are told by it before anything is weighed.
constexpr size_t kMostColours = 4096;

Colour colour_at(const uint8_t* rgb) { return Colour{rgb[0]} << 16 | Colour{rgb[1]} << 8 | rgb[2]; }

std::optional<ColourCounts> count_colours(image::View rgb) {
  ColourCounts out;
  for (uint32_t y = 0; y < rgb.height_px; ++y) {
    const uint8_t* row = rgb.row(y);
    for (uint32_t x = 0; x < rgb.width_px; ++x) ++out[colour_at(row + size_t{x} * 3)];
    if (out.size() > kMostColours) return std::nullopt;
  }
  return out;
}

double loss_of(const ColourCounts& counts, const Palette& palette) {
  double sum = 0, samples = 0;
  for (const auto& [colour, count] : counts) {
    sum += static_cast<double>(count) * squared_distance(colour, palette.colours[palette.index_of.at(colour)]);
    samples += 3 * static_cast<double>(count);
  }
  return sum / samples;
}

bool is_grey(Colour colour) { return colour % 0x010101 == 0; }

// That is no grey; 0 when there is none.
Colour first_colour(ByteView palette) {
  for (size_t i = 0; i + 2 < palette.size(); i += 3)
    if (!is_grey(colour_at(&palette[i]))) return colour_at(&palette[i]);
  return 0;
}

}  // namespace

std::optional<IndexedPixels> to_indexed(image::View rgb, ByteView old_palette) {
  const std::optional<ColourCounts> counts = count_colours(rgb);
  if (!counts) return std::nullopt;
  Palette palette = choose_palette(*counts, {}, 256);
  if (std::all_of(palette.colours.begin(), palette.colours.end(), is_grey)) {
    if (palette.colours.size() == 256) return std::nullopt;
    palette.colours.push_back(first_colour(old_palette));
  }
  if (loss_of(*counts, palette) > kMostIndexedLoss) return std::nullopt;
  IndexedPixels out;
  for (const Colour colour : palette.colours)
    for (const int shift : {16, 8, 0}) out.palette.push_back(static_cast<uint8_t>(colour >> shift));
  out.pixels = image::Image(rgb.width_px, rgb.height_px, image::PixelFormat::kGray8);
  for (uint32_t y = 0; y < rgb.height_px; ++y) {
    const uint8_t* row = rgb.row(y);
    uint8_t* to = out.pixels.view().row(y);
    for (uint32_t x = 0; x < rgb.width_px; ++x) to[x] = palette.index_of.at(colour_at(row + size_t{x} * 3));
  }
  return out;
}

uint8_t nearest_index(ByteView palette, const uint8_t* rgb) {
  uint32_t least = ~0u;
  size_t best = 0;
  for (size_t i = 0; i * 3 < palette.size(); ++i) {
    const uint32_t away = squared_distance(colour_at(&palette[i * 3]), colour_at(rgb));
    if (away < least) least = away, best = i;
  }
  return static_cast<uint8_t>(best);
}

}  // namespace imprint::codec
