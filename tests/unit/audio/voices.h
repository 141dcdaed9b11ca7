// Something like a voice that says a sentence, made by code and free of the SDK's types.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace imprint::audio {

// Syllables of a quarter of a second, each a hiss and a vowel of two formants over a pitch that falls; another seed says something else.
// The largest sample is about 0.5.
inline std::vector<float> voice(double seconds, uint32_t rate_hz, uint32_t seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise;
  std::vector<float> out(static_cast<size_t>(seconds * rate_hz));
  constexpr double kSyllable = 0.25, kHiss = 0.05;
  double first = 0, second = 0, hiss = 0, last = 0, phase = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    const double t = static_cast<double>(i) / rate_hz, within = std::fmod(t, kSyllable);
    if (within < 1.0 / rate_hz) {
      first = 250 + static_cast<double>(random() % 600);
      second = 900 + static_cast<double>(random() % 1600);
      hiss = 0.02 + 0.01 * static_cast<double>(random() % 8);
    }
    const double n = noise(random), pitch = 150 - 30 * t / seconds;
    phase += 2 * std::numbers::pi * pitch / rate_hz;
    double vowel = 0;
    for (int h = 1; h <= 25 && h * pitch < 0.45 * rate_hz; ++h) {
      const double hz = h * pitch;
      const double weight = 1 / (1 + std::pow((hz - first) / 90, 2)) + 0.5 / (1 + std::pow((hz - second) / 140, 2));
      vowel += weight * std::sin(h * phase);
    }
    const double open = within < kHiss ? 0 : std::sin(std::numbers::pi * (within - kHiss) / (kSyllable - kHiss));
    out[i] = static_cast<float>(0.3 * vowel * open + (within < kHiss ? hiss * (n - last) : 0));
    last = n;
  }
  const auto [least, most] = std::minmax_element(out.begin(), out.end());
  const float gain = 0.5f / std::max({1e-9f, -*least, *most});
  for (float& v : out) v *= gain;
  return out;
}

}  // namespace imprint::audio
