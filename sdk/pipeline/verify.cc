#include "pipeline/verify.h"

#include "codec/codec.h"
#include "pipeline/verdict.h"

namespace imprint::pipeline {
namespace {

LayerState state_of(const aigc::ReadResult& found) {
  if (found.labels.empty()) return LayerState::kAbsent;
  for (const aigc::Found& label : found.labels)
    for (const aigc::Deviation& deviation : label.deviations)
      if (deviation.severity != "info") return LayerState::kDeviating;
  return LayerState::kPresent;
}

void check_watermark(ByteView file, const std::vector<watermark::Key>& keys, bool search, const Limits& limits, Evidence& evidence) {
  Result<codec::Picture> picture = codec::decode(file, limits);
  if (!picture.ok()) {
    evidence.watermark.note = "pixels could not be decoded: " + picture.status().message();
    return;
  }
  evidence.width_px = picture->pixels.width_px;
  evidence.height_px = picture->pixels.height_px;
  Result<watermark::Detection> detection = watermark::detect(picture->pixels.view(), keys, {search});
  if (!detection.ok()) {
    evidence.watermark.note = detection.status().message();
    return;
  }
  evidence.watermark.note.clear();
  evidence.watermark.detection = std::move(detection).value();
  evidence.watermark.state = evidence.watermark.detection.found ? LayerState::kPresent : LayerState::kAbsent;
}

}  // namespace

Result<Evidence> read_aigc(ByteView file, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size in bytes", file.size(), "max_file_bytes", limits.max_file_bytes);
  Evidence evidence;
  evidence.action = "read";
  evidence.format = container::sniff(file);
  IMPRINT_ASSIGN_OR_RETURN(evidence.aigc.found, aigc::read(file, limits));
  evidence.aigc.state = state_of(evidence.aigc.found);
  evidence.watermark.note = "not asked for";
  evidence.verdict = judge(evidence);
  return evidence;
}

Result<Evidence> verify(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(Evidence evidence, read_aigc(file, limits));
  evidence.action = "verify";
  evidence.declared = options.declared;
  if (options.watermark) check_watermark(file, keys, options.search, limits, evidence);
  evidence.agreement = compare_layers(evidence.aigc, evidence.watermark);
  evidence.verdict = judge(evidence);
  return evidence;
}

}  // namespace imprint::pipeline
