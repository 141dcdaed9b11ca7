#include "pipeline/mark.h"

#include <utility>

#include "aigc/lint.h"
#include "aigc/mark_id_declaration.h"
#include "aigc/security_data.h"
#include "pipeline/agreement.h"
#include "pipeline/manifest_layer.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/mark_id.h"
#include "pipeline/medium.h"
#include "pipeline/replacement.h"
#include "pipeline/verdict.h"
#include "pipeline/verify.h"

namespace imprint::pipeline {
namespace {

// All that can be refused without a look at the file.
Status check_request(const Medium& medium, const aigc::Label& label, const MarkOptions& options) {
  IMPRINT_RETURN_IF_ERROR(aigc::check_for_writing(label));
  if (options.strict) IMPRINT_RETURN_IF_ERROR(aigc::refuse_findings(aigc::lint_request(label, options.companions)));
  if (options.visible || !options.waiver.empty()) return {};
  return {Code::kInvalidArgument,
          std::string(medium.without_label) + " needs a waiver: who asked for it, and under which agreement (Measures Art. 9)"};
}

// IPTC properties stand in XMP. Where a container has none, the manifest still says how the content was made.
aigc::Companions companions_for(ByteView file, const MarkOptions& options, Evidence& done) {
  if (aigc::takes_companions(file)) return options.companions;
  if (!options.companions.ai_system_used.empty())
    done.notes.push_back("IPTC AISystemUsed was not written: it goes into XMP, which is not written in " + container::describe(file));
  return {};
}

Status check_aigc_reads(const aigc::ReadResult& found, const aigc::Label& label) {
  if (found.labels.size() != 1)
    return {Code::kReadBackFailed, "the written file holds " + std::to_string(found.labels.size()) + " AIGC labels, not one"};
  if (!(found.labels.front().label == label)) return {Code::kReadBackFailed, "the AIGC label does not read back as written"};
  return {};
}

manifest::Trust trust_at(const MarkOptions& options) {
  manifest::Trust trust = options.manifest_trust;
  trust.now = options.manifest->now;
  return trust;
}

// `out` is what the other layers made of the file. The manifest comes last.
Result<Bytes> add_marked_manifest(const MarkJob& job, const Marking& marking, Bytes out, const aigc::Label& label, Evidence& done) {
  const auto& [file, id, key, options, limits] = job;
  if (options.manifest == nullptr) {
    if (has_manifest(file, limits))
      done.notes.push_back("the file had a signed manifest, which no longer fits: without a signer no new one was added");
    return out;
  }
  IMPRINT_ASSIGN_OR_RETURN(std::optional<Former> former, former_of(file, trust_at(options), limits));
  manifest::Parent* parent = former ? &former->parent : nullptr;
  if (parent != nullptr) IMPRINT_RETURN_IF_ERROR(add_thumbnail(file, *options.manifest, limits, *parent, &done.notes));
  IMPRINT_ASSIGN_OR_RETURN(out, add_notice(std::move(out), *options.manifest, limits, &done.notes));
  ManifestFacts facts;
  if (options.watermark) facts.mark_id = id;
  if (options.mark_id_key) facts.mark_id_key = options.mark_id_key->id;
  facts.watermarked_now = options.watermark;
  facts.more_actions = marking.actions();
  facts.aigc_json = aigc::to_json(label);
  IMPRINT_ASSIGN_OR_RETURN(manifest::Signed made,
                           sign_picture(out, *options.manifest, facts, parent, limits));
  return std::move(made.file);
}

// `done` becomes what the output says for itself; what only mark knows (placement, quality) stays.
Status read_back(const MarkJob& job, Marking& marking, ByteView out, const aigc::Label& label, Evidence& done) {
  const MarkOptions& options = job.options;
  const Limits& limits = job.limits;
  IMPRINT_ASSIGN_OR_RETURN(const Evidence read, read_aigc(out, limits));
  done.medium = read.medium;
  done.format = read.format;
  done.aigc = read.aigc;
  if (options.mark_id_key) add_keyed_mark_ids(done.aigc, {*options.mark_id_key});
  IMPRINT_RETURN_IF_ERROR(check_aigc_reads(done.aigc.found, label));
  done.watermark.note = options.watermark ? "" : "left out on request";
  IMPRINT_RETURN_IF_ERROR(marking.read_back(out, done));
  if (options.manifest != nullptr) {
    IMPRINT_RETURN_IF_ERROR(check_manifest_reads(out, {}, trust_at(options), limits, done.manifest));
  } else {
    IMPRINT_ASSIGN_OR_RETURN(done.manifest, look_at_manifest(out, {}, options.manifest_trust, limits));
  }
  compare(done, limits);
  if (options.watermark && done.agreement != Agreement::kAgree)
    return {Code::kReadBackFailed, "the watermark of the written file is not the mark of its label"};
  if (done.manifest_watermark == Agreement::kDisagree || done.manifest_aigc == Agreement::kDisagree)
    if (options.manifest != nullptr)
      return {Code::kReadBackFailed, "the signed manifest does not agree with the label or the watermark"};
  done.verdict = judge(done);
  return {};
}

}  // namespace

Result<Marked> mark(ByteView file, const std::string& producer, const std::string& produce_id, const watermark::Key& key,
                    const MarkOptions& options, const Limits& limits) {
  aigc::Label label = aigc::first_write(producer, produce_id);
  if (options.label_signer != nullptr) IMPRINT_RETURN_IF_ERROR(aigc::sign_as_producer(label, *options.label_signer));
  if (options.mark_id_key) IMPRINT_RETURN_IF_ERROR(aigc::declare_mark_id_key(label, options.mark_id_key->id));
  const Medium& medium = medium_of(file);
  IMPRINT_RETURN_IF_ERROR(check_request(medium, label, options));
  const uint64_t id = options.mark_id_key ? keyed_mark_id(*options.mark_id_key, producer, produce_id) : mark_id(producer, produce_id);
  const MarkJob job{file, id, key, options, limits};
  IMPRINT_RETURN_IF_ERROR(medium.check(job));
  if (options.manifest != nullptr) IMPRINT_RETURN_IF_ERROR(check_signing(file, *options.manifest));
  IMPRINT_ASSIGN_OR_RETURN(const Evidence input, read_aigc(file, limits));
  Marked out;
  out.evidence.action = options.finished ? "finish" : "mark";
  out.evidence.replacement.word = options.replacement;
  // Its own label too: the content would be marked twice.
  IMPRINT_RETURN_IF_ERROR(allow_replacing(labels_in(input.aigc.found), out.evidence.replacement));
  for (const aigc::Finding& f : aigc::lint_request(label, options.companions)) out.evidence.notes.push_back(aigc::in_words(f));
  if (!options.visible) {
    out.evidence.waiver = options.waiver;
    out.evidence.visible.state = LayerState::kAbsent;
    out.evidence.visible.note = "left out under a waiver";
  }
  const std::unique_ptr<Marking> marking = medium.begin(job);
  IMPRINT_ASSIGN_OR_RETURN(const Bytes content_marked, marking->apply(out.evidence));
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.65));
  IMPRINT_ASSIGN_OR_RETURN(Bytes labelled, aigc::write(content_marked, label, companions_for(file, options, out.evidence), limits));
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, add_marked_manifest(job, *marking, std::move(labelled), label, out.evidence));
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(0.75));
  IMPRINT_RETURN_IF_ERROR(read_back(job, *marking, out.bytes, label, out.evidence));
  IMPRINT_RETURN_IF_ERROR(limits.progress.reach(1));
  return out;
}

}  // namespace imprint::pipeline
