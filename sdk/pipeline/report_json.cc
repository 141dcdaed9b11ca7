#include "pipeline/report_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "aigc/deviations.h"
#include "aigc/security_data.h"
#include "pipeline/agreement.h"
#include "pipeline/manifest_json.h"
#include "pipeline/mark_id.h"
#include "pipeline/medium.h"
#include "pipeline/verdict.h"

namespace imprint::pipeline {
namespace {

using Json = nlohmann::ordered_json;

const char* name(State state) {
  switch (state) {
    case State::kNoneFound: return "none_found";
    case State::kGenerated: return "generated";
    case State::kPossible: return "possible";
    case State::kSuspected: return "suspected";
    case State::kInconclusive: return "inconclusive";
  }
  return "";
}

const char* name(LayerState state) {
  switch (state) {
    case LayerState::kAbsent: return "absent";
    case LayerState::kPresent: return "present";
    case LayerState::kDeviating: return "deviating";
    case LayerState::kNotChecked: return "not_checked";
    case LayerState::kNotBuilt: return "not_built";
    case LayerState::kNotLegible: return "not_legible";
  }
  return "";
}

const char* name(Agreement agreement) {
  switch (agreement) {
    case Agreement::kNotComparable: return "not_comparable";
    case Agreement::kAgree: return "agree";
    case Agreement::kDisagree: return "disagree";
  }
  return "";
}

const char* name(label::AudiblePlace place) {
  switch (place) {
    case label::AudiblePlace::kStart: return "start";
    case label::AudiblePlace::kEnd: return "end";
    case label::AudiblePlace::kMiddle: return "middle";
  }
  return "";
}

Json layer(LayerState state, const std::string& note) {
  Json out{{"state", name(state)}};
  if (!note.empty()) out["note"] = note;
  return out;
}

void add_audible(const label::FoundAudible& audible, Json& out) {
  out["span_s"] = {audible.start_seconds, audible.end_seconds};
  out["place"] = name(audible.place);
  out["unit_s"] = audible.unit_seconds;
  out["tone_hz"] = audible.tone_hz;
  out["label_lufs"] = audible.label_lufs;
  if (std::isfinite(audible.programme_lufs)) out["programme_lufs"] = audible.programme_lufs;
  out["contrast_db"] = audible.contrast_db;
  out["score"] = audible.score;
}

// Labels that were put in with a voice, or at several places. Without the rhythm they are what there is to tell.
void add_placed(const VisibleEvidence& visible, Json& out) {
  const label::HeardLabels& placed = *visible.placed;
  if (!visible.audible) {
    out["span_s"] = {placed.spans.front().start_seconds, placed.spans.front().end_seconds};
    out["label_lufs"] = placed.label_lufs;
    if (std::isfinite(placed.programme_lufs)) out["programme_lufs"] = placed.programme_lufs;
  }
  for (const auto& span : placed.spans) out["spans_s"].push_back({span.start_seconds, span.end_seconds});
  if (placed.voice_score != 0.0) out["voice"] = {{"supplied_by", "caller"}, {"likeness", placed.voice_score}, {"lufs", placed.label_lufs}};
}

Json visible_json(const VisibleEvidence& visible) {
  Json out = layer(visible.state, visible.note);
  if (!visible.by_caller.empty()) out["explicit_by_caller"] = visible.by_caller;
  if (!visible.placement && !visible.audible && !visible.placed) return out;
  out["text"] = visible.text;
  if (visible.audible) add_audible(*visible.audible, out);
  if (visible.placed) add_placed(visible, out);
  if (!visible.placement) return out;
  const label::Placement& p = *visible.placement;
  out["box_px"] = {p.x_px, p.y_px, p.width_px, p.height_px};
  out["ink_height_px"] = p.ink_height_px;
  out["ink_height_percent"] = p.ink_height_percent;
  if (visible.found) {
    out["contrast"] = visible.found->contrast;
    out["score"] = visible.found->score;
  }
  return out;
}

void add_detection(const FoundMark& d, Json& out) {
  out["mark_id"] = to_hex16(d.payload);
  out["key_id"] = d.key_id;
  out["p_value"] = d.p_value;
  out["pilot_sigma"] = d.pilot_sigma;
  if (const auto* pose = std::get_if<watermark::Pose>(&d.where)) {
    out["pixels_per_canonical"] = pose->pixels_per_canonical;
    out["rotation_deg"] = pose->rotation_deg;
    out["box_px"] = {pose->place.x_px, pose->place.y_px, pose->place.width_px, pose->place.height_px};
  }
  if (const auto* stretch = std::get_if<audio::Stretch>(&d.where)) {
    out["span_s"] = {stretch->start_seconds, stretch->end_seconds};
    out["time_scale"] = stretch->time_scale;
    out["pitch_shift_semitones"] = stretch->pitch_shift_semitones;
  }
}

Json watermark_json(const WatermarkEvidence& watermark, const AigcEvidence& aigc) {
  Json out = layer(watermark.state, watermark.note);
  if (watermark.detection.found) add_detection(watermark.detection, out);
  for (const FoundMark& other : watermark.others) {
    Json one;
    add_detection(other, one);
    one["aigc_watermark"] = name(compare_layers(aigc, other));
    out["others"].push_back(std::move(one));
  }
  if (watermark.embedded) {
    out["psnr_db"] = watermark.embedded->psnr_db;
    out["max_change"] = watermark.embedded->max_change;
    out["visibility"] = watermark.embedded->visibility;
    out["robustness"] = watermark::name(watermark.embedded->robustness);
  }
  if (watermark.embedded_sound) {
    out["depth_db"] = watermark.embedded_sound->depth_db;
    out["marked_s"] = watermark.embedded_sound->seconds_heard;
  }
  return out;
}

Json deviations_json(const std::vector<aigc::Deviation>& deviations) {
  Json out = Json::array();
  for (const aigc::Deviation& d : deviations) {
    Json one{{"code", d.code}, {"severity", d.severity}, {"message", d.message}, {"message_zh", aigc::message_zh(d)}};
    const aigc::Detail& particulars = d.particulars;
    for (const auto& [name, value] : {std::pair("key", &particulars.key), {"value", &particulars.value}, {"expected", &particulars.expected}})
      if (!value->empty()) one[name] = *value;
    out.push_back(std::move(one));
  }
  return out;
}

Json label_json(const aigc::Label& label) {
  return {{"Label", label.label},
          {"ContentProducer", label.content_producer},
          {"ProduceID", label.produce_id},
          {"ReservedCode1", label.reserved_code1},
          {"ContentPropagator", label.content_propagator},
          {"PropagateID", label.propagate_id},
          {"ReservedCode2", label.reserved_code2}};
}

Json security_json(const std::vector<aigc::SecurityCheck>& checks) {
  Json out = Json::array();
  for (const aigc::SecurityCheck& c : checks) {
    Json one{{"slot", c.slot}, {"algorithm", c.algorithm}, {"integrity", aigc::name(c.integrity)}};
    if (c.integrity == aigc::Integrity::kValid) {
      one["trust"] = aigc::name(c.trust);
      if (!c.trust_note.empty()) one["trust_note"] = c.trust_note;
      one["speaks_for"] = c.speaks_for;
    }
    if (c.signed_text != aigc::SignedText::kNone) {
      one["convention"] = aigc::name(c.convention);
      one["signed_text"] = aigc::name(c.signed_text);
      one["covers"] = aigc::covered(c.signed_text);
      one["does_not_cover"] = aigc::not_covered(c.signed_text);
    }
    if (c.certificate)
      one["certificate"] = {{"subject", c.certificate->subject}, {"issuer", c.certificate->issuer}, {"serial", c.certificate->serial}};
    if (!c.note.empty()) one["note"] = c.note;
    out.push_back(std::move(one));
  }
  return out;
}

// What a label that declares a keyed mark_id says of it, and what it is under a key of the caller.
Json keyed_json(const std::string& key_id, const std::vector<KeyedMarkId>& keyed) {
  Json out{{"key_id", key_id}};
  for (const KeyedMarkId& one : keyed)
    if (one.key_id == key_id) out["mark_id"] = to_hex16(one.value);
  return out;
}

Json found_json(const aigc::Found& found, const std::vector<KeyedMarkId>& keyed) {
  Json out{{"label", label_json(found.label)},
           {"mark_id", to_hex16(mark_id(found.label.content_producer, found.label.produce_id))},
           {"carrier", found.carrier},
           {"shape", found.shape},
           {"deviations", deviations_json(found.deviations)}};
  if (!found.mark_id_key.empty()) out["keyed_mark_id"] = keyed_json(found.mark_id_key, keyed);
  if (!found.security.empty()) out["security"] = security_json(found.security);
  return out;
}

Json aigc_json(const AigcEvidence& aigc) {
  Json out = layer(aigc.state, aigc.note);
  out["labels"] = Json::array();
  for (size_t i = 0; i < aigc.found.labels.size(); ++i)
    out["labels"].push_back(found_json(aigc.found.labels[i], i < aigc.keyed.size() ? aigc.keyed[i] : std::vector<KeyedMarkId>()));
  out["problems"] = deviations_json(aigc.found.problems);
  for (const aigc::Trace& trace : aigc.found.traces)
    out["traces"].push_back({{"kind", trace.kind}, {"carrier", trace.carrier}});
  const aigc::Companions& c = aigc.found.companions;
  if (!c.digital_source_type.empty()) out["digital_source_type"] = c.digital_source_type;
  if (!c.ai_system_used.empty()) out["ai_system_used"] = c.ai_system_used;
  if (!c.ai_system_version_used.empty()) out["ai_system_version_used"] = c.ai_system_version_used;
  if (!c.ai_prompt_information.empty()) out["ai_prompt_information"] = c.ai_prompt_information;
  if (!c.ai_prompt_writer_name.empty()) out["ai_prompt_writer_name"] = c.ai_prompt_writer_name;
  return out;
}

Json manifest_json(const ManifestEvidence& manifest) {
  Json out = layer(manifest.state, manifest.note);
  if (!manifest.remote.empty()) out["remote"] = manifest.remote;
  add_manifest(manifest.validation, out);
  return out;
}

Json agreement_json(const Evidence& e) {
  Json out{{"aigc_watermark", name(e.agreement)},
           {"manifest_watermark", name(e.manifest_watermark)},
           {"manifest_aigc", name(e.manifest_aigc)}};
  const Comparison with_labels = compare_with_labels(e.aigc, e.watermark.detection);
  if (e.agreement == Agreement::kAgree) {
    out["mark_id"] = {{"version", with_labels.key_id.empty() ? 1 : 2}};
    if (!with_labels.key_id.empty()) out["mark_id"]["key_id"] = with_labels.key_id;
  }
  if (!with_labels.missing_key.empty()) {
    out["missing_mark_id_key"] = with_labels.missing_key;
    out["note"] = "the mark_id is keyed, and without its key label and watermark cannot be compared";
  }
  return out;
}

Json verdict_json(const Verdict& verdict) {
  Json out{{"state", name(verdict.state)}, {"reasons", verdict.reasons}};
  if (verdict.contradictory) out["contradictory"] = true;
  if (!verdict.label.empty()) {
    out["propagation_label"] = verdict.label;
    out["notice"] = {{"zh", verdict.notice_zh}, {"en", verdict.notice_en}};
  }
  return out;
}

}  // namespace

std::string to_json(const Evidence& e) {
  Json out{{"schema_version", 1}, {"action", e.action}, {"state", name(e.verdict.state)}, {"format", e.foreign.empty() ? container::format_name(e.format) : e.foreign.c_str()}};
  if (e.medium != nullptr) out["medium"] = e.medium->name;
  if (e.width_px != 0) out["size_px"] = {e.width_px, e.height_px};
  if (e.seconds != 0) out["duration_s"] = e.seconds;
  if (e.declared) out["declared"] = true;
  if (e.known.given()) out["known"] = {{"producer", e.known.producer}, {"produce_id", e.known.produce_id}, {"matches", matches_known(e)}};
  if (!e.waiver.empty()) out["waiver"] = e.waiver;
  if (!e.replacement.replaced.empty()) out["replacement"] = {{"word", e.replacement.word}, {"replaced", e.replacement.replaced}};
  if (!e.basis.empty()) out["basis"] = e.basis;
  if (!e.notes.empty()) out["notes"] = e.notes;
  out["verdict"] = verdict_json(e.verdict);
  out["visible"] = visible_json(e.visible);
  out["watermark"] = watermark_json(e.watermark, e.aigc);
  out["aigc"] = aigc_json(e.aigc);
  out["manifest"] = manifest_json(e.manifest);
  out["agreement"] = agreement_json(e);
  // Foreign metadata may hold bytes that are not UTF-8: shown as U+FFFD, never a failed report.
  return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace imprint::pipeline
