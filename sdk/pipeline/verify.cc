#include "pipeline/verify.h"

#include "codec/codec.h"
#include "manifest/carrier.h"
#include "pipeline/agreement.h"
#include "pipeline/frames_file.h"
#include "pipeline/manifest_layer.h"
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

std::string why_not_legible(const label::Found& found) {
  switch (found.legibility) {
    case label::Legibility::kLegible: break;
    case label::Legibility::kTooLow: return "its ink is lower than 5 % of the shortest side (GB 45438-2025 5.2 e)";
    case label::Legibility::kTooFaint: return "its contrast is below 3:1";
    case label::Legibility::kTooFewPixels: return "its ink has too few pixels";
  }
  return "";
}

// The status says why there are no pixels; that they could not be searched is evidence, not an error.
Status check_watermark(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options, const Limits& limits,
                       Evidence& evidence) {
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.05));
  Result<codec::Picture> picture = codec::decode(file, limits);
  if (!picture.ok()) {
    evidence.visible.note = evidence.watermark.note = "pixels could not be decoded: " + picture.status().message();
    return picture.status();
  }
  evidence.width_px = picture->pixels.width_px;
  evidence.height_px = picture->pixels.height_px;
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.15));
  look_for_label(picture.value(), options.label_text, options.label_font, evidence.visible);
  if (keys.empty()) {
    evidence.watermark.note = "no key to read it with: the open key is switched off, and no other was given";
    return {};
  }
  Result<std::vector<watermark::Detection>> found =
      detect_in(file, picture->pixels.view(), keys, {options.search, limits.threads, limits.progress.part(0.25, 0.95)}, limits);
  if (!found.ok()) {
    evidence.watermark.note = found.status().message();
    return {};
  }
  evidence.watermark.note.clear();
  evidence.watermark.detection = std::move(found->front());
  evidence.watermark.others.assign(found->begin() + 1, found->end());
  evidence.watermark.state = evidence.watermark.detection.found ? LayerState::kPresent : LayerState::kAbsent;
  return {};
}

// What there is to say before any layer was looked at.
Evidence nothing_checked(ByteView file) {
  Evidence evidence;
  evidence.format = container::sniff(file);
  if (manifest::is_lone_store(file)) evidence.foreign = "C2PA";
  if (container::is_film(file)) evidence.foreign = as_text(file.subspan(8, 4)) == "qt  " ? "QuickTime" : "MP4";
  evidence.visible.note = evidence.watermark.note = "not asked for";
  evidence.manifest.note = "not asked for";
  return evidence;
}

// Into `evidence`; `unsupported` says why, when labels are not read in this container and its pixels are all there is.
Status check_aigc(ByteView file, const Limits& limits, const aigc::TrustOptions& trust, Evidence& evidence, Status& unsupported) {
  Result<aigc::ReadResult> found = aigc::read(file, limits);
  if (found.ok()) {
    evidence.aigc.found = std::move(found).value();
    for (aigc::Found& label : evidence.aigc.found.labels) {
      IMPRINT_ASSIGN_OR_RETURN(label.security, aigc::check_security(label.label, trust, limits));
    }
    evidence.aigc.state = state_of(evidence.aigc.found);
    return {};
  }
  if (found.status().code() != Code::kUnsupportedFormat) return found.status();
  evidence.aigc.note = found.status().message();
  unsupported = found.status();
  return {};
}

}  // namespace

void look_for_label(const codec::Picture& picture, const std::string& text, ByteView font, VisibleEvidence& visible) {
  const Result<label::Found> found =
      label::find(picture.pixels.view(), {.text = text, .font = font, .orientation = picture.orientation});
  visible.note = found.status().message();
  if (!found.ok()) return;
  visible.state = LayerState::kAbsent;
  if (!found->found) return;
  visible.found = found.value();
  visible.placement = found->placement;
  visible.text = found->text;
  visible.note = why_not_legible(*visible.found);
  visible.state = visible.note.empty() ? LayerState::kPresent : LayerState::kNotLegible;
}

Evidence evidence_of_labels(container::Format format, aigc::ReadResult found) {
  Evidence evidence;
  evidence.format = format;
  evidence.watermark.note = "not asked for";
  evidence.manifest.note = "not asked for";
  evidence.aigc.found = std::move(found);
  evidence.aigc.state = state_of(evidence.aigc.found);
  evidence.verdict = judge(evidence);
  return evidence;
}

Result<Evidence> read_aigc(ByteView file, const Limits& limits, const aigc::TrustOptions& trust) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size in bytes", file.size(), "max_file_bytes", limits.max_file_bytes);
  Evidence evidence = nothing_checked(file);
  evidence.action = "read";
  Status unsupported;
  IMPRINT_RETURN_IF_ERROR(check_aigc(file, limits, trust, evidence, unsupported));
  IMPRINT_RETURN_IF_ERROR(unsupported);
  evidence.verdict = judge(evidence);
  return evidence;
}

static void name_remote_manifest(Evidence& evidence) {
  if (!evidence.manifest.validation.found) evidence.manifest.remote = evidence.aigc.found.remote_manifest;
}

Result<Evidence> verify_manifest(ByteView file, ByteView manifest, const manifest::Trust& trust, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size in bytes", file.size(), "max_file_bytes", limits.max_file_bytes);
  Evidence evidence = nothing_checked(file);
  evidence.action = "manifest";
  Status unsupported;
  IMPRINT_RETURN_IF_ERROR(check_aigc(file, limits, {}, evidence, unsupported));
  IMPRINT_ASSIGN_OR_RETURN(evidence.manifest, validated_manifest(file, manifest, trust, limits));
  name_remote_manifest(evidence);
  compare(evidence, limits);
  evidence.verdict = judge(evidence);
  return evidence;
}

// Words that no label can have are the caller's mistake, not evidence.
static Status check_label_words(const VerifyOptions& options) {
  return options.label_text.empty() ? Status() : label::check_find(options.label_text, options.label_font);
}

// What is said of all layers but the label, which `evidence` has; `unsupported` as check_aigc() gives it.
static Result<Evidence> look_beyond_label(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options,
                                          const Limits& limits, const Status& unsupported, Evidence evidence) {
  evidence.action = "verify";
  evidence.declared = options.declared;
  evidence.known = options.known;
  evidence.traces_count = options.traces;
  evidence.visible.by_caller = options.explicit_label;
  add_keyed_mark_ids(evidence.aigc, options.mark_id_keys);
  Status pixels;
  if (options.watermark) pixels = check_watermark(file, keys, options, limits, evidence);
  IMPRINT_ASSIGN_OR_RETURN(evidence.manifest, look_at_manifest(file, options.manifest, options.manifest_trust, limits));
  // A report on a file of which nothing could be looked at would be no evidence. Of films the manifest can be.
  if (!unsupported.ok() && !evidence.manifest.validation.found) {
    if (!options.watermark) return unsupported;
    IMPRINT_RETURN_IF_ERROR(pixels);
  }
  name_remote_manifest(evidence);
  compare(evidence, limits);
  evidence.verdict = judge(evidence);
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(1));
  return evidence;
}

Result<Evidence> verify(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size in bytes", file.size(), "max_file_bytes", limits.max_file_bytes);
  IMPRINT_RETURN_IF_ERROR(check_label_words(options));
  Evidence evidence = nothing_checked(file);
  Status unsupported;
  IMPRINT_RETURN_IF_ERROR(check_aigc(file, limits, options.trust, evidence, unsupported));
  return look_beyond_label(file, keys, options, limits, unsupported, std::move(evidence));
}

Result<Evidence> verify_further(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options,
                                const Limits& limits, Evidence label) {
  return look_beyond_label(file, keys, options, limits, {}, std::move(label));
}

}  // namespace imprint::pipeline
