// The picture mark on its way into a file: coded so that it stays, read back, its quality measured on what was written.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "image/view.h"
#include "pipeline/watermark_file.h"
#include "watermark/watermark.h"

namespace imprint::pipeline {

// As embed_file(), of a picture.
Result<MarkedFile> embed_picture(const EmbedJob& job, Replacement& replacement);

// kReadBackFailed unless the picture carries `payload` under `key`.
Status check_watermark_reads(image::View written, uint64_t payload, const watermark::Key& key, const Limits& limits,
                             watermark::Detection* detection);

// `file` with the pixels of `marked`, whose mark was put into `before`. A JPEG with coarse tables is coded so that the mark reads back,
// if that takes little (spec/formats.md 3.2). kReadBackFailed.
struct Mark {
  uint64_t payload;
  const watermark::Key& key;
  watermark::EmbedReport of_pixels;  // what embed() told of `marked`
};
Result<Bytes> encode_marked(ByteView file, image::View before, image::View marked, const Mark& mark, const Limits& limits);

// What a file shows that was made of a marked picture, of which embed() told `of_pixels`: how far its pixels are from those before the
// mark. Lossy formats add what their coding changed; the rest stays. kReadBackFailed when it has another size.
Result<watermark::EmbedReport> quality_of_file(const watermark::EmbedReport& of_pixels, image::View before, image::View written);

// The pixels of a picture before its mark, for that. kLimitExceeded.
struct Unmarked {
  image::Image pixels;
  Reservation memory;
};
Result<Unmarked> keep_unmarked(const image::Image& pixels, const Limits& limits);

}  // namespace imprint::pipeline
