#include "pipeline/agreement.h"

#include <algorithm>

#include "aigc/label_parser.h"
#include "pipeline/manifest_layer.h"
#include "pipeline/mark_id.h"
#include "pipeline/verdict.h"

namespace imprint::pipeline {
namespace {

// A manifest that came beside a stripped picture is whole and signed, and the bytes are others: that is what soft
// bindings are for.
bool fails_by_content_alone(const manifest::Validation& validation) {
  const auto harmless = [](const manifest::Finding& f) {
    return f.outcome != manifest::Outcome::kFailure || f.code == "signingCredential.untrusted" ||
           f.code == "assertion.dataHash.mismatch" || f.code == "assertion.bmffHash.mismatch" ||
           f.code == "assertion.boxesHash.mismatch";
  };
  const std::vector<manifest::Finding>& own = validation.active_manifest()->findings;
  return std::all_of(validation.findings.begin(), validation.findings.end(), harmless) &&
         std::all_of(own.begin(), own.end(), harmless);
}

bool is_comparable(const ManifestEvidence& manifest) {
  return manifest.state == LayerState::kPresent ||
         (manifest.validation.detached && fails_by_content_alone(manifest.validation));
}

// Nothing of a manifest that does not hold is compared, but for one that came beside the file and holds for another
// form of it.
const manifest::ManifestInfo* comparable_manifest(const ManifestEvidence& manifest) {
  const manifest::ManifestInfo* active = manifest.validation.active_manifest();
  return active != nullptr && is_comparable(manifest) ? active : nullptr;
}

// How much speaks for a mark, the best first.
int rank_of(const FoundMark& mark, const Evidence& evidence, const manifest::ManifestInfo* manifest) {
  if (compare_layers(evidence.aigc, mark) == Agreement::kAgree) return 0;
  if (manifest != nullptr && bound_mark_id(*manifest).value_or(~mark.payload) == mark.payload) return 1;
  return is_known(evidence.known, mark.payload) ? 2 : 3;
}

// Others write the same label with other spaces, or some of its keys.
bool is_same_label(const std::string& text, const aigc::Found& found, const Limits& limits) {
  if (text == found.raw) return true;
  const aigc::ParsedLabel parsed = aigc::parse_label(text, aigc::Context::kNamed, limits);
  return parsed.kind == aigc::ParsedLabel::Kind::kLabel && parsed.label == found.label;
}

Agreement answer(bool same) { return same ? Agreement::kAgree : Agreement::kDisagree; }

// The two versions are told apart by what fits. What says that a mark_id is keyed is believed in one thing only: that without its key
// there is nothing to compare (spec/mark-id.md 4).
Comparison compare_one(const aigc::Found& found, const std::vector<KeyedMarkId>& keyed, const std::optional<KeyedMarkId>& signed_as_keyed,
                       uint64_t payload) {
  if (mark_id(found.label.content_producer, found.label.produce_id) == payload) return {Agreement::kAgree, "", ""};
  for (const KeyedMarkId& one : keyed)
    if (one.value == payload) return {Agreement::kAgree, one.key_id, ""};
  if (!found.mark_id_key.empty() && !holds_key(keyed, found.mark_id_key)) return {Agreement::kNotComparable, "", found.mark_id_key};
  if (signed_as_keyed && signed_as_keyed->value == payload && !holds_key(keyed, signed_as_keyed->key_id))
    return {Agreement::kNotComparable, "", signed_as_keyed->key_id};
  return {Agreement::kDisagree, "", ""};
}

}  // namespace

Comparison compare_with_labels(const AigcEvidence& aigc, const FoundMark& mark) {
  static const std::vector<KeyedMarkId> kNone;
  const std::vector<aigc::Found>& labels = aigc.found.labels;
  if (labels.empty() || !mark.found) return {};
  Comparison out;
  for (size_t i = 0; i < labels.size(); ++i) {
    Comparison one = compare_one(labels[i], i < aigc.keyed.size() ? aigc.keyed[i] : kNone, aigc.signed_as_keyed, mark.payload);
    if (one.agreement == Agreement::kDisagree) return one;
    if (i == 0 || (out.agreement == Agreement::kAgree && one.agreement == Agreement::kNotComparable)) out = std::move(one);
  }
  return out;
}

Agreement compare_layers(const AigcEvidence& aigc, const FoundMark& mark) {
  return compare_with_labels(aigc, mark).agreement;
}

void add_keyed_mark_ids(AigcEvidence& aigc, const std::vector<MarkIdKey>& keys) {
  aigc.keyed.clear();
  for (const aigc::Found& one : aigc.found.labels)
    aigc.keyed.push_back(keyed_mark_ids(keys, one.label.content_producer, one.label.produce_id));
}

void compare_manifest(Evidence& evidence, const Limits& limits) {
  const manifest::ManifestInfo* active = comparable_manifest(evidence.manifest);
  if (active == nullptr) return;
  const std::optional<uint64_t> bound = bound_mark_id(*active);
  const FoundMark& mark = evidence.watermark.detection;
  if (bound && mark.found) evidence.manifest_watermark = answer(*bound == mark.payload);
  const aigc::Found* label = deciding_label(evidence.aigc.found);
  if (!active->aigc_json.empty() && label != nullptr) evidence.manifest_aigc = answer(is_same_label(active->aigc_json, *label, limits));
}

void compare(Evidence& evidence, const Limits& limits) {
  const manifest::ManifestInfo* active = comparable_manifest(evidence.manifest);
  evidence.aigc.signed_as_keyed = active == nullptr ? std::nullopt : keyed_binding(*active);
  FoundMark& lead = evidence.watermark.detection;
  for (FoundMark& other : evidence.watermark.others)
    if (rank_of(other, evidence, active) < rank_of(lead, evidence, active)) std::swap(other, lead);
  evidence.agreement = compare_layers(evidence.aigc, lead);
  compare_manifest(evidence, limits);
}

}  // namespace imprint::pipeline
