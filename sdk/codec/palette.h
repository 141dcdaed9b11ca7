// A colour table for pixels that were drawn on (spec/formats.md 2.2, 9.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace imprint::codec {

using Colour = uint32_t;                                    // 0xRRGGBB
using ColourCounts = std::unordered_map<Colour, uint64_t>;  // how many pixels have it

// Over the three samples, in levels squared.
uint32_t squared_distance(Colour a, Colour b);

struct Palette {
  std::vector<Colour> colours;                   // at most the room asked for
  std::unordered_map<Colour, uint8_t> index_of;  // of every colour given: its own place or that of the nearest one
};

// `kept` are the colours of pixels that nobody drew on, `drawn` those of the others. If both fit in `room` (2 to 256),
// all are there exactly. Else the drawn ones get at least kDrawnShare places, spread as far as can be, and of the kept
// ones those stay whose loss would cost most (pixels times squared distance to the next colour).
inline constexpr size_t kDrawnShare = 32;
Palette choose_palette(const ColourCounts& kept, const ColourCounts& drawn, size_t room);

// At most `room` (2 to 256) colours for pixels of more, between which the others are dithered.
std::vector<Colour> choose_shades(const ColourCounts& counts, size_t room);

}  // namespace imprint::codec
