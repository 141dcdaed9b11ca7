// What a file format provides to have its pixels read and written. A new format is one file and one row in the table.
#pragma once

#include "codec/codec.h"

namespace imprint::codec {

struct Codec {
  container::Format format;
  Result<PictureInfo> (*probe)(ByteView file, const Limits& limits);
  Result<Picture> (*decode)(ByteView file, const Limits& limits);
  // `pixels` has the size and format that probe() tells of `original`.
  Result<Bytes> (*encode_like)(ByteView original, image::View pixels, const Limits& limits);
};

extern const Codec kPngCodec;
extern const Codec kJpegCodec;

}  // namespace imprint::codec
