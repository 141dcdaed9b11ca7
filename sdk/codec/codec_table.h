// What a file format provides to have its pixels read, and written where that is built. A new format is one file and one row in the table.
#pragma once

#include "codec/codec.h"

namespace imprint::codec {

// Of formats with animations. The three calls of codec.h; probe() gives nothing for a still picture that encode_like() writes.
struct FrameCodec {
  Result<std::optional<FramesInfo>> (*probe)(ByteView file, const Limits& limits);
  Result<std::unique_ptr<FrameSource>> (*open)(ByteView file, size_t most, const Limits& limits);
  Result<Bytes> (*edit)(ByteView file, Touch touch, const FrameEdit& edit, const Limits& limits);
};

struct Codec {
  container::Format format;
  Result<PictureInfo> (*probe)(ByteView file, const Limits& limits);
  Result<Picture> (*decode)(ByteView file, const Limits& limits);
  // `pixels` has the size and format that probe() tells of `original`. nullptr: read only.
  Result<Bytes> (*encode_like)(ByteView original, image::View pixels, const Limits& limits);
  const FrameCodec* frames = nullptr;  // nullptr: no animations
  // A file of its own; `quality` [1, 100] where there is loss. nullptr: none converts to it.
  Result<Bytes> (*encode)(image::View pixels, int quality) = nullptr;
  // Of stored_as().
  image::PixelFormat (*stored_as)(image::PixelFormat pixels, bool opaque) = nullptr;
};

extern const Codec kPngCodec;
extern const Codec kJpegCodec;
extern const Codec kWebpCodec;  // these where IMPRINT_WITH_... has them built
extern const Codec kGifCodec;
extern const Codec kTiffCodec;
extern const Codec kAvifCodec;

}  // namespace imprint::codec
