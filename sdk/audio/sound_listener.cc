#include "audio/sound_listener.h"

#include <algorithm>
#include <cmath>

namespace imprint::audio {
namespace {

constexpr float kSilentLevel = -15.5f;  // -135 dB

float limit(float x) {  // close to tanh
  const float a = std::clamp(x, -3.f, 3.f);
  return a * (27 + a * a) / (27 + 9 * a * a);
}

// Cells of low rows are narrower than the spectrum resolves: three of them say what one above says.
float row_weight(int cell) { return std::exp2(0.5f * std::min(static_cast<float>(cell) / kCellsPerOctave, 3.f)); }

}  // namespace

SoundListener::SoundListener(std::span<const Moment> moments, double moments_per_second)
    : width_(static_cast<int>(moments.size())),
      per_second_(moments_per_second),
      level_(moments.size() * kCells),
      there_(level_.size()) {
  for (size_t m = 0; m < moments.size(); ++m)
    for (size_t c = 0; c < kCells; ++c) {
      const float v = moments[m].level[c];
      if (v > kSilentLevel && v != 0) level_[c * moments.size() + m] = v, there_[c * moments.size() + m] = 1;
    }
  counts_ = BoxSums(there_, width_, kCells);
  sums_ = BoxSums(level_, width_, kCells);
}

SoundListener::Reach SoundListener::reach(double seconds, double octaves) const {
  const auto half = [](double length) { return std::max(static_cast<int>(std::lround(length / 2)), 1); };
  return {half(seconds * per_second_), half(octaves * kCellsPerOctave)};
}

template <typename Body>
void SoundListener::each(Body body) const {
  for (int y = 0; y < kCells; ++y)
    for (int x = 0; x < width_; ++x)
      if (const size_t at = place(x, y); there_[at] != 0) body(x, y, at);
}

std::vector<float> SoundListener::even() const {
  std::vector<float> out(level_.size()), squares(level_.size());
  const Reach near = reach(0.45, 0.5), wide = reach(1.0, 0.6);
  each([&](int x, int y, size_t at) {
    out[at] = level_[at] - mean(x, y, near);
    squares[at] = out[at] * out[at];
  });
  const BoxSums powers(squares, width_, kCells);
  each([&](int x, int y, size_t at) {
    const float power = powers.sum(x, y, wide.along, wide.across) / counts_.sum(x, y, wide.along, wide.across);
    out[at] = row_weight(y) * limit(0.45f * out[at] / (std::sqrt(std::max(power, 0.f)) + 0.02f));
  });
  return out;
}

std::vector<float> SoundListener::loud(std::vector<float> even) const {
  const Reach closest = reach(0.12, 0.2);
  std::vector<float> levels(static_cast<size_t>(width_)), sorted;
  for (int y = 0; y < kCells; ++y) {
    sorted.clear();
    for (int x = 0; x < width_; ++x)
      if (there_[place(x, y)] != 0) sorted.push_back(levels[static_cast<size_t>(x)] = mean(x, y, closest));
    if (sorted.empty()) continue;
    const auto floor = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 10);
    std::nth_element(sorted.begin(), floor, sorted.end());
    for (int x = 0; x < width_; ++x) {
      const float above = std::max(levels[static_cast<size_t>(x)] - *floor, 0.f);
      even[place(x, y)] *= 0.1f + 0.9f * (1 - std::exp(-2 * above));  // 1 - floor / level, in power
    }
  }
  return even;
}

}  // namespace imprint::audio
