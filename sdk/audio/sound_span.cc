#include "audio/sound_span.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "audio/gain_pattern.h"
#include "audio/sound_ear.h"

namespace imprint::audio {
namespace {

constexpr double kBlockSeconds = 0.5;
constexpr int kEvery = 3;  // of the moments: some 29 a second, for waves of up to 15 Hz

// Where in the pattern's period the middle of each cell lies.
std::array<size_t, kCells> places_of_cells(double shift_octaves) {
  std::array<size_t, kCells> out{};
  for (size_t c = 0; c < kCells; ++c) {
    const double period = ((static_cast<double>(c) + 0.5) / kCellsPerOctave - shift_octaves) / kPeriodOctaves;
    out[c] = static_cast<size_t>((period - std::floor(period)) * GainPattern::kPlaces) % GainPattern::kPlaces;
  }
  return out;
}

// How well each block agrees with the whole pattern, in standard deviations of noise.
std::vector<double> agreement_of_blocks(const std::vector<float>& heard, double per_second, const SoundPlan& plan,
                                        uint64_t payload, const SoundSync& sync) {
  const size_t length = heard.size() / kCells;
  const auto blocks = static_cast<size_t>(std::ceil(static_cast<double>(length) / per_second / kBlockSeconds));
  std::vector<double> sums(blocks), squares(blocks, 1e-9);
  GainPattern pattern(plan, payload);
  const std::array<size_t, kCells> places = places_of_cells(sync.shift_octaves);
  for (size_t m = 0; m < length; m += kEvery) {
    const double seconds = (static_cast<double>(m) - static_cast<double>(length / 2)) / per_second;
    const std::span<const float> values = pattern.at(sync.time_scale * seconds + sync.offset_seconds);
    const size_t block = std::min(static_cast<size_t>(static_cast<double>(m) / per_second / kBlockSeconds), blocks - 1);
    for (size_t c = 0; c < kCells; ++c) {
      const float v = heard[c * length + m];
      sums[block] += static_cast<double>(v) * values[places[c]];
      squares[block] += static_cast<double>(v) * v;
    }
  }
  for (size_t b = 0; b < blocks; ++b) sums[b] /= std::sqrt(squares[b]);
  return sums;
}

}  // namespace

// Blocks with the mark agree by m on the average and all others by 0, so the likeliest span is the one with the greatest sum of what
// exceeds m / 2.
HeardSpan span_of_mark(const std::vector<float>& heard, double moments_per_second, const SoundPlan& plan, uint64_t payload,
                       const SoundSync& sync) {
  const std::vector<double> agreement = agreement_of_blocks(heard, moments_per_second, plan, payload, sync);
  const double seconds = static_cast<double>(heard.size() / kCells) / moments_per_second;
  std::vector<double> sorted = agreement;
  std::sort(sorted.rbegin(), sorted.rend());
  sorted.resize((sorted.size() + 1) / 2);
  double usual = 0;
  for (const double v : sorted) usual += v / static_cast<double>(sorted.size());
  size_t first = 0, best_first = 0, best_end = agreement.size();
  double sum = 0, best = 0;
  for (size_t b = 0; b < agreement.size(); ++b) {
    if (sum <= 0) sum = 0, first = b;
    sum += agreement[b] - usual / 2;
    if (sum > best) best = sum, best_first = first, best_end = b + 1;
  }
  return {static_cast<double>(best_first) * kBlockSeconds,
          std::min(static_cast<double>(best_end) * kBlockSeconds, seconds)};
}

}  // namespace imprint::audio
