#include "pipeline/compare_files.h"

#include <algorithm>
#include <optional>

#include "pipeline/manifest_layer.h"

namespace imprint::pipeline {
namespace {

using aigc::Rule;
using manifest::State;

// Of a manifest that cannot be looked at nothing is said, as nothing is of a format that carries none.
Result<std::optional<manifest::Validation>> manifest_of(ByteView file, const manifest::Trust& trust, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(ManifestEvidence looked, look_at_manifest(file, {}, trust, limits));
  if (looked.state == LayerState::kNotChecked) return std::optional<manifest::Validation>();
  return std::optional(std::move(looked.validation));
}

bool holds(const manifest::Validation& v) { return v.state != State::kNone && v.state != State::kInvalid; }

// "of Example Camera, signed by Example Ltd"
std::string whose(const manifest::Validation& v) {
  const manifest::ManifestInfo* active = v.active_manifest();
  if (active == nullptr) return "one that could not be read";
  const std::string signer = active->signature.organisation.empty() ? active->signature.common_name : active->signature.organisation;
  return "made by " + (active->generator.empty() ? std::string("an unnamed program") : active->generator) +
         (signer.empty() ? "" : ", signed by " + signer);
}

std::string first_code(const manifest::Validation& v) {
  std::vector<manifest::Finding> all = v.findings;
  if (const manifest::ManifestInfo* active = v.active_manifest())
    all.insert(all.end(), active->findings.begin(), active->findings.end());
  // Whom the caller trusts says nothing of what a pipeline did.
  const auto failure = std::find_if(all.begin(), all.end(), [](const auto& f) {
    return f.outcome == manifest::Outcome::kFailure && f.code != "signingCredential.untrusted";
  });
  return failure == all.end() ? std::string() : failure->explanation + " (" + failure->code + ")";
}

// A new manifest over an old one holds it as what it was made from.
bool carries_on(const manifest::Validation& before, const manifest::Validation& after) {
  return std::any_of(after.manifests.begin(), after.manifests.end(), [&](const auto& m) { return m.label == before.active; });
}

std::optional<aigc::Finding> judge_manifests(const manifest::Validation& before, const manifest::Validation& after) {
  if (before.state == State::kNone)
    return after.state == State::kNone ? std::optional<aigc::Finding>() : aigc::finding(Rule::kGainedManifest, whose(after));
  if (after.state == State::kNone) return aigc::finding(Rule::kLostManifest, whose(before));
  if (holds(before) && !holds(after)) return aigc::finding(Rule::kBrokenManifest, whose(before) + "; " + first_code(after));
  if (!before.active.empty() && !carries_on(before, after))
    return aigc::finding(Rule::kLostManifest, whose(before) + "; another one stands in its place, which does not hold it, " + whose(after));
  return std::nullopt;
}

}  // namespace

Result<aigc::Lint> compare_files(ByteView before, ByteView after, const aigc::LintOptions& options, const manifest::Trust& trust,
                                 const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(aigc::Lint out, aigc::compare(before, after, options, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<manifest::Validation> was, manifest_of(before, trust, limits));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<manifest::Validation> is, manifest_of(after, trust, limits));
  if (!was || !is) return out;
  if (std::optional<aigc::Finding> found = judge_manifests(*was, *is)) out.findings.push_back(std::move(*found));
  out.status = aigc::status_of(out);
  return out;
}

}  // namespace imprint::pipeline
