// How finely a lossy WebP was quantised, so that new pixels are coded as finely (RFC 6386 section 9).
#pragma once

#include <optional>

#include "base/bytes.h"

namespace imprint::codec {

// The quality of libwebp, 0 to 100, that quantises like the frame of a VP8 chunk's `data`. Nothing when its header
// cannot be read.
std::optional<float> webp_quality(ByteView data);

}  // namespace imprint::codec
