#include "pipeline/sound_label.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "label/audible/label_listener.h"
#include "pipeline/evidence.h"
#include "pipeline/sound_file.h"

namespace imprint::pipeline {
namespace {

std::string why_not_heard(const label::FoundAudible& found) {
  switch (found.audibility) {
    case label::Audibility::kAudible: break;
    case label::Audibility::kWrongTiming: return "its tones and gaps are not those of the rhythm (spec/label.md 8.4)";
    case label::Audibility::kTooQuiet: return "it is too quiet beside the programme (spec/label.md 8.4)";
  }
  return "";
}

Status of_clip(const Status& status) { return {status.code(), "audible clip: " + status.message()}; }

Result<label::Voice> read_voice(ByteView clip, const Limits& limits) {
  const Result<SoundFile> sound = SoundFile::open(clip, limits);
  if (!sound.ok()) return of_clip(sound.status());
  label::VoiceTaker taker(sound->info().format);
  Status refused;
  const Status passed = sound->pass([&](std::span<const float> samples) { return refused = taker.take(samples); }, {});
  IMPRINT_RETURN_IF_ERROR(refused);
  if (!passed.ok()) return of_clip(passed);
  return std::move(taker).finish();
}

}  // namespace

Status check_audible(const AudibleOptions& options) {
  const std::vector<double>& at = options.at_seconds;
  if (at.size() > kMaxAudiblePlaces)
    return {Code::kInvalidArgument, std::to_string(at.size()) + " places of the audible label; at most " + std::to_string(kMaxAudiblePlaces) + " are served"};
  for (size_t i = 0; i < at.size(); ++i)
    if (!(at[i] >= 0.0 && at[i] < 1e9) || (i != 0 && at[i] <= at[i - 1]))
      return {Code::kInvalidArgument, "places of the audible label are seconds from the start, and rise: number " + std::to_string(i + 1) + " is " +
                                          std::to_string(at[i])};
  return {};
}

Result<label::PlannedLabels> plan_audible(const label::LabelPlanner& planner, const AudibleOptions& options, const Limits& limits) {
  std::optional<label::Voice> voice;
  if (!options.clip.empty()) {
    IMPRINT_ASSIGN_OR_RETURN(voice, read_voice(options.clip, limits));
  }
  const label::AudibleParts parts{voice ? &*voice : nullptr, options.rhythm || !voice};
  if (options.at_seconds.empty()) return planner.plan(parts, options.place);
  std::vector<uint64_t> places;
  for (const double seconds : options.at_seconds) places.push_back(static_cast<uint64_t>(std::llround(seconds * planner.format().rate_hz)));
  return planner.plan(parts, places);
}

bool has_voice(const label::PlannedLabels& labels) { return labels.voice(0).begin != labels.voice(0).end; }
bool has_rhythm(const label::PlannedLabels& labels) { return labels.rhythm(0).begin != labels.rhythm(0).end; }

void tell_of_label(const label::FoundAudible& found, VisibleEvidence& heard) {
  heard.state = LayerState::kAbsent;
  heard.note.clear();
  if (!found.found) return;
  heard.audible = found;
  heard.text = kRhythmInWords;
  heard.note = why_not_heard(found);
  heard.state = heard.note.empty() ? LayerState::kPresent : LayerState::kNotLegible;
}

Status label_reads(const SoundFile& sound, const label::PlannedLabels* labels, const Progress& progress, VisibleEvidence& heard) {
  const bool rhythm = labels == nullptr || has_rhythm(*labels);
  std::optional<label::LabelListener> listener;
  if (labels != nullptr && (has_voice(*labels) || labels->count() > 1)) {
    IMPRINT_ASSIGN_OR_RETURN(listener, label::LabelListener::make(*labels));
  }
  bool first = true;
  const auto pass = [&](const audio::SoundTaker& take) -> Status {
    const bool listens = std::exchange(first, false) && listener;
    return sound.pass([&](std::span<const float> samples) -> Status {
      if (listens) IMPRINT_RETURN_IF_ERROR(listener->take(samples));
      return take(samples);
    }, progress);
  };
  if (rhythm) {
    IMPRINT_ASSIGN_OR_RETURN(const label::FoundAudible found, label::find_audible_label(pass, sound.info().format));
    tell_of_label(found, heard);
    if (heard.state != LayerState::kPresent)
      return {Code::kReadBackFailed, "the audible label is not heard in the sound" + (heard.note.empty() ? "" : ": " + heard.note) +
                                         "; put it elsewhere, or leave it out under a waiver"};
  } else {
    IMPRINT_RETURN_IF_ERROR(pass([](std::span<const float>) { return Status(); }));
    heard.text = kVoiceInWords;
  }
  if (listener) {
    IMPRINT_ASSIGN_OR_RETURN(heard.placed, std::move(*listener).finish());
    // To the search for a rhythm the voice before it is programme; here it is known where the label stands.
    if (heard.audible && labels->count() == 1) heard.audible->place = labels->place(0);
  }
  heard.state = LayerState::kPresent;
  return {};
}

}  // namespace imprint::pipeline
