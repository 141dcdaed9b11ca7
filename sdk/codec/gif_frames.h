// All frames of a GIF, read and written.
#pragma once

#include "codec/codec_table.h"

namespace imprint::codec {

extern const FrameCodec kGifFrames;

}  // namespace imprint::codec
