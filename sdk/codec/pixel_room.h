// Room for decoded pixels: taken only for what the bytes of a file can hold, and counted (spec/limits.md 3).
#pragma once

#include "codec/codec.h"

namespace imprint::codec {

// What one byte of coded data gives at most.
inline constexpr uint64_t kMostByDeflate = 1032;    // zlib, "Technical Details": 258 bytes from two bits
inline constexpr uint64_t kMostByLzw = 2731;        // the longest string of a table of 4096, from 12 bits
inline constexpr uint64_t kMostByPackBits = 64;     // TIFF 6.0, section 9: 128 bytes from two
inline constexpr uint64_t kMostByHuffman = 8 * 64;  // pixels of JPEG: a block of 64 takes a bit at least

// kTruncated unless `coded_bytes` can hold `claimed`, bytes or pixels as the factor has it. `what` names both: "PNG pixels".
Status check_coded_size(const char* what, uint64_t coded_bytes, uint64_t most_a_byte, uint64_t claimed);

// For coders without such a factor (WebP, AVIF), and canvases that a frame need not cover: pixels that the file shows for certain
// may have some around them. kLimitExceeded.
Status check_free_pixels(const char* what, uint64_t claimed_px, uint64_t shown_px);
// What so many bytes of such a coder show for certain.
uint64_t pixels_shown_by(uint64_t coded_bytes);

// An empty picture, paid for in pixels and memory. `further_bytes`: what the decoder holds beside it.
Result<Picture> make_picture(uint32_t width_px, uint32_t height_px, image::PixelFormat pixel_format, container::Format format,
                             const Limits& limits, uint64_t further_bytes = 0);

}  // namespace imprint::codec
