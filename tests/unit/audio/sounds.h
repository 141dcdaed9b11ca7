// Sounds for tests, made by code.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "audio/sound_reader.h"
#include "audio/sound_writer.h"
#include "unit/audio/band.h"

namespace imprint::audio {

inline std::vector<float> white(double seconds, uint32_t rate_hz, float level = 0.1f, uint32_t seed = 3) {
  std::mt19937 random(seed);
  std::normal_distribution<float> noise(0, level);
  std::vector<float> out(static_cast<size_t>(seconds * rate_hz));
  for (float& v : out) v = noise(random);
  return out;
}

inline constexpr uint64_t kSoundPayload = 0x0123456789ABCDEF;

inline std::vector<float> marked(const std::vector<float>& sound, PcmFormat format,
                                 const payload::Key& key = payload::open_key(), uint64_t payload = kSoundPayload) {
  SoundWriter writer = SoundWriter::make(format, payload, key).value();
  std::vector<float> out;
  if (!writer.process(sound, out).ok()) return {};
  writer.flush(out);
  return out;
}

inline SoundDetection listen(const std::vector<float>& sound, PcmFormat format,
                             const std::vector<payload::Key>& keys = {payload::open_key()}, ReadOptions options = {}) {
  SoundReader reader = SoundReader::make(format, keys, options).value();
  if (!reader.process(sound).ok()) return {};
  reader.finish();
  return reader.result();
}

inline std::vector<SoundDetection> listen_for_all(const std::vector<float>& sound, PcmFormat format,
                                                  const std::vector<payload::Key>& keys = {payload::open_key()}) {
  SoundReader reader = SoundReader::make(format, keys).value();
  if (!reader.process(sound).ok()) return {};
  reader.finish();
  return reader.results();
}

// Played `factor` times as fast, by interpolation of third degree.
inline std::vector<float> faster(const std::vector<float>& sound, double factor) {
  std::vector<float> out;
  for (double at = 1; at + 3 < static_cast<double>(sound.size()); at += factor) {
    const auto i = static_cast<size_t>(at);
    const float x = static_cast<float>(at - static_cast<double>(i)), a = sound[i - 1], b = sound[i], c = sound[i + 1],
                d = sound[i + 2];
    out.push_back(b + 0.5f * x * (c - a + x * (2 * a - 5 * b + 4 * c - d + x * (3 * (b - c) + d - a))));
  }
  return out;
}

}  // namespace imprint::audio
