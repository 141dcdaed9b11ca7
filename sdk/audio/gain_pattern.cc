#include "audio/gain_pattern.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "payload/signs.h"

namespace imprint::audio {
namespace {

// §4.3, informative: what is fast and fine carries more, since sound itself has less of it.
double slope(SoundCarrier c) { return std::pow(c.k / 25.0, 0.5) * std::pow((std::abs(c.l) + 1) / 16.0, 0.2); }

double unit_gain(const SoundPlan& plan) {
  double squares = 0;
  for (SoundCarrier c : plan.pilots) squares += std::pow(kSoundPilotGain * slope(c), 2);
  for (SoundCarrier c : plan.payload) squares += std::pow(slope(c), 2);
  return 1 / std::sqrt(squares);
}

}  // namespace

GainPattern::GainPattern(const SoundPlan& plan, uint64_t payload)
    : amplitudes_(static_cast<size_t>(kPitchLineMax + 1) * kTimeLines), fft_(kPlaces) {
  const auto gain = static_cast<float>(unit_gain(plan));
  const auto put = [&](SoundCarrier c, std::complex<float> amplitude) {
    Pair& pair = amplitudes_[static_cast<size_t>(std::abs(c.l) * kTimeLines + c.k - kTimeLineMin)];
    (c.l >= 0 ? pair.up : pair.down) = static_cast<float>(slope(c)) * amplitude;
  };
  for (size_t i = 0; i < plan.pilots.size(); ++i)
    put(plan.pilots[i], gain * static_cast<float>(kSoundPilotGain) * sign_pair(plan.pilot_signs, i));
  const std::vector<int8_t> signs = signs_of(payload, plan.payload_signs);
  for (size_t i = 0; i < plan.payload.size(); ++i) put(plan.payload[i], gain * sign_pair(signs, i));
}

std::span<const float> GainPattern::at(double seconds) {
  std::array<std::complex<float>, kTimeLines> turns;
  for (int k = 0; k < kTimeLines; ++k)
    turns[static_cast<size_t>(k)] = std::complex<float>(
        std::polar(1.0, 2 * std::numbers::pi * std::fmod((k + kTimeLineMin) * seconds / kPeriodSeconds, 1.0)));
  const std::span<std::complex<float>> bins = fft_.bins();
  std::fill(bins.begin(), bins.end(), std::complex<float>{});
  for (size_t l = 0; l <= kPitchLineMax; ++l) {
    std::complex<float> up, down;
    for (size_t k = 0; k < kTimeLines; ++k) {
      const Pair& pair = amplitudes_[l * kTimeLines + k];
      const float re = turns[k].real(), im = turns[k].imag();
      up += std::complex<float>(pair.up.real() * re - pair.up.imag() * im, pair.up.real() * im + pair.up.imag() * re);
      down += std::complex<float>(pair.down.real() * re - pair.down.imag() * im,
                                  pair.down.real() * im + pair.down.imag() * re);
    }
    // Re(up e^(il) + down e^(-il)), as the two halves of a real transform.
    bins[l] = l == 0 ? std::complex<float>(up.real(), 0) : 0.5f * (up + std::conj(down));
  }
  fft_.inverse();
  return fft_.samples();
}

double place_of(double hz) {
  const double period = std::log2(hz / kReferenceHz) / kPeriodOctaves;
  return (period - std::floor(period)) * GainPattern::kPlaces;
}

}  // namespace imprint::audio
