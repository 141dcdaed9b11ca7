// Filters: band-pass of constant peak gain after R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad
// filter coefficients", two in a row.
#include "label/audible/band_bank.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::label {
namespace {

constexpr double kLowestHz = 220.0, kHighestHz = 3520.0;
constexpr double kBandsAnOctave = 6.0;  // half over each other
constexpr double kQ = 4.32;             // a third of an octave
constexpr uint32_t kLowerRateHz = 11025;

}  // namespace

BandBank::BandBank(audio::PcmFormat format)
    : format_(format), factor_(std::max<uint32_t>(1, format.rate_hz / kLowerRateHz)) {
  const double rate_hz = static_cast<double>(format.rate_hz) / factor_;
  hop_ = kHopSeconds * rate_hz;
  for (double hz = kLowestHz; hz <= std::min(kHighestHz, 0.42 * rate_hz) * 1.001;
       hz *= std::exp2(1.0 / kBandsAnOctave)) {
    const double w = 2.0 * std::numbers::pi * hz / rate_hz, alpha = std::sin(w) / (2.0 * kQ);
    centres_hz_.push_back(hz);
    filters_.push_back({static_cast<float>(alpha / (1.0 + alpha)),
                        static_cast<float>(-2.0 * std::cos(w) / (1.0 + alpha)),
                        static_cast<float>((1.0 - alpha) / (1.0 + alpha))});
  }
  states_.resize(filters_.size() * format.channels * 2);
  mean_.resize(format.channels);
  sums_.resize(filters_.size());
  powers_.resize(filters_.size());
}

void BandBank::take(std::span<const float> samples) {
  for (size_t at = 0; at + format_.channels <= samples.size(); at += format_.channels) {
    for (uint32_t c = 0; c < format_.channels; ++c) mean_[c] += samples[at + c];
    if (++gathered_ < factor_) continue;
    for (float& m : mean_) m /= static_cast<float>(factor_);
    step(mean_);
    std::fill(mean_.begin(), mean_.end(), 0.0f);
    gathered_ = 0;
  }
}

void BandBank::step(std::span<const float> frame) {
  constexpr float kTiny = 1e-20f;  // keeps filters that ring out away from denormal numbers
  for (size_t b = 0; b < filters_.size(); ++b) {
    const Biquad& f = filters_[b];
    for (uint32_t c = 0; c < format_.channels; ++c) {
      float value = frame[c] + kTiny;
      for (size_t stage = 0; stage < 2; ++stage) {
        State& s = states_[(b * format_.channels + c) * 2 + stage];
        const float out = f.b0 * (value - s.x2) - f.a1 * s.y1 - f.a2 * s.y2;
        s = {value, s.x1, out, s.y1};
        value = out;
      }
      sums_[b] += value * value;
    }
  }
  if (++steps_ >= static_cast<uint64_t>(std::llround(static_cast<double>(hops_ + 1) * hop_))) end_hop();
}

void BandBank::end_hop() {
  const auto steps = static_cast<float>(steps_ - hop_began_);
  for (size_t b = 0; b < filters_.size(); ++b) powers_[b].push_back(sums_[b] / steps);
  std::fill(sums_.begin(), sums_.end(), 0.0f);
  hop_began_ = steps_;
  ++hops_;
}

void BandBank::drop(size_t hops) {
  for (std::vector<float>& p : powers_)
    p.erase(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(std::min(hops, p.size())));
}

}  // namespace imprint::label
