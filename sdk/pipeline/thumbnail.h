// A small picture of a picture, for manifests (spec/manifest-format.md 7.1).
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::pipeline {

inline constexpr uint32_t kThumbnailPx = 256, kMinThumbnailPx = 32, kMaxThumbnailPx = 512;

// A JPEG of what a viewer shows of `file`, of an animation the first frame: turned upright, transparency over white, no
// side longer than `longest_px`, never enlarged. Errors as codec::decode().
Result<Bytes> thumbnail_of(ByteView file, uint32_t longest_px, const Limits& limits);

}  // namespace imprint::pipeline
