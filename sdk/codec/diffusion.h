// Pixels in few colours whose neighbours keep their mean: error diffusion (spec/formats.md 9.2).
#pragma once

#include <cstdint>
#include <vector>

#include "codec/palette.h"

namespace imprint::codec {

inline constexpr Colour kNoColour = 0xFFFFFFFF;

// The place in `table`, 1 to 256 colours, of each of the `pixels`, rows of `width`. What a pixel lacks goes to the neighbours that have
// a colour; those with kNoColour become `of_none`.
std::vector<uint8_t> diffused(const std::vector<Colour>& pixels, uint32_t width, const std::vector<Colour>& table, uint8_t of_none);

}  // namespace imprint::codec
