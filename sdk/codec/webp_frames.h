// All frames of an animated WebP, read and written.
#pragma once

#include "codec/codec_table.h"
#include "codec/frames.h"
#include "codec/webp_bitstream.h"
#include "container/webp_chunks.h"

namespace imprint::codec {

extern const FrameCodec kWebpFrames;

// What libwebp says of the file, its canvas held against the limits first.
Result<WebpFeatures> webp_canvas(const container::WebpChunks& split, const Limits& limits);
image::Orientation webp_orientation(const container::WebpChunks& split, const Limits& limits);

// An ANMF chunk (RFC 9649, 2.7.1.1).
struct WebpFrame {
  FramePlace place;
  ByteView header;     // 16 bytes: place, size, duration, flags
  ByteView bitstream;  // the frame's own chunks
};
// kMalformed, naming `what`, when it does not fit on the canvas or has another size than it claims.
Result<WebpFrame> plan_webp_frame(const WebpFeatures& canvas, const container::WebpChunk& anmf,
                                  const std::string& what);

}  // namespace imprint::codec
