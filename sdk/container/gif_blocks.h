// GIF as a list of blocks (GIF89a specification of 1990). Borrowed from the file; unknown extensions are kept.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

constexpr uint8_t kGifImage = 0x2C, kGifExtension = 0x21;  // what a block begins with
constexpr uint8_t kGifGraphicControl = 0xF9;               // label of an extension

struct GifBlock {
  uint8_t kind = kGifExtension;
  uint8_t label = 0;  // of an extension
  ByteView raw;       // all of it, up to and with its block terminator
};

struct GifBlocks {
  uint32_t width_px = 0, height_px = 0;  // of the canvas ("logical screen")
  ByteView header;                       // signature, screen descriptor, global colour table
  std::vector<GifBlock> blocks;
  ByteView trailing;  // bytes behind the trailer
};

// Refuses a wrong signature, a block that is none of the specification's, a file that ends before its trailer, and more
// than limits.max_segments blocks.
Result<GifBlocks> split_gif(ByteView file, const Limits& limits);

}  // namespace imprint::container
