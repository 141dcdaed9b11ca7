// What the audible label has to know of a sound before it is put there: how loud the programme is, and where it is quiet
// (spec/label.md 8.2, 8.3).
#pragma once

#include <vector>

#include "label/audible/audible.h"
#include "label/audible/loudness.h"
#include "label/audible/voice.h"

namespace imprint::label {

// Of what a label consists: the rhythm, a voice, or the voice and then the rhythm.
struct AudibleParts {
  const Voice* voice = nullptr;
  bool rhythm = true;
};

// Labels that are put before some frames of a sound: the same everywhere, with silence to either side where there is sound.
class PlannedLabels {
 public:
  // From where to where in an insertion, in frames; empty when it is not there.
  struct Part {
    uint64_t begin = 0, end = 0;
  };

  audio::PcmFormat format() const { return format_; }
  double programme_lufs() const { return programme_lufs_; }
  size_t count() const { return places_.size(); }
  uint64_t at_frame(size_t i) const { return places_[i].at_frame; }  // of the sound that was heard, rising
  uint64_t frames(size_t i) const { return places_[i].lead + sound_.size() + places_[i].tail; }  // that are put there, with silence
  uint64_t start(size_t i) const;                                                                // of these in the finished sound
  AudiblePlace place(size_t i) const;

  Part voice(size_t i) const { return {places_[i].lead, places_[i].lead + voice_frames_}; }
  Part rhythm(size_t i) const { return {places_[i].lead + rhythm_begin_, places_[i].lead + sound_.size()}; }
  // The label without silence, in one channel.
  const std::vector<float>& sound() const { return sound_; }

  // Interleaved samples of insertion `i` from its frame `first` on; `out` asks for no more than there are.
  void fill(size_t i, uint64_t first, std::span<float> out) const;

 private:
  friend class LabelPlanner;
  struct Place {
    uint64_t at_frame = 0, lead = 0, tail = 0;  // frames of silence
  };
  audio::PcmFormat format_;
  double programme_lufs_ = 0.0;
  std::vector<Place> places_;
  std::vector<float> sound_;
  size_t voice_frames_ = 0, rhythm_begin_ = 0;
};

// Of a sound that comes in pieces. Memory: four bytes for each 50 ms.
class LabelPlanner {
 public:
  static Result<LabelPlanner> make(audio::PcmFormat format);  // as audio::check_format()

  Status take(std::span<const float> samples);  // whole sound frames that were checked
  // Errors as fitted_voice(); of neither voice nor rhythm kInvalidArgument.
  Result<PlannedLabels> plan(const AudibleParts& parts, AudiblePlace place) const;
  // Before each of these frames. kInvalidArgument unless they rise, and the last is at most the end.
  Result<PlannedLabels> plan(const AudibleParts& parts, std::span<const uint64_t> places) const;
  audio::PcmFormat format() const { return format_; }
  uint64_t frames() const { return frames_; }  // taken

 private:
  LabelPlanner(audio::PcmFormat format, LoudnessMeter meter);
  uint64_t quietest() const;

  audio::PcmFormat format_;
  LoudnessMeter meter_;
  size_t step_;  // frames
  uint64_t frames_ = 0;
  std::vector<float> energies_;  // of each step
};

}  // namespace imprint::label
