// Where and how the pattern lies in a stretch of sound: time offset, time scale, pitch shift (spec/audio-mark-format.md
// §8.3).
#pragma once

#include <array>
#include <complex>
#include <span>
#include <vector>

#include "audio/sound_carriers.h"
#include "audio/sound_lines.h"
#include "transform/real_fft.h"

namespace imprint::audio {

// One guess. At `t` seconds from the middle of the stretch and x octaves the pattern is P(time_scale * t + offset, x -
// shift).
struct SoundSync {
  double time_scale = 1;
  double shift_octaves = 0;
  double offset_seconds = 0;
  double sigma = 0;  // of the pilots, in standard deviations of noise
};

class SoundSearch {
 public:
  // exp(2 pi i l shift / X) for l = -kPitchLineMax..kPitchLineMax.
  using Turns = std::array<std::complex<float>, 2 * kPitchLineMax + 1>;

  explicit SoundSearch(const SoundPlan& plan);

  // The best offset of sound as it was written.
  SoundSync upright(const SoundLines& lines);
  // The `most` best over all time scales and shifts, the best first, tuned.
  std::vector<SoundSync> search(const SoundLines& lines, size_t most);

  // Log likelihood ratios of the payload's signs under a guess, positive for +1.
  std::vector<float> payload_llrs(const SoundLines& lines, const SoundSync& sync) const;

 private:
  static constexpr int kOffsets = 160;  // in a period
  struct Turned {
    double octaves = 0;
    Turns turns{};
  };
  // Best offset at one time scale over the shifts that are given, on the grid.
  SoundSync best_at(const SoundLines& lines, double time_scale, std::span<const Turned> shifts);
  SoundSync tuned(const SoundLines& lines, SoundSync sync) const;
  double sigma(const SoundLines& lines, const SoundSync& sync) const;

  const SoundPlan& plan_;
  transform::RealFft fft_;
};

}  // namespace imprint::audio
