// The sentence of a spoken label, as the caller's clip says it (spec/label.md 8.6).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "label/audible/audible.h"

namespace imprint::label {

inline constexpr double kMinVoiceSeconds = 1.0, kMaxVoiceSeconds = 30.0;

// One channel, without the silence at its ends, and faded there; its largest sample is 1.
struct Voice {
  std::vector<float> samples;
  uint32_t rate_hz = 0;
};

// Makes one of a clip that comes in pieces. Memory: four bytes a frame, of 30 s at most.
class VoiceTaker {
 public:
  explicit VoiceTaker(audio::PcmFormat format) : format_(format) {}

  // Whole sound frames that were checked. kInvalidArgument once the clip is longer than 30 s.
  Status take(std::span<const float> samples);
  // kInvalidArgument for a clip that is silent when its channels are mixed, and for one with less than 1 s between its silences.
  Result<Voice> finish() &&;

 private:
  audio::PcmFormat format_;
  std::vector<float> mixed_;
};

// `voice` at the rate of `format` and in one channel, so that laid on its channels it is as loud as a programme of `programme_lufs` within
// the bounds of spec/label.md 8.2. kInvalidArgument where its peaks leave it too quiet beside the programme (8.4).
Result<std::vector<float>> fitted_voice(const Voice& voice, audio::PcmFormat format, double programme_lufs);

}  // namespace imprint::label
