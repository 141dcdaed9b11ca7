// The audible label of a file: what is asked for, planned for its sound, and heard again (spec/label.md 8).
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "label/audible/label_planner.h"

namespace imprint::pipeline {

class SoundFile;
struct VisibleEvidence;

inline constexpr const char* kRhythmInWords = "short-long short-short";
inline constexpr const char* kVoiceInWords = "a voice supplied by the caller";

inline constexpr size_t kMaxAudiblePlaces = 256;

struct AudibleOptions {
  label::AudiblePlace place = label::AudiblePlace::kStart;
  std::vector<double> at_seconds = {};  // of the sound as it comes, rising: in place of `place`
  ByteView clip = {};                   // a sound file whose voice says the label; empty = the rhythm alone
  bool rhythm = true;                   // behind the clip
};

// What can be refused without a look at the sound. kInvalidArgument.
Status check_audible(const AudibleOptions& options);

// For the sound that `planner` took. Errors as LabelPlanner::plan(); of the clip as SoundFile::open() and label::VoiceTaker, said of it.
Result<label::PlannedLabels> plan_audible(const label::LabelPlanner& planner, const AudibleOptions& options, const Limits& limits);

bool has_voice(const label::PlannedLabels& labels);
bool has_rhythm(const label::PlannedLabels& labels);

// What a reader without the clip hears.
void tell_of_label(const label::FoundAudible& found, VisibleEvidence& heard);

// In a finished sound: the rhythm as any reader finds it, and with `labels`, which may be null, each of them where it was put. Of a sole
// rhythm the first alone is asked for. kReadBackFailed.
Status label_reads(const SoundFile& sound, const label::PlannedLabels* labels, const Progress& progress, VisibleEvidence& heard);

}  // namespace imprint::pipeline
