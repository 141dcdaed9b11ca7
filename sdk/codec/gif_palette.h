// A colour table for a frame that was drawn on (spec/formats.md 9.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace imprint::codec {

using GifColour = uint32_t;                                 // 0xRRGGBB
using GifCounts = std::unordered_map<GifColour, uint64_t>;  // how many pixels have it

struct GifPalette {
  std::vector<GifColour> colours;                   // at most the room asked for
  std::unordered_map<GifColour, uint8_t> index_of;  // of every colour given: its own place or that of the nearest one
};

// `kept` are the colours of pixels that nobody drew on, `drawn` those of the others. If both fit in `room` (2 to 256),
// all are there exactly. Else the drawn ones get at least kDrawnShare places, spread as far as can be, and of the kept
// ones those stay whose loss would cost most (pixels times squared distance to the next colour).
inline constexpr size_t kDrawnShare = 32;
GifPalette choose_gif_palette(const GifCounts& kept, const GifCounts& drawn, size_t room);

}  // namespace imprint::codec
