// A sound that carries a mark well, made by code and free of the SDK's types.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace imprint::audio {

// Like speech or a small band: notes of ten harmonics that begin and fade, over soft noise.
inline std::vector<float> band(double seconds, uint32_t rate_hz, uint32_t seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> noise(0, 0.004f);
  std::vector<float> out(static_cast<size_t>(seconds * rate_hz));
  for (float& v : out) v = noise(random);
  for (double start = 0; start < seconds; start += 0.11 + 0.01 * static_cast<double>(random() % 8)) {
    const double hz = 110 * std::exp2(static_cast<double>(random() % 30) / 12),
                 fade = 6 + static_cast<double>(random() % 9);
    const auto first = static_cast<size_t>(start * rate_hz), length = static_cast<size_t>(0.6 * rate_hz);
    for (size_t i = 0; i < length && first + i < out.size(); ++i) {
      const double t = static_cast<double>(i) / rate_hz;
      double sum = 0;
      for (int h = 1; h <= 20 && h * hz < 0.45 * rate_hz; ++h) sum += std::sin(2 * std::numbers::pi * h * hz * t) / h;
      out[first + i] += static_cast<float>(0.12 * sum * std::exp(-fade * t) * std::min(1.0, t * 300));
    }
  }
  return out;
}

}  // namespace imprint::audio
