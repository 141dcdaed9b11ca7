#include "pipeline/verify.h"

#include "manifest/carrier.h"
#include "pipeline/agreement.h"
#include "pipeline/manifest_layer.h"
#include "pipeline/medium.h"
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

// What there is to say before any layer was looked at.
Evidence nothing_checked(ByteView file) {
  Evidence evidence;
  evidence.format = container::sniff(file);
  if (const Medium& medium = medium_of(file); medium.has(evidence.format)) evidence.medium = &medium;
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
  Status content;
  if (options.watermark) content = medium_of(file).look({file, keys, options, limits}, evidence);
  IMPRINT_ASSIGN_OR_RETURN(evidence.manifest, look_at_manifest(file, options.manifest, options.manifest_trust, limits));
  // A report on a file of which nothing could be looked at would be no evidence. Of films the manifest can be.
  if (!unsupported.ok() && !evidence.manifest.validation.found) {
    if (!options.watermark) return unsupported;
    IMPRINT_RETURN_IF_ERROR(content);
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
