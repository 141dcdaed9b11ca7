// Labels heard again where they were put, by who holds what was put there (spec/label.md 8.7).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "label/audible/band_bank.h"
#include "label/audible/label_planner.h"

namespace imprint::label {

struct HeardLabels {
  struct Span {
    double start_seconds = 0.0, end_seconds = 0.0;  // without the silence around it
  };
  std::vector<Span> spans;          // of each label, in the finished sound
  double voice_score = 0.0;         // of the least like; 0 without a voice
  double label_lufs = 0.0;          // of the quietest voice, or of the quietest rhythm where there is no voice
  double programme_lufs = 0.0;      // of all else
};

// How alike two stretches of sound are: the correlation of their levels in the bands of BandBank, whatever their loudness, at the best
// shift within 50 ms.
class Likeness {
 public:
  // Of a sound in one channel.
  Likeness(std::span<const float> wanted, uint32_t rate_hz);
  // With the sound that `heard` took, in which `wanted` is expected to begin at `first_hop`. [-1, 1]; 0 for silence.
  double with(const BandBank& heard, size_t first_hop) const;

 private:
  std::vector<std::vector<float>> levels_;  // dB of each band
};

// Takes the finished sound. Memory: the powers of one label (100 bytes for each 5 ms), and the samples of one rhythm.
class LabelListener {
 public:
  static Result<LabelListener> make(const PlannedLabels& labels);  // which outlive it

  Status take(std::span<const float> samples);  // whole sound frames that were checked
  // kReadBackFailed, with the place and what is wrong there.
  Result<HeardLabels> finish() &&;

 private:
  LabelListener(const PlannedLabels& labels, LoudnessMeter programme);
  Status take_label(std::span<const float> samples, uint64_t first);
  Status end_label();
  Status not_heard(size_t label, const std::string& why) const;
  double seconds(uint64_t frame) const;

  struct Heard {
    double voice_lufs = 0.0, rhythm_lufs = 0.0, voice_score = 0.0;
    std::string fault;  // empty = none
  };

  const PlannedLabels* labels_;
  LoudnessMeter programme_;
  Likeness voice_;
  uint64_t frame_ = 0;
  uint64_t start_ = 0;                // of the label that comes next, or is being heard
  std::vector<Heard> heard_;          // of those that are over
  std::optional<BandBank> bank_;      // of the voice
  std::optional<LoudnessMeter> meter_;
  std::vector<float> around_;         // the rhythm and the silence at it
};

}  // namespace imprint::label
