// What the audible label has to know of a sound before it is put there: how loud the programme is, and where it is quiet
// (spec/label.md 8.2, 8.3).
#pragma once

#include <vector>

#include "label/audible/audible.h"
#include "label/audible/loudness.h"

namespace imprint::label {

// What is put before frame `at_frame` of the sound: the rhythm, with silence to either side where there is sound.
struct PlannedLabel {
  uint64_t at_frame = 0;
  std::vector<float> samples;
};

// Of a sound that comes in pieces. Memory: four bytes for each 50 ms.
class LabelPlanner {
 public:
  static Result<LabelPlanner> make(audio::PcmFormat format);  // as audio::check_format()

  Status take(std::span<const float> samples);  // whole sound frames that were checked
  Result<PlannedLabel> plan(AudiblePlace place) const;
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
