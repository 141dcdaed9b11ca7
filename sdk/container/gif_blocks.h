// GIF as a list of blocks (GIF89a specification of 1990). Borrowed from the file; unknown extensions are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

constexpr uint8_t kGifImage = 0x2C, kGifExtension = 0x21;                                 // what a block begins with
constexpr uint8_t kGifGraphicControl = 0xF9, kGifComment = 0xFE, kGifApplication = 0xFF;  // labels of extensions

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

// The data of an extension, its sub-blocks put together. Of an application extension the first sub-block is left out:
// it holds the identifier.
Bytes gif_extension_data(const GifBlock& block);
std::string_view gif_application_id(const GifBlock& block);  // "NETSCAPE2.0"; empty when it is none

// XMP stands in no sub-blocks: the packet as it is, then a trailer that brings every reader of sub-blocks to its end
// (XMP specification part 3, 1.1.2).
inline constexpr std::string_view kGifXmpId = "XMP DataXMP";
std::optional<ByteView> gif_xmp_packet(const GifBlock& block);  // nothing when it is written in another way
void append_gif_xmp(Bytes& out, ByteView packet);               // without a zero byte in it

// `block` with `data`, of the size that gif_extension_data() gave, in the same sub-blocks.
Bytes with_gif_extension_data(const GifBlock& block, ByteView data);

}  // namespace imprint::container
