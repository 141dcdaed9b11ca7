#include "pipeline/verdict.h"

#include <algorithm>
#include <tuple>

#include "pipeline/agreement.h"
#include "pipeline/manifest_json.h"
#include "pipeline/mark_id.h"

namespace imprint::pipeline {
namespace {

struct Notice {
  const char* label;
  const char* zh;
  const char* en;
};

// The words of Art. 6 (1) to (3): is (属于), may be (可能), suspected (疑似).
Notice notice_for(State state) {
  switch (state) {
    case State::kGenerated: return {"1", "该内容属于人工智能生成合成内容", "This content is AI-generated."};
    case State::kPossible: return {"2", "该内容可能为人工智能生成合成内容", "This content may be AI-generated."};
    case State::kSuspected: return {"3", "该内容疑似人工智能生成合成内容", "This content is suspected to be AI-generated."};
    case State::kNoneFound:
    case State::kInconclusive: break;
  }
  return {"", "", ""};
}

// IPTC terms that say that a trained model made the picture or a part of it.
bool names_ai(const std::string& digital_source_type) {
  for (const char* term : {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"})
    if (digital_source_type.ends_with(term)) return true;
  return false;
}

// What a manifest says of the picture or of what it was made from; whether it validates is told, and decides nothing.
void add_manifest_trace(const manifest::Validation& validation, Verdict& v) {
  const std::string who = validation.state == manifest::State::kInvalid
                              ? " claimed in a manifest that is invalid"
                              : std::string(" in the signed manifest (") + name(validation.state) + ")";
  for (auto m = validation.manifests.rbegin(); m != validation.manifests.rend(); ++m) {
    if (!m->aigc_json.empty()) return v.reasons.push_back("AIGC text" + who);
    for (const std::string& type : m->source_types)
      if (names_ai(type)) return v.reasons.push_back("digitalSourceType " + type + who);
  }
}

// What a generating program left; and the name of an AI system, which says by itself how the content was made.
void add_generator_traces(const aigc::ReadResult& metadata, Verdict& v) {
  for (const aigc::Trace& trace : metadata.traces) v.reasons.push_back("trace of a generator, " + trace.kind + ", in " + trace.carrier);
  if (!metadata.companions.ai_system_used.empty())
    v.reasons.push_back("IPTC AISystemUsed \"" + metadata.companions.ai_system_used + "\"");
}

// The label's own word decides which of the three it is: a propagator may have written "2" or "3".
State state_of_label(const aigc::Label& label) {
  if (label.label == "2") return State::kPossible;
  if (label.label == "3" || aigc::says_no(label)) return State::kSuspected;
  return State::kGenerated;
}

// Nothing was found: says so only of what was looked at.
void add_unchecked(const Evidence& evidence, Verdict& v) {
  if (!evidence.aigc.note.empty()) v.reasons.push_back("AIGC label not checked: " + evidence.aigc.note);
  if (evidence.watermark.state == LayerState::kNotChecked)
    v.reasons.push_back("watermark not checked: " + evidence.watermark.note);
  if (evidence.manifest.state == LayerState::kNotChecked) v.reasons.push_back("manifest not checked: " + evidence.manifest.note);
  if (!v.reasons.empty()) v.state = State::kInconclusive;
}

// "watermark 86cd… under key open", and whose it is or is not.
std::string watermark_reason(const FoundMark& mark, const Evidence& evidence) {
  std::string out = "watermark " + to_hex16(mark.payload) + " under key " + mark.key_id;
  const Comparison with_labels = compare_with_labels(evidence.aigc, mark);
  if (with_labels.agreement == Agreement::kDisagree) out += ", which is not that of the AIGC label";
  if (!with_labels.missing_key.empty())
    out += ", which cannot be compared with the AIGC label: the mark_id is keyed, and key " + with_labels.missing_key + " was not given";
  const KnownContent& known = evidence.known;
  if (!known.given()) return out;
  return out + (is_known(known, mark.payload) ? ", the mark of ProduceID \"" : ", not the mark of ProduceID \"") + known.produce_id +
         "\" of producer \"" + known.producer + "\"";
}

void add_watermarks(const Evidence& evidence, Verdict& v) {
  if (!evidence.watermark.detection.found) return;
  v.reasons.push_back(watermark_reason(evidence.watermark.detection, evidence));
  for (const FoundMark& other : evidence.watermark.others) v.reasons.push_back("another " + watermark_reason(other, evidence));
}

const char* in_words(crypto::Trust trust) {
  switch (trust) {
    case crypto::Trust::kTrusted: return "trusted";
    case crypto::Trust::kNotAllowed: return "known, not allowed to speak for this producer";
    case crypto::Trust::kExpired: return "not trusted: its certificate has expired";
    case crypto::Trust::kNotYetValid: return "not trusted: its certificate is not valid yet";
    case crypto::Trust::kNotTrusted: break;
  }
  return "not trusted";
}

// What the signatures of a label add: they speak of its wholeness, and never change the state.
void add_signatures(const aigc::Found& found, Verdict& v) {
  for (const aigc::SecurityCheck& check : found.security) {
    const std::string which = "the signature in " + check.slot;
    if (check.integrity == aigc::Integrity::kInvalid) v.reasons.push_back(which + " does not fit the label");
    if (check.integrity == aigc::Integrity::kBindingsOnly) v.reasons.push_back(which + " covers Bindings alone, and nothing of the label");
    if (check.integrity != aigc::Integrity::kValid) continue;
    const std::string who = check.certificate ? ", certificate of " + check.certificate->subject : "";
    v.reasons.push_back(which + " is valid, key " + in_words(check.trust) + who);
  }
}

// The strongest label decides, wherever it stands; that others say something else is told.
void add_contradictions(const aigc::ReadResult& metadata, const aigc::Found& deciding, Verdict& v) {
  v.contradictory = labels_contradict(metadata);
  if (!v.contradictory) return;
  for (const aigc::Found& other : metadata.labels)
    if (&other != &deciding)
      v.reasons.push_back("contradictory: another AIGC label \"" + other.label.label + "\" of producer \"" + other.label.content_producer +
                          "\" in " + other.carrier);
}

// What is there beside label and declaration: it decides where there is neither, and stays among the reasons where there is.
void add_other_traces(const Evidence& evidence, Verdict& v) {
  const aigc::ReadResult& metadata = evidence.aigc.found;
  add_watermarks(evidence, v);
  if (evidence.visible.found) v.reasons.push_back("visible label \"" + evidence.visible.text + "\"");
  if (evidence.visible.audible || evidence.visible.placed) v.reasons.push_back("audible label \"" + evidence.visible.text + "\"");
  if (!evidence.visible.by_caller.empty()) v.reasons.push_back("a visible label was found by the caller: " + evidence.visible.by_caller);
  if (names_ai(metadata.companions.digital_source_type))
    v.reasons.push_back("IPTC DigitalSourceType " + metadata.companions.digital_source_type);
  if (evidence.traces_count) add_generator_traces(metadata, v);
  add_manifest_trace(evidence.manifest.validation, v);
}

// Damage is no proof of either, and neither is a manifest that is kept where nothing is fetched from.
void add_unreadable(const Evidence& evidence, Verdict& v) {
  const aigc::ReadResult& metadata = evidence.aigc.found;
  if (!metadata.problems.empty())
    v.reasons.push_back("metadata that may hold a label could not be read: " + metadata.problems.front().message);
  const ManifestEvidence& manifest = evidence.manifest;
  if (!manifest.validation.unread.empty()) v.reasons.push_back("the manifest could not be read whole: " + manifest.validation.unread);
  if (manifest.remote.starts_with("self#")) v.reasons.push_back("the file had a signed manifest, as its XMP still says, and has none any more");
  else if (!manifest.remote.empty()) v.reasons.push_back("a manifest that is kept elsewhere was not read: " + manifest.remote);
}

}  // namespace

std::optional<std::string> known_by(const KnownContent& known, uint64_t payload) {
  if (!known.given()) return std::nullopt;
  if (payload == mark_id(known.producer, known.produce_id)) return std::string();
  for (const KeyedMarkId& one : known.keyed)
    if (one.value == payload) return one.key_id;
  return std::nullopt;
}

bool is_known(const KnownContent& known, uint64_t payload) { return known_by(known, payload).has_value(); }

bool matches_known(const Evidence& evidence) {
  return evidence.watermark.detection.found && is_known(evidence.known, evidence.watermark.detection.payload);
}

const aigc::Found* deciding_label(const aigc::ReadResult& found) {
  // The states are numbered from the strongest on.
  const auto strongest = std::min_element(found.labels.begin(), found.labels.end(), [](const aigc::Found& a, const aigc::Found& b) {
    return state_of_label(a.label) < state_of_label(b.label);
  });
  return strongest == found.labels.end() ? nullptr : &*strongest;
}

bool labels_contradict(const aigc::ReadResult& found) {
  const auto says = [](const aigc::Label& label) {
    return std::tuple(state_of_label(label), std::string_view(label.content_producer), std::string_view(label.produce_id));
  };
  return std::any_of(found.labels.begin(), found.labels.end(),
                     [&](const aigc::Found& one) { return says(one.label) != says(found.labels.front().label); });
}

Verdict judge(const Evidence& evidence) {
  Verdict v;
  const aigc::ReadResult& metadata = evidence.aigc.found;
  if (const aigc::Found* found = deciding_label(metadata)) {
    v.state = state_of_label(found->label);
    v.reasons.push_back("AIGC label \"" + found->label.label + "\" in " + found->carrier +
                        (aigc::says_no(found->label) ? ", which does not say that the content is generated" : ""));
    add_signatures(*found, v);
    add_contradictions(metadata, *found, v);
    if (evidence.declared) v.reasons.push_back("declared by the uploader");
    add_other_traces(evidence, v);
  } else if (evidence.declared) {
    v.state = State::kPossible;
    v.reasons.push_back(std::string("declared by the uploader, ") +
                        (evidence.aigc.note.empty() ? "no AIGC label found" : "AIGC label not checked: " + evidence.aigc.note));
    add_other_traces(evidence, v);
  } else {
    add_other_traces(evidence, v);
    if (!v.reasons.empty()) v.state = State::kSuspected;
  }
  const bool found_nothing = v.reasons.empty();
  add_unreadable(evidence, v);
  if (found_nothing) add_unchecked(evidence, v);
  const Notice notice = notice_for(v.state);
  v.label = notice.label;
  v.notice_zh = notice.zh;
  v.notice_en = notice.en;
  return v;
}

}  // namespace imprint::pipeline
