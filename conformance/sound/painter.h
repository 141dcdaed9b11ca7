// The sound that a run begins with, drawn by code: a few seconds of notes and noise, WAV of 16 bits, 44.1 kHz, mono.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprint_conform {

// Changes whenever any drawn sound does.
inline constexpr std::string_view kSoundPainterVersion = "1";
inline constexpr uint32_t kDrawnRateHz = 44100;

struct DrawnSound {
  std::string id;    // "tune-1"
  std::string kind;  // "tune", "chords", "beat", "babble"
  uint64_t seed = 0;
};

// `count` sounds (1 to 1000), kind after kind; one of a given id and seed is the same in every list.
std::vector<DrawnSound> sound_list(int count, uint64_t seed);

// A WAV file of 8 s: the same bytes on every machine. Its root mean square is a tenth of full scale, and no peak is cut.
std::vector<uint8_t> draw_sound(const DrawnSound& sound);

// The parts that prepared uploads are made of: samples of such a WAV, and a WAV of such samples (16 bits, mono).
std::vector<int16_t> samples_of(std::span<const uint8_t> wav);  // empty: it is none of ours
std::vector<uint8_t> wav_of(std::span<const int16_t> samples);

}  // namespace imprint_conform
