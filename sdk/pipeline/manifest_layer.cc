#include "pipeline/manifest_layer.h"

#include <algorithm>

#include "aigc/aigc.h"
#include "aigc/notice.h"
#include "manifest/carrier.h"
#include "pipeline/thumbnail.h"
#include "pipeline/verdict.h"

namespace imprint::pipeline {
namespace {

using manifest::cbor::Value;

constexpr const char* kGenerator = "Imprint";
constexpr const char* kGeneratorVersion = IMPRINT_PROJECT_VERSION;
constexpr size_t kMarkIdBytes = 8;

Value findings_of(const std::vector<manifest::Finding>& findings, manifest::Outcome outcome) {
  Value list = Value::array({});
  for (const manifest::Finding& f : findings)
    if (f.outcome == outcome) list.push(Value::map({{"code", Value::text(f.code)}, {"url", Value::text(f.url)}}));
  return list;
}

// validationResults of ingredient v3.
Value results_of(const manifest::ManifestInfo& active) {
  return Value::map({{"activeManifest",
                      Value::map({{"success", findings_of(active.findings, manifest::Outcome::kSuccess)},
                                  {"informational", findings_of(active.findings, manifest::Outcome::kInformational)},
                                  {"failure", findings_of(active.findings, manifest::Outcome::kFailure)}})}});
}

LayerState layer_state(manifest::State state) {
  switch (state) {
    case manifest::State::kNone: return LayerState::kAbsent;
    case manifest::State::kInvalid:
    case manifest::State::kWellFormed: return LayerState::kDeviating;
    case manifest::State::kValid:
    case manifest::State::kTrusted: break;
  }
  return LayerState::kPresent;
}

// A side file leaves the file as it is.
bool writes_notice(const ManifestSigning& signing) { return !signing.notice.empty() && !signing.sidecar; }

std::string first_failure(const manifest::Validation& validation) {
  std::vector<manifest::Finding> all = validation.findings;
  if (const manifest::ManifestInfo* active = validation.active_manifest())
    all.insert(all.end(), active->findings.begin(), active->findings.end());
  for (const manifest::Finding& f : all)
    if (f.outcome == manifest::Outcome::kFailure) return f.code + ": " + f.explanation;
  return "no manifest is found";
}

}  // namespace

Status check_signing(ByteView file, const ManifestSigning& signing) {
  IMPRINT_RETURN_IF_ERROR(manifest::check_signer(signing.signer, signing.now));
  if (!signing.notice.empty()) IMPRINT_RETURN_IF_ERROR(aigc::check_notice(signing.notice));
  if (signing.sidecar) return {};
  return manifest::carrier_for(file).status();
}

Result<std::optional<Former>> former_of(ByteView file, const manifest::Trust& trust, const Limits& limits) {
  const manifest::Carrier* carrier = manifest::carrier_of(container::sniff(file));
  if (carrier == nullptr) return std::optional<Former>();
  IMPRINT_ASSIGN_OR_RETURN(std::optional<manifest::Located> located, carrier->locate(file, limits));
  if (!located) return std::optional<Former>();
  IMPRINT_ASSIGN_OR_RETURN(const manifest::Validation validation, manifest::validate(file, {}, trust, limits));
  const manifest::ManifestInfo* active = validation.active_manifest();
  if (active == nullptr)
    return Status{Code::kManifestMalformed,
                  "the file has a manifest that cannot be carried on: " + first_failure(validation)};
  Former out;
  out.parent = {std::move(located->store), active->label, results_of(*active)};
  out.trusted = validation.state == manifest::State::kTrusted;
  out.mark_id = bound_mark_id(*active, true);
  if (const std::optional<KeyedMarkId> keyed = keyed_binding(*active)) out.mark_id_key = keyed->key_id;
  if (active->aigc_created) out.aigc_json = active->aigc_json;
  return std::optional(std::move(out));
}

Status add_thumbnail(ByteView file, const ManifestSigning& signing, const Limits& limits, manifest::Parent& parent,
                     std::vector<std::string>* notes) {
  if (signing.thumbnail_px == 0) return {};
  Result<Bytes> made = container::is_sound(container::sniff(file))
                           ? Status{Code::kUnsupportedFormat, "it shows a picture, and this is " + container::describe(file)}
                           : thumbnail_of(file, signing.thumbnail_px, limits);
  if (made.ok()) {
    parent.thumbnail = std::move(made).value();
    return {};
  }
  const Status& why = made.status();
  if (notes == nullptr || why.code() == Code::kOutOfMemory)
    return {why.code(), "no thumbnail can be made of the parent: " + why.message()};
  notes->push_back("the manifest has no thumbnail of its parent: " + why.message());
  return {};
}

Result<Bytes> add_notice(Bytes file, const ManifestSigning& signing, const Limits& limits,
                         std::vector<std::string>* notes) {
  if (!writes_notice(signing)) return file;
  // Sound has no XMP that is written: the words stand in the manifest alone.
  if (container::is_sound(container::sniff(file))) {
    if (notes != nullptr) notes->push_back("the notice stands in the manifest alone, as no XMP is written in " + container::describe(file));
    return file;
  }
  IMPRINT_ASSIGN_OR_RETURN(aigc::Noticed noticed, aigc::write_notice(file, signing.notice, limits));
  if (notes != nullptr)
    for (const std::string& name : noticed.kept)
      notes->push_back("the notice was not written to " + name + ", where the file has other words, which stay");
  return std::move(noticed.file);
}

Result<manifest::Signed> sign_picture(ByteView file, const ManifestSigning& signing, const ManifestFacts& facts,
                                      const manifest::Parent* parent, const Limits& limits) {
  manifest::Content content;
  content.generator = {kGenerator, kGeneratorVersion};
  content.now = signing.now;
  content.agent = signing.agent;
  content.source_type = signing.source_type;
  content.title = signing.title;
  content.notice = signing.notice;
  content.mark_id = facts.mark_id;
  content.mark_id_key = facts.mark_id_key;
  content.watermarked_now = facts.watermarked_now;
  content.more_actions = facts.more_actions;
  if (signing.aigc) content.aigc_json = facts.aigc_json;
  content.aigc_gathered = facts.aigc_gathered;
  return signing.sidecar ? manifest::sign_sidecar(file, content, signing.signer, parent, limits)
                         : manifest::sign_file(file, content, signing.signer, parent, limits);
}

Result<manifest::Signed> sign_manifest(ByteView file, const ManifestSigning& signing, ManifestFacts facts,
                                       const manifest::Trust& trust, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_signing(file, signing));
  IMPRINT_ASSIGN_OR_RETURN(std::optional<Former> former, former_of(file, trust, limits));
  manifest::Parent* parent = former ? &former->parent : nullptr;
  if (parent != nullptr) IMPRINT_RETURN_IF_ERROR(add_thumbnail(file, signing, limits, *parent, nullptr));
  const Result<aigc::ReadResult> label = aigc::read(file, limits);
  if (!label.ok() && label.status().code() != Code::kUnsupportedFormat) return label.status();
  if (label.ok() && label->labels.size() == 1) facts.aigc_json = label->labels.front().raw;
  facts.aigc_gathered = former && !(former->trusted && former->aigc_json == facts.aigc_json);
  Bytes noticed;
  if (writes_notice(signing)) {
    IMPRINT_ASSIGN_OR_RETURN(noticed, add_notice(Bytes(file.begin(), file.end()), signing, limits, nullptr));
    if (parent != nullptr && !std::equal(file.begin(), file.end(), noticed.begin(), noticed.end()))
      facts.more_actions.push_back({"c2pa.edited.metadata", ""});
  }
  IMPRINT_ASSIGN_OR_RETURN(manifest::Signed made,
                           sign_picture(noticed.empty() ? file : ByteView(noticed), signing, facts, parent, limits));
  ManifestEvidence evidence;
  const ByteView signed_file = signing.sidecar ? file : ByteView(made.file);
  IMPRINT_RETURN_IF_ERROR(
      check_manifest_reads(signed_file, signing.sidecar ? ByteView(made.store) : ByteView(), trust, limits, evidence));
  return made;
}

Result<ManifestEvidence> validated_manifest(ByteView file, ByteView sidecar, const manifest::Trust& trust,
                                            const Limits& limits) {
  ManifestEvidence out;
  IMPRINT_ASSIGN_OR_RETURN(out.validation, manifest::validate(file, sidecar, trust, limits));
  out.state = layer_state(out.validation.state);
  if (out.validation.alone) out.note = "a manifest store without its file: the hash of the content was not checked";
  return out;
}

Result<ManifestEvidence> look_at_manifest(ByteView file, ByteView sidecar, const manifest::Trust& trust,
                                          const Limits& limits) {
  if (sidecar.empty() && manifest::has_no_place(container::sniff(file))) {
    ManifestEvidence none;
    none.state = LayerState::kAbsent;
    none.note = "C2PA names no place for one in " + container::describe(file) + "; one beside the file can be given";
    return none;
  }
  Result<ManifestEvidence> looked = validated_manifest(file, sidecar, trust, limits);
  if (looked.ok() || (looked.status().code() == Code::kLimitExceeded && limits.left(Resource::kSignatures) == 0))
    return looked;
  ManifestEvidence out;
  out.note = looked.status().message();
  return out;
}

Status check_manifest_reads(ByteView file, ByteView sidecar, const manifest::Trust& trust, const Limits& limits,
                            ManifestEvidence& evidence) {
  IMPRINT_ASSIGN_OR_RETURN(evidence, look_at_manifest(file, sidecar, trust, limits));
  if (evidence.state == LayerState::kPresent) return {};
  return {Code::kReadBackFailed, "the signed manifest does not validate: " +
                                     (evidence.note.empty() ? first_failure(evidence.validation) : evidence.note)};
}

namespace {

// The first that is ours.
const manifest::SoftBinding* own_binding(const manifest::ManifestInfo& manifest, bool created) {
  for (const manifest::SoftBinding& binding : manifest.soft_bindings)
    if ((binding.created || !created) && binding.algorithm == manifest::kSoftBindingAlgorithm && binding.value.size() == kMarkIdBytes)
      return &binding;
  return nullptr;
}

}  // namespace

std::optional<uint64_t> bound_mark_id(const manifest::ManifestInfo& manifest, bool created) {
  const manifest::SoftBinding* own = own_binding(manifest, created);
  return own == nullptr ? std::optional<uint64_t>() : read_be64(own->value.data());
}

std::optional<KeyedMarkId> keyed_binding(const manifest::ManifestInfo& manifest) {
  const manifest::SoftBinding* own = own_binding(manifest, true);
  if (own == nullptr || own->mark_id_key.empty()) return std::nullopt;
  return KeyedMarkId{own->mark_id_key, read_be64(own->value.data())};
}

}  // namespace imprint::pipeline
