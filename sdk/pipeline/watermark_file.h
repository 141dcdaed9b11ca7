// The watermark alone, on files.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/evidence.h"
#include "watermark/watermark.h"

namespace imprint::pipeline {

struct MarkedFile {
  Bytes bytes;
  watermark::EmbedReport quality;  // of the file, see quality_of_file()
  bool manifest_broken = false;  // the file has a signed manifest, which covers the pixels
};
// Marks of others under `known` and `key` are replaced only by the word of `replacement`, which receives them.
Result<MarkedFile> embed_file(ByteView file, uint64_t payload, const watermark::Key& key, const watermark::EmbedOptions& options,
                              const std::vector<watermark::Key>& known, Replacement& replacement, const Limits& limits);
// As detect_in().
Result<std::vector<watermark::Detection>> detect_file(ByteView file, const std::vector<watermark::Key>& keys,
                                         const watermark::DetectOptions& options, const Limits& limits);

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
