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
int rank_of(const watermark::Detection& mark, const Evidence& evidence, const manifest::ManifestInfo* manifest) {
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

}  // namespace

Agreement compare_layers(const AigcEvidence& aigc, const watermark::Detection& mark) {
  if (aigc.found.labels.empty() || !mark.found) return Agreement::kNotComparable;
  return answer(std::all_of(aigc.found.labels.begin(), aigc.found.labels.end(), [&](const aigc::Found& one) {
    return mark_id(one.label.content_producer, one.label.produce_id) == mark.payload;
  }));
}

void compare_manifest(Evidence& evidence, const Limits& limits) {
  const manifest::ManifestInfo* active = comparable_manifest(evidence.manifest);
  if (active == nullptr) return;
  const std::optional<uint64_t> bound = bound_mark_id(*active);
  const watermark::Detection& mark = evidence.watermark.detection;
  if (bound && mark.found) evidence.manifest_watermark = answer(*bound == mark.payload);
  const aigc::Found* label = deciding_label(evidence.aigc.found);
  if (!active->aigc_json.empty() && label != nullptr) evidence.manifest_aigc = answer(is_same_label(active->aigc_json, *label, limits));
}

void compare(Evidence& evidence, const Limits& limits) {
  const manifest::ManifestInfo* active = comparable_manifest(evidence.manifest);
  watermark::Detection& lead = evidence.watermark.detection;
  for (watermark::Detection& other : evidence.watermark.others)
    if (rank_of(other, evidence, active) < rank_of(lead, evidence, active)) std::swap(other, lead);
  evidence.agreement = compare_layers(evidence.aigc, lead);
  compare_manifest(evidence, limits);
}

}  // namespace imprint::pipeline
