#include "audio/sound_ear.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::audio {
namespace {

constexpr double kHighestShare = 0.48;  // of the rate
constexpr float kQuiet = 1e-7f;         // amplitude beside which a level is nothing: -140 dB

double edge_hz(double cell) { return kReferenceHz * std::exp2(cell / kCellsPerOctave); }

}  // namespace

SoundEar::SoundEar(PcmFormat format)
    : format_(format),
      framing_(framing_of(format.rate_hz, kReadWindowSeconds)),
      fft_(framing_.window),
      windows_(format, framing_) {
  const auto window = static_cast<size_t>(framing_.window);
  double sum = 0;
  for (size_t i = 0; i < window; ++i) {
    window_.push_back(static_cast<float>(
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / framing_.window)));
    sum += window_.back();
  }
  for (float& w : window_) w = static_cast<float>(w / sum);
  power_.resize(window / 2 + 1);
  const double bin_hz = static_cast<double>(format.rate_hz) / framing_.window;
  for (int c = 0; c < kCells; ++c) {
    const double low = edge_hz(c) / bin_hz + 0.5, high = edge_hz(c + 1) / bin_hz + 0.5;  // bin i spans [i, i + 1)
    if (edge_hz(c + 1) > kHighestShare * format.rate_hz) break;
    Cell& cell = cells_[static_cast<size_t>(c)];
    cell.first = static_cast<size_t>(low);
    cell.end = static_cast<size_t>(std::ceil(high));
    cell.first_share = static_cast<float>(1 - (low - std::floor(low)));
    cell.last_share = static_cast<float>(1 - (std::ceil(high) - high));
    if (cell.end - cell.first == 1) cell.first_share = static_cast<float>(high - low), cell.last_share = 1;
  }
}

void SoundEar::hear(std::span<const float> samples, std::vector<Moment>& out) {
  windows_.take(samples, [&] { out.push_back(measure()); });
}

Moment SoundEar::measure() {
  std::fill(power_.begin(), power_.end(), 0.f);
  for (const std::vector<float>& in : windows_.channels()) {
    const std::span<float> into = fft_.samples();
    for (size_t i = 0; i < in.size(); ++i) into[i] = in[i] * window_[i];
    fft_.forward();
    const std::span<const std::complex<float>> bins = fft_.bins();
    for (size_t i = 0; i < bins.size(); ++i) power_[i] += std::norm(bins[i]);
  }
  Moment out;
  for (float& p : power_) p = std::sqrt(p);
  for (size_t c = 0; c < kCells; ++c) {
    const Cell& cell = cells_[c];
    if (cell.end <= cell.first) continue;
    float sum = 0, share = 0;
    for (size_t i = cell.first; i < cell.end; ++i) {
      const float part = i == cell.first ? cell.first_share : i + 1 == cell.end ? cell.last_share : 1.f;
      sum += part * power_[i];
      share += part;
    }
    out.level[c] = std::log(sum / share + kQuiet);
  }
  return out;
}

}  // namespace imprint::audio
