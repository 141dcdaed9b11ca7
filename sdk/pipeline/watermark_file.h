// The watermark alone, on files of every medium.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/evidence.h"
#include "watermark/watermark.h"

namespace imprint::pipeline {

struct EmbedJob {
  ByteView file;
  uint64_t payload;
  const watermark::Key& key;
  const watermark::EmbedOptions& options;  // of sound the strength alone: the rest asks for what only pictures have
  const std::vector<watermark::Key>& known;
  const Limits& limits;
};

struct MarkedFile {
  Bytes bytes;
  watermark::EmbedReport quality;           // of the written picture, see quality_of_file()
  std::optional<audio::WriteReport> sound;  // of written sound
  bool manifest_broken = false;  // the file has a signed manifest, which covers the content
};
// Marks of others under `known` and `key` are replaced only by the word of `replacement`, which receives them.
Result<MarkedFile> embed_file(ByteView file, uint64_t payload, const watermark::Key& key, const watermark::EmbedOptions& options,
                              const std::vector<watermark::Key>& known, Replacement& replacement, const Limits& limits);
// As detect_all(); of animations see detect_in(), of sound its threads and progress are not used.
Result<FoundMarks> detect_file(ByteView file, const std::vector<watermark::Key>& keys, const watermark::DetectOptions& options,
                               const Limits& limits);

}  // namespace imprint::pipeline
