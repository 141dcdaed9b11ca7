// One image of a GIF, read through giflib.
#pragma once

#include "base/status.h"
#include "codec/frames.h"
#include "container/gif_blocks.h"
#include "image/view.h"

namespace imprint::codec {

struct GifImage {
  const container::GifBlock* block = nullptr;
  Rect rect;  // on the canvas
  bool interlaced = false;
  int transparent_index = -1;  // -1: none
  bool covers_canvas = false;
};

// The image of `block`, one of `split`. kMalformed, naming `what`, when it does not fit on the canvas.
Result<GifImage> plan_gif_image(const container::GifBlocks& split, const container::GifBlock& block, const char* what);

// Its pixels into RGB8 or RGBA8 `out` of its size; alpha 0 for its transparent colour.
Status read_gif_image(const container::GifBlocks& split, const GifImage& image, image::MutableView out);

// The graphic control extension that holds for `image` (section 23): the last before it, behind the image before that.
// nullptr for none; a damaged one counts as absent.
const container::GifBlock* gif_control_of(const container::GifBlocks& split, const container::GifBlock* image);

}  // namespace imprint::codec
