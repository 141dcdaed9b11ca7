#include "pipeline/medium.h"

namespace imprint::pipeline {
namespace {

constexpr const Medium* kMedia[] = {&kPicture, &kSound};

}  // namespace

const Medium& medium_of(ByteView file) {
  const container::Format format = container::sniff(file);
  for (const Medium* medium : kMedia)
    if (medium->has(format)) return *medium;
  return kPicture;
}

bool has_keys(const std::vector<watermark::Key>& keys, WatermarkEvidence& watermark) {
  if (keys.empty()) watermark.note = "no key to read it with: the open key is switched off, and no other was given";
  return !keys.empty();
}

void tell_of_marks(FoundMarks found, WatermarkEvidence& watermark) {
  watermark.note.clear();
  watermark.detection = std::move(found.front());
  watermark.others.assign(std::make_move_iterator(found.begin() + 1), std::make_move_iterator(found.end()));
  watermark.state = watermark.detection.found ? LayerState::kPresent : LayerState::kAbsent;
}

Result<MarkedFile> embed_file(ByteView file, uint64_t payload, const watermark::Key& key, const watermark::EmbedOptions& options,
                              const std::vector<watermark::Key>& known, Replacement& replacement, const Limits& limits) {
  return medium_of(file).embed({file, payload, key, options, known, limits}, replacement);
}

Result<FoundMarks> detect_file(ByteView file, const std::vector<watermark::Key>& keys, const watermark::DetectOptions& options,
                               const Limits& limits) {
  return medium_of(file).detect(file, keys, options, limits);
}

}  // namespace imprint::pipeline
