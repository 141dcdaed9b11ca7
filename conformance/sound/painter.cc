#include "sound/painter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "mill/random.h"

namespace imprint_conform {
namespace {

constexpr int kRate = static_cast<int>(kDrawnRateHz), kSamples = 8 * kRate;
constexpr double kLoudness = 0.1;       // root mean square
constexpr double kPeak = 0.9;
constexpr double kFloor = 0.004;        // of noise under everything: pure tones carry no watermark
constexpr size_t kHeaderBytes = 44;
constexpr std::array<std::string_view, 4> kKinds{"tune", "chords", "beat", "babble"};

using Samples = std::vector<double>;

// sin(2 pi turns), to 2e-4 (Hastings, Approximations for Digital Computers, sheet 14): operations whose results are the
// same on every machine, as std::sin's are not.
double sine(double turns) {
  const double turn = turns - std::floor(turns);
  const double t = turn < 0.25 ? 4 * turn : turn < 0.75 ? 2 - 4 * turn : 4 * turn - 4;  // quarter turns, -1 to 1
  const double square = t * t;
  return t * (1.5706268 - square * (0.6432292 - square * 0.0727102));
}

double pitch_hz(int semitones) {
  double hz = 110;
  for (int i = 0; i < semitones; ++i) hz *= 1.0594630943592953;
  return hz;
}

// A tone with overtones that rises for `attack_s` and then fades by `fade` each second.
struct Tone {
  double start_s = 0, length_s = 1, hz = 220, level = 0.2, attack_s = 0.01, fade = 0.2;
};

void add(Samples& out, const Tone& tone) {
  const int from = static_cast<int>(tone.start_s * kRate);
  const int to = std::min(kSamples, from + static_cast<int>(tone.length_s * kRate));
  const double rise = 1 / (tone.attack_s * kRate), end = 0.02 * kRate;
  const double fade = 1 - (1 - tone.fade) / kRate;
  double level = tone.level;
  for (int i = from; i < to; ++i, level *= fade) {
    const double turns = tone.hz * (i - from) / kRate;
    const double edge = std::min({1.0, (i - from) * rise, (to - i) / end});
    out[static_cast<size_t>(i)] += level * edge * (sine(turns) + 0.5 * sine(2 * turns) + 0.25 * sine(3 * turns) + 0.12 * sine(5 * turns));
  }
}

void tune(Samples& out, Random& chance) {
  for (double at = 0; at < 8;) {
    const double length = chance.uniform(0.2, 0.7);
    add(out, {at, length + 0.2, pitch_hz(12 + chance.below(25)), chance.uniform(0.15, 0.3), 0.01, 0.05});
    at += length;
  }
}

void chords(Samples& out, Random& chance) {
  for (double at = 0; at < 8; at += 1.6) {
    const int root = 8 + chance.below(12);
    for (const int step : {0, 3 + chance.below(2), 7, 12})
      add(out, {at, 1.7, pitch_hz(root + step), 0.1, 0.15, 0.6});
  }
}

void beat(Samples& out, Random& chance) {
  for (double at = 0; at < 8; at += 0.25) {
    const bool low = chance.below(3) == 0;
    if (low) add(out, {at, 0.3, pitch_hz(chance.below(5)), 0.5, 0.004, 0.01});
    double level = low ? 0.1 : chance.uniform(0.1, 0.4);
    for (int i = static_cast<int>(at * kRate); i < std::min(kSamples, static_cast<int>((at + 0.2) * kRate)); ++i, level *= 0.9994)
      out[static_cast<size_t>(i)] += level * (2 * chance.uniform() - 1);
  }
}

// Noise and a buzz through two resonators, syllable by syllable: no words.
void babble(Samples& out, Random& chance) {
  for (double at = 0.1; at < 8;) {
    const double length = chance.uniform(0.12, 0.3), buzz_hz = chance.uniform(100, 160);
    const std::array<double, 2> formants_hz{chance.uniform(300, 800), chance.uniform(900, 2500)};
    std::array<double, 4> past{};
    const int from = static_cast<int>(at * kRate), to = std::min(kSamples, from + static_cast<int>(length * kRate));
    for (int i = from; i < to; ++i) {
      const double phase = buzz_hz * (i - from) / kRate, swell = sine(0.5 * (i - from) / (to - from));
      const double source = (phase - std::floor(phase) - 0.5) + 0.3 * (2 * chance.uniform() - 1);
      double sum = 0;
      for (size_t f = 0; f < 2; ++f) {
        double &one = past[2 * f], &two = past[2 * f + 1];
        const double next = source + 2 * 0.98 * sine(0.25 + formants_hz[f] / kRate) * one - 0.98 * 0.98 * two;
        two = one;
        one = next;
        sum += next;
      }
      out[static_cast<size_t>(i)] += 0.05 * swell * sum;
    }
    at += length + chance.uniform(0.02, 0.15);
  }
}

void put(std::vector<uint8_t>& out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<uint8_t>(value >> 8 * i));
}
void put(std::vector<uint8_t>& out, std::string_view words) { out.insert(out.end(), words.begin(), words.end()); }

std::vector<int16_t> rounded(const Samples& samples) {
  double power = 0, peak = 0;
  for (const double sample : samples) {
    power += sample * sample;
    peak = std::max(peak, std::abs(sample));
  }
  const double gain = std::min(kLoudness / std::sqrt(power / kSamples), kPeak / peak);
  std::vector<int16_t> out;
  out.reserve(samples.size());
  for (const double sample : samples) out.push_back(static_cast<int16_t>(std::floor(sample * gain * 32767 + 0.5)));
  return out;
}

}  // namespace

std::vector<DrawnSound> sound_list(int count, uint64_t seed) {
  std::vector<DrawnSound> list;
  for (int i = 0; i < std::clamp(count, 1, 1000); ++i) {
    const auto kind = static_cast<size_t>(i) % kKinds.size();
    const int number = i / static_cast<int>(kKinds.size()) + 1;
    list.push_back({std::string(kKinds[kind]) + "-" + std::to_string(number), std::string(kKinds[kind]),
                    Random(seed * 4096 + static_cast<uint64_t>(i)).next()});
  }
  return list;
}

std::vector<uint8_t> draw_sound(const DrawnSound& sound) {
  Random chance(sound.seed);
  Samples samples(kSamples);
  if (sound.kind == "tune") tune(samples, chance);
  if (sound.kind == "chords") chords(samples, chance);
  if (sound.kind == "beat") beat(samples, chance);
  if (sound.kind == "babble") babble(samples, chance);
  for (double& sample : samples) sample += kFloor * (2 * chance.uniform() - 1);
  return wav_of(rounded(samples));
}

std::vector<uint8_t> wav_of(std::span<const int16_t> samples) {
  const auto bytes = static_cast<uint32_t>(2 * samples.size());
  std::vector<uint8_t> out;
  out.reserve(kHeaderBytes + bytes);
  put(out, "RIFF");
  put(out, bytes + kHeaderBytes - 8, 4);
  put(out, "WAVEfmt ");
  put(out, 16, 4);                // of this chunk
  put(out, 1, 2);                 // whole numbers
  put(out, 1, 2);                 // channel
  put(out, kDrawnRateHz, 4);
  put(out, 2 * kDrawnRateHz, 4);  // bytes a second
  put(out, 2, 2);                 // bytes a frame
  put(out, 16, 2);                // bits a sample
  put(out, "data");
  put(out, bytes, 4);
  for (const int16_t sample : samples) put(out, static_cast<uint16_t>(sample), 2);
  return out;
}

std::vector<int16_t> samples_of(std::span<const uint8_t> wav) {
  const std::vector<uint8_t> head = wav_of({});
  if (wav.size() < kHeaderBytes || !std::equal(head.begin() + 8, head.end() - 4, wav.begin() + 8)) return {};
  std::vector<int16_t> samples;
  for (size_t i = kHeaderBytes; i + 1 < wav.size(); i += 2)
    samples.push_back(static_cast<int16_t>(wav[i] | wav[i + 1] << 8));
  return samples;
}

}  // namespace imprint_conform
