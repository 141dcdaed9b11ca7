// What the chunks before the pixels say about them (W3C PNG 3rd edition).
#pragma once

#include <vector>

#include "base/limits.h"
#include "base/status.h"
#include "container/png_chunks.h"
#include "image/view.h"

namespace imprint::codec {

// Colour types of 11.2.1: sums of 1 = palette, 2 = colour, 4 = alpha.
inline constexpr uint8_t kPngGray = 0, kPngRgb = 2, kPngIndexed = 3, kPngGrayAlpha = 4, kPngRgba = 6;

// IHDR and the two chunks that change what its pixels are.
struct PngHeader {
  uint32_t width_px = 0, height_px = 0;
  uint8_t depth = 0, colour_type = 0, interlace = 0;
  const container::PngChunk* palette = nullptr;       // PLTE of an indexed picture; elsewhere it is a mere suggestion
  const container::PngChunk* transparency = nullptr;  // tRNS, where the colour type allows it

  bool grey_palette = false;                          // indexed, and every colour of it is a grey

  bool indexed() const { return colour_type == kPngIndexed; }
  uint64_t raw_bytes() const;                 // of all rows as they are compressed, 9.2; interlaced ones take no less
  image::PixelFormat decoded_format() const;  // indices and grey below 8 bits become 8 bits, a grey palette grey, tRNS alpha
};

// Refuses what cannot be or is not meant to be decoded to one picture, before anything of its size is allocated.
// `chunks` must outlive the header, which points into them; those from the first IDAT on are not looked at.
Result<PngHeader> read_png_header(const std::vector<container::PngChunk>& chunks, const Limits& limits);

Status check_png_crc(const container::PngChunk& chunk);

}  // namespace imprint::codec
