// Pictures of few colours go back to a palette (spec/formats.md 2.2).
#pragma once

#include <optional>

#include "base/bytes.h"
#include "image/view.h"

namespace imprint::codec {

struct IndexedPixels {
  Bytes palette;        // 1 to 256 RGB triples, as in PLTE
  image::Image pixels;  // GRAY8: the index of each
};

// What a pixel may lose on the way, squared, in the mean over all samples: 58 dB, a hundredth of what a watermark changes.
inline constexpr double kMostIndexedLoss = 0.1;

// `rgb`, RGB8 pixels, in at most 256 colours. Nothing when they lose more than that, or have more colours than are weighed. Greys alone
// would be read as a grey picture: a colour of `old_palette` stays among them, and where it has no room there is nothing either.
std::optional<IndexedPixels> to_indexed(image::View rgb, ByteView old_palette);

// The index of the colour of `palette` nearest to `rgb`.
uint8_t nearest_index(ByteView palette, const uint8_t* rgb);

}  // namespace imprint::codec
