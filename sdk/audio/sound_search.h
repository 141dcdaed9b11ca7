// Where and how the pattern lies in a stretch of sound: time offset, time scale, pitch shift (spec/audio-mark-format.md
// §8.3).
#pragma once

#include <array>
#include <complex>
#include <optional>
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
  // The best offset of sound whose time scale and shift are known.
  SoundSync played_like(const SoundLines& lines, const SoundSync& known);
  // The best other offset of sound that is played as `above` says, once the pilots that were heard there are taken out: of a mark under
  // the same key that lies beneath. Empty where the two cannot be told apart.
  std::optional<SoundSync> beneath(const SoundLines& lines, const SoundSync& above);
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
  // What the pilots say at one time scale.
  struct HeardPilots {
    std::vector<std::complex<float>> values;  // times the conjugate of their signs, by their gains
    double power = 0;                         // of noise in them
  };
  HeardPilots hear_pilots(const SoundLines& lines, double time_scale) const;
  // Best offset over the shifts that are given, on the grid.
  SoundSync best_of(const HeardPilots& heard, double time_scale, std::span<const Turned> shifts);
  SoundSync best_at(const SoundLines& lines, double time_scale, std::span<const Turned> shifts) {
    return best_of(hear_pilots(lines, time_scale), time_scale, shifts);
  }
  SoundSync tuned(const SoundLines& lines, SoundSync sync) const;
  double sigma(const SoundLines& lines, const SoundSync& sync) const;

  const SoundPlan& plan_;
  transform::RealFft fft_;
};

}  // namespace imprint::audio
