// One picture of a WebP, decoded and coded by libwebp.
#pragma once

#include "base/bytes.h"
#include "base/status.h"
#include "container/webp_chunks.h"
#include "image/view.h"

namespace imprint::codec {

struct WebpFeatures {
  uint32_t width_px = 0, height_px = 0;
  bool alpha = false, animation = false;
};
// Of a file, or of the chunks of a frame.
Result<WebpFeatures> webp_features(ByteView bitstream);

// Into RGB8 or RGBA8 `out` of the picture's size.
Status decode_webp_bitstream(ByteView bitstream, image::MutableView out);

inline bool is_webp_picture(std::string_view type) { return type == "VP8 " || type == "VP8L" || type == "ALPH"; }

// The chunks VP8, VP8L and ALPH that hold `pixels`: as finely as `lossy`, the old VP8 chunk, or without loss when it is
// nullptr.
Result<Bytes> code_webp_chunks(image::View pixels, const container::WebpChunk* lossy);

// A lossy WebP of its own, quality [1, 100].
Result<Bytes> code_webp_file(image::View pixels, int quality);

}  // namespace imprint::codec
