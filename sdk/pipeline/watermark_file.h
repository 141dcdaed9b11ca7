// The watermark alone, on files.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/evidence.h"
#include "watermark/watermark.h"

namespace imprint::pipeline {

struct MarkedFile {
  Bytes bytes;
  watermark::EmbedReport quality;
  bool manifest_broken = false;  // the file has a signed manifest, which covers the pixels
};
// Marks of others under `known` and `key` are replaced only by the word of `replacement`, which receives them.
Result<MarkedFile> embed_file(ByteView file, uint64_t payload, const watermark::Key& key, const watermark::EmbedOptions& options,
                              const std::vector<watermark::Key>& known, Replacement& replacement, const Limits& limits);
// As watermark::detect_all().
Result<std::vector<watermark::Detection>> detect_file(ByteView file, const std::vector<watermark::Key>& keys,
                                         const watermark::DetectOptions& options, const Limits& limits);

// kReadBackFailed unless `file` decodes to a picture that carries `payload` under `key`.
Status check_watermark_reads(image::View written, uint64_t payload, const watermark::Key& key, const Limits& limits,
                             watermark::Detection* detection);
Status check_watermark_reads(ByteView file, uint64_t payload, const watermark::Key& key, const Limits& limits,
                             watermark::Detection* detection);

}  // namespace imprint::pipeline
