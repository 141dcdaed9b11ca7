#include "pipeline/propagate.h"

#include <algorithm>

#include "aigc/deviations.h"
#include "aigc/lint.h"
#include "aigc/mark_id_declaration.h"
#include "manifest/carrier.h"
#include "pipeline/agreement.h"
#include "pipeline/manifest_layer.h"
#include "pipeline/manifest_trace.h"
#include "pipeline/verdict.h"

namespace imprint::pipeline {
namespace {

bool is_remains(const aigc::Deviation& problem) {
  return problem.code == aigc::row_of(aigc::Rule::kLabelUnreadable).code ||
         problem.code == aigc::row_of(aigc::Rule::kPreStandard).code;
}

// What cannot be read may be somebody's label; writing over it would destroy it (Measures Art. 10).
Status check_no_remains(const aigc::ReadResult& found) {
  if (!found.labels.empty()) return {};
  for (const aigc::Deviation& problem : found.problems)
    if (is_remains(problem))
      return {Code::kAlreadyLabelled, "the file may carry an AIGC label that cannot be read: " + problem.message};
  return {};
}

// The metadata first: when it decides, no pixel has to be decoded.
Result<Evidence> look_at(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options,
                         const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(Evidence metadata, read_aigc(file, limits, options.trust));
  add_keyed_mark_ids(metadata.aigc, options.mark_id_keys);
  IMPRINT_RETURN_IF_ERROR(check_no_remains(metadata.aigc.found));
  if (!metadata.aigc.found.labels.empty() || !options.watermark) {
    metadata.declared = options.declared;
    metadata.known = options.known;
    metadata.traces_count = options.traces;
    metadata.visible.by_caller = options.explicit_label;
    if (options.watermark) metadata.watermark.note = "the label decides";
    metadata.verdict = judge(metadata);
    return metadata;
  }
  return verify_further(file, keys, options, limits, std::move(metadata));
}

// The producer's fields as they are, or as the watermark shows that the caller knows them, or empty. Without its declaration a keyed
// mark_id would look like another picture's to whoever lacks the key.
Result<aigc::Label> producers_part(const Evidence& evidence) {
  aigc::Label label;
  if (const aigc::Found* found = deciding_label(evidence.aigc.found)) {
    label = found->label;
  } else if (matches_known(evidence)) {
    label.content_producer = evidence.known.producer;
    label.produce_id = evidence.known.produce_id;
    const std::string key_id = known_by(evidence.known, evidence.watermark.detection.payload).value_or("");
    if (!key_id.empty()) IMPRINT_RETURN_IF_ERROR(aigc::declare_mark_id_key(label, key_id));
  }
  // "No" is its producer's word, and not turned into another.
  const bool stays = deciding_label(evidence.aigc.found) != nullptr && aigc::says_no(label);
  if (!stays) label.label = evidence.verdict.label;
  return label;
}

Result<aigc::Label> label_to_write(const Evidence& evidence, const std::string& propagator, const std::string& propagate_id) {
  IMPRINT_ASSIGN_OR_RETURN(aigc::Label label, producers_part(evidence));
  // ReservedCode2 is the former propagator's; it stays only as long as that one does.
  if (label.content_propagator != propagator || label.propagate_id != propagate_id) label.reserved_code2.clear();
  label.content_propagator = propagator;
  label.propagate_id = propagate_id;
  return label;
}

// What becomes of that which the one label cannot hold.
void note_losses(const Evidence& evidence, std::vector<std::string>& notes) {
  const std::vector<aigc::Found>& labels = evidence.aigc.found.labels;
  const aigc::Found* deciding = deciding_label(evidence.aigc.found);
  if (deciding == nullptr) return;
  for (const aigc::Found& other : labels)
    if (&other != deciding)
      notes.push_back("a second label was taken out, since a file holds one (6.1 c): " + other.carrier + ", " +
                      other.raw);
  const aigc::Found& first = *deciding;
  if (aigc::says_no(first.label))
    notes.push_back("Label \"" + first.label.label + "\" says no or nothing, and stays as it is: the content is suspected");
  else if (first.label.label != evidence.verdict.label)
    notes.push_back("Label \"" + first.label.label + "\" is none of the standard and became \"" +
                    evidence.verdict.label + "\"");
  for (const aigc::Deviation& d : first.deviations) {
    if (d.code == aigc::row_of(aigc::Rule::kKeyExtra).code)
      notes.push_back("a key that the standard does not know was not written again: " + d.detail);
    if (d.code == aigc::row_of(aigc::Rule::kValueType).code) notes.push_back("a value became a string: " + d.detail);
  }
}

void note_manifest(ByteView file, const Limits& limits, std::vector<std::string>& notes) {
  if (has_manifest(file, limits))
    notes.push_back("the signed manifest of the file no longer fits: it covers the metadata that was written");
}

manifest::Trust trust_at(const PropagateOptions& options) {
  manifest::Trust trust = options.verify.manifest_trust;
  trust.now = options.manifest->now;
  return trust;
}

// What the new signer may say himself: what he read in this call, and what a signer whom he trusts vouched for. The
// rest stays in the ingredient, or is handed on as gathered.
ManifestFacts facts_of(const Former& former, const Evidence& before, const aigc::ReadResult& written,
                       std::vector<std::string>& notes) {
  const FoundMark& mark = before.watermark.detection;
  ManifestFacts out;
  if (mark.found || former.trusted) out.mark_id = mark.found ? mark.payload : former.mark_id;
  if (mark.found) out.mark_id_key = known_by(before.known, mark.payload).value_or("");
  if (former.trusted && out.mark_id == former.mark_id && out.mark_id_key.empty()) out.mark_id_key = former.mark_id_key;
  if (!out.mark_id && former.mark_id)
    notes.push_back(
        "the soft binding of the old manifest stays there: its signer is not trusted, and the watermark was not read");
  if (written.labels.size() == 1) out.aigc_json = written.labels.front().raw;
  const aigc::Found* label = deciding_label(before.aigc.found);
  const bool confirmed =
      label == nullptr || before.agreement == Agreement::kAgree || (former.trusted && former.aigc_json == label->raw);
  out.aigc_gathered = !confirmed;
  out.more_actions.push_back({"c2pa.edited.metadata", ""});
  return out;
}

// A file without a manifest gets none: a platform does not know how the picture was made.
Result<Bytes> add_own_manifest(ByteView file, Bytes out, const PropagateOptions& options, const Limits& limits,
                               Evidence& evidence) {
  std::vector<std::string>& notes = evidence.notes;
  const auto unchanged = [&] { return std::equal(file.begin(), file.end(), out.begin(), out.end()); };
  if (options.manifest == nullptr) {
    if (!unchanged()) note_manifest(file, limits, notes);
    return out;
  }
  IMPRINT_ASSIGN_OR_RETURN(std::optional<Former> former, former_of(file, trust_at(options), limits));
  if (!former) return out;
  IMPRINT_ASSIGN_OR_RETURN(out, add_notice(std::move(out), *options.manifest, limits, &notes));
  // Propagating the same again changes nothing, and needs no further manifest.
  if (unchanged()) return out;
  IMPRINT_RETURN_IF_ERROR(add_thumbnail(file, *options.manifest, limits, former->parent, &notes));
  IMPRINT_ASSIGN_OR_RETURN(const Evidence labelled, read_aigc(out, limits));
  const ManifestFacts facts = facts_of(*former, evidence, labelled.aigc.found, notes);
  IMPRINT_ASSIGN_OR_RETURN(manifest::Signed made, sign_picture(out, *options.manifest, facts, &former->parent, limits));
  return std::move(made.file);
}

// `evidence` shows the label and the manifest of the output.
Status read_back(ByteView out, const PropagateOptions& options, const Limits& limits, Evidence& evidence) {
  IMPRINT_ASSIGN_OR_RETURN(const Evidence read, read_aigc(out, limits, options.verify.trust));
  evidence.aigc = read.aigc;
  add_keyed_mark_ids(evidence.aigc, options.verify.mark_id_keys);
  const bool resigned = options.manifest != nullptr && manifest::carrier_of(evidence.format) != nullptr;
  const manifest::Trust trust = resigned ? trust_at(options) : options.verify.manifest_trust;
  IMPRINT_ASSIGN_OR_RETURN(evidence.manifest, look_at_manifest(out, {}, trust, limits));
  if (resigned && evidence.manifest.state == LayerState::kDeviating)
    return check_manifest_reads(out, {}, trust_at(options), limits, evidence.manifest);
  compare_manifest(evidence, limits);
  return {};
}

}  // namespace

Result<Propagated> propagate(ByteView file, const std::vector<watermark::Key>& keys, const std::string& propagator,
                             const std::string& propagate_id, const PropagateOptions& options, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(aigc::check_for_carrying(aigc::first_write(propagator, propagate_id), false));
  const std::vector<aigc::Finding> own = aigc::lint_propagator(propagator, propagate_id);
  if (options.strict) IMPRINT_RETURN_IF_ERROR(aigc::refuse_findings(own));
  if (options.manifest != nullptr && manifest::carrier_of(container::sniff(file)) != nullptr)
    IMPRINT_RETURN_IF_ERROR(check_signing(file, *options.manifest));
  Propagated out;
  IMPRINT_ASSIGN_OR_RETURN(out.evidence, look_at(file, keys, options.verify, limits));
  Evidence& evidence = out.evidence;
  evidence.action = "propagate";
  if (evidence.verdict.label.empty()) return out;
  IMPRINT_ASSIGN_OR_RETURN(aigc::Label label, label_to_write(evidence, propagator, propagate_id));
  if (options.label_signer != nullptr) IMPRINT_RETURN_IF_ERROR(aigc::sign_as_propagator(label, *options.label_signer));
  IMPRINT_ASSIGN_OR_RETURN(Bytes labelled, aigc::write(file, label, {}, limits, aigc::Check::kPropagate));
  for (const aigc::Finding& f : own) evidence.notes.push_back(aigc::in_words(f));
  note_losses(evidence, evidence.notes);
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, add_own_manifest(file, std::move(labelled), options, limits, evidence));
  IMPRINT_RETURN_IF_ERROR(read_back(out.bytes, options, limits, evidence));
  return out;
}

}  // namespace imprint::pipeline
