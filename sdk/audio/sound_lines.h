// The lines of the pattern in a stretch of sound, from one spectrum, for any time scale (spec/audio-mark-format.md
// §8.2).
#pragma once

#include <complex>
#include <vector>

#include "audio/sound_carriers.h"
#include "audio/sound_ear.h"

namespace imprint::audio {

inline constexpr double kMostTimeScale = 1.25;  // and its inverse

// What stands at a line: the noise of the value has unit power; `gain` is what a wave of unit amplitude adds, up to a
// common factor.
struct SoundLine {
  std::complex<float> value;
  float gain = 0;
};

class SoundLines {
 public:
  // Of what SoundListener heard. Phases are those at its middle.
  SoundLines(const std::vector<float>& heard, double moments_per_second);

  // Of a carrier in sound that is played `time_scale` times as fast as it was written.
  SoundLine read(SoundCarrier carrier, double time_scale) const;
  double seconds() const { return seconds_; }

 private:
  static constexpr int kRows = 2 * kPitchLineMax + 1;
  void whiten(const std::vector<std::complex<float>>& spectrum, int height, int stride);

  double seconds_ = 0, bins_per_hz_ = 0;
  int bins_ = 0;
  std::vector<std::complex<float>> values_;  // [row of l][bin]
  std::vector<float> gains_;
};

}  // namespace imprint::audio
