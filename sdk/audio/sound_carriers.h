// Which waves of the pattern carry what, decided by the key (spec/audio-mark-format.md §4).
#pragma once

#include <complex>
#include <cstdint>
#include <vector>

#include "audio/sound_format.h"
#include "payload/key.h"

namespace imprint::audio {

// Re((re + i im) * exp(2 pi i (k t / T + l x / X))), t in seconds, x in octaves.
struct SoundCarrier {
  uint8_t k = 0;  // kTimeLineMin..kTimeLineMax
  int8_t l = 0;   // kPitchLineMin..kPitchLineMax, or the negative
};

struct SoundPlan {
  std::vector<SoundCarrier> pilots;
  std::vector<int8_t> pilot_signs;  // two a pilot: re, im
  std::vector<SoundCarrier> payload;
  std::vector<int8_t> payload_signs;  // two a carrier; sign i sends code bit i mod kCodeBits
};

SoundPlan plan_sound(const Key& key);

// The two signs of carrier `i` as one number.
inline std::complex<float> sign_pair(const std::vector<int8_t>& signs, size_t i) {
  return {static_cast<float>(signs[2 * i]), static_cast<float>(signs[2 * i + 1])};
}

}  // namespace imprint::audio
