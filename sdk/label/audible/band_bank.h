// Levels of sound in bands a third of an octave wide, every 5 ms: in what a rhythm of any pitch is looked for
// (spec/label.md 8.4).
#pragma once

#include <span>
#include <vector>

#include "label/audible/audible.h"

namespace imprint::label {

inline constexpr double kHopSeconds = 0.005;

class BandBank {
 public:
  explicit BandBank(audio::PcmFormat format);

  size_t bands() const { return centres_hz_.size(); }
  double centre_hz(size_t band) const { return centres_hz_[band]; }

  // Takes the next interleaved samples; of each hop that they complete, the mean power of every band is appended to
  // powers(band).
  void take(std::span<const float> samples);
  // What has come out and was not dropped.
  const std::vector<float>& powers(size_t band) const { return powers_[band]; }
  void drop(size_t hops);  // from the front

 private:
  struct Biquad {
    float b0 = 0, a1 = 0, a2 = 0;
  };
  struct State {
    float x1 = 0, x2 = 0, y1 = 0, y2 = 0;
  };
  void step(std::span<const float> frame);  // of one sample a channel, at the lower rate
  void end_hop();

  audio::PcmFormat format_;
  uint32_t factor_;  // samples that become one
  double hop_;       // in samples of the lower rate
  std::vector<double> centres_hz_;
  std::vector<Biquad> filters_;
  std::vector<State> states_;       // band, channel, two in a row
  std::vector<float> mean_, sums_;  // of a channel; of a band
  uint32_t gathered_ = 0;
  uint64_t steps_ = 0, hops_ = 0, hop_began_ = 0;
  std::vector<std::vector<float>> powers_;
};

}  // namespace imprint::label
