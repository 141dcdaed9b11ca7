// Files to pixels and back, by the libraries that everybody uses: libpng, libjpeg-turbo, libwebp, giflib, libavif,
// libtiff.
#pragma once

#include <cstdint>

#include "pictures/picture.h"

namespace imprint_conform {

struct DecodeOptions {
  bool apply_orientation = false;     // turn and mirror the pixels as a viewer would
  uint64_t max_pixels = 200'000'000;  // a file that says more is refused before its pixels are read
};

// The first frame of the file. Bytes that are no picture, cut short or larger than the limit: ConformError, which names
// the format and what was wrong. JPEGs in CMYK come as RGB; palettes are resolved; 1, 2 and 4 bits become 8, and 10 and
// 12 become 16.
Picture decode(ByteSpan file, const DecodeOptions& options = {});
FileFacts facts_of(ByteSpan file);

// Turns and mirrors `picture` as EXIF's orientation 1 to 8 asks a viewer to.
Picture apply_orientation(const Picture& picture, int orientation);
// The other way: pixels to store so that a viewer who obeys `orientation` shows `picture`.
Picture undo_orientation(const Picture& picture, int orientation);

// 8 bits and RGB, as a viewer with a white page shows it: alpha is laid over white, grey becomes three equal channels.
Picture to_rgb8(const Picture& picture);

// Encoders. Each refuses with ConformError what its format cannot hold, and never changes it silently.
Bytes encode_png(const Picture& picture, int level = 1);  // 8 and 16 bits, grey, RGB, RGBA
struct JpegOptions {
  int quality = 90;          // 1 to 100
  bool full_chroma = false;  // 4:4:4; else 4:2:0
  int orientation = 0;       // 1 to 8: an EXIF block that says so; 0: no EXIF
};
Bytes encode_jpeg(const Picture& picture, const JpegOptions& options = {});  // 8 bits, grey or RGB
Bytes encode_webp(const Picture& picture, int quality);                      // 8 bits, RGB or RGBA, lossy, method 4
// Constant quality 0 (best) to 63 as `avifenc -c aom -s SPEED -y 420 --min 0 --max 63 -a end-usage=q -a cq-level=CQ`.
Bytes encode_avif(const Picture& picture, int cq_level, int speed = 8);  // 8 bits, RGB or RGBA
Bytes encode_gif(const Picture& picture, int colours);                   // 8 bits, RGB; 2 to 256 colours, see palette.h
Bytes encode_palette_png(const Picture& picture, int colours);           // likewise
Bytes encode_tiff(const Picture& picture);                               // 8 and 16 bits, LZW

bool can_read(FileFormat format);  // false: built without it

}  // namespace imprint_conform
