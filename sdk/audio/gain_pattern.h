// The pattern along log-frequency at one moment (spec/audio-mark-format.md §3).
#pragma once

#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "audio/sound_carriers.h"
#include "transform/real_fft.h"

namespace imprint::audio {

class GainPattern {
 public:
  static constexpr int kPlaces = 240;  // over kPeriodOctaves, from kReferenceHz on: eight for the finest wave

  GainPattern(const SoundPlan& plan, uint64_t payload);
  // At `seconds` from the origin: kPlaces values, of unit mean square over all moments and places. Valid until the next
  // call.
  std::span<const float> at(double seconds);

 private:
  static constexpr int kTimeLines = kTimeLineMax - kTimeLineMin + 1;
  // Of time line k, for l = 0, 1, …, kPitchLineMax and -l: both make one bin of a real transform.
  struct Pair {
    std::complex<float> up, down;
  };
  std::vector<Pair> amplitudes_;  // [l][k]
  transform::RealFft fft_;
};

// Where in the pattern's period a frequency lies, in places. hz > 0.
double place_of(double hz);

}  // namespace imprint::audio
