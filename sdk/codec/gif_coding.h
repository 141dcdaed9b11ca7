// One image of a GIF, coded through giflib.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/status.h"
#include "codec/frames.h"
#include "codec/palette.h"

namespace imprint::codec {

struct GifIndexed {
  Rect rect;                       // on the canvas
  std::vector<uint8_t> indices;    // row by row
  std::vector<Colour> colours;  // 1 to 256; the indices are below their number
};

// The image block: descriptor, colour table, data (sections 20 to 22).
Result<Bytes> code_gif_image(const GifIndexed& image);

}  // namespace imprint::codec
