#include "audio/hearing.h"

#include <algorithm>
#include <cmath>

namespace imprint::audio {
namespace {

// Spectral flatness of a band, below 0 dB: what is noise, and what is a tone.
constexpr double kNoiseDb = 3, kToneDb = 15;
// Of fewer bins a tone, which is some bins wide, is not told from noise.
constexpr size_t kFewestBins = 12;

// Zwicker, Terhardt, JASA 68(5), 1980.
double bark(double hz) { return 13 * std::atan(0.00076 * hz) + 3.5 * std::atan(hz / 7500 * (hz / 7500)); }

// Schroeder's spreading function: from a band to one `apart` Bark above it.
double spreading(double apart) {
  const double x = apart + 0.474;
  return std::pow(10, (15.81 + 7.5 * x - 17.5 * std::sqrt(1 + x * x)) / 10);
}

}  // namespace

Hearing::Hearing(double bin_hz, size_t bins) : place_(bins), logs_(bins) {
  for (size_t i = 0; i < bins; ++i) {
    const double z = bark(bin_hz * static_cast<double>(i));
    const int b = std::min(static_cast<int>(z), kBands - 1);
    Band& band = bands_[static_cast<size_t>(b)];
    if (band.end == 0) band.first = i;
    band.end = i + 1;
    used_ = std::max(used_, b + 1);
    place_[i] = static_cast<float>(std::clamp(z + 0.5, 0.5, static_cast<double>(kBands) + 0.5));
  }
  for (size_t b = 0; b < kBands; ++b) {
    const size_t count = bands_[b].end - bands_[b].first,
                 more = count < kFewestBins ? (kFewestBins - count + 1) / 2 : 0;
    around_[b] = {bands_[b].first - std::min(more, bands_[b].first), std::min(bands_[b].end + more, bins)};
  }
  for (int b = 0; b < kBands; ++b) {
    double sum = 0;
    for (int j = 0; j < kBands; ++j) sum += spreading(b - j);
    for (int j = 0; j < kBands; ++j) spread_[static_cast<size_t>(b)][static_cast<size_t>(j)] = spreading(b - j) / sum;
  }
}

void Hearing::measure(std::span<const float> power) {
  const auto sum_of = [&](Band band) {
    double sum = 1e-20;
    for (size_t i = band.first; i < band.end; ++i) sum += power[i];
    return sum;
  };
  for (size_t i = 0; i < logs_.size(); ++i) logs_[i] = std::log10(power[i] + 1e-20f);
  for (int b = 0; b < used_; ++b) {
    const auto at = static_cast<size_t>(b);
    energy_[at] = sum_of(bands_[at]);
    double logs = 0;
    for (size_t i = around_[at].first; i < around_[at].end; ++i) logs += logs_[i];
    const auto count = static_cast<double>(around_[at].end - around_[at].first);
    const double flatness_db = 10 * (logs / count - std::log10(sum_of(around_[at]) / count));
    tonality_[at] = std::clamp((-flatness_db - kNoiseDb) / (kToneDb - kNoiseDb), 0.0, 1.0);
  }
}

void Hearing::depths(std::span<const float> power, double below_mask_db, double max_depth_db,
                     std::span<float> depth_db) {
  measure(power);
  for (int b = 0; b < used_; ++b) {
    const auto at = static_cast<size_t>(b);
    double spread = 0;
    for (int j = 0; j < used_; ++j) spread += spread_[at][static_cast<size_t>(j)] * energy_[static_cast<size_t>(j)];
    const double offset_db = tonality_[at] * (14.5 + b + 0.5) + (1 - tonality_[at]) * 5.5;
    const double noise_to_band = spread / energy_[at] * std::pow(10, -(offset_db + below_mask_db) / 10);
    band_depth_db_[at + 1] = static_cast<float>(std::min(8.686 * std::sqrt(noise_to_band), max_depth_db));
  }
  band_depth_db_[0] = band_depth_db_[1];
  for (int b = used_ + 1; b < kBands + 2; ++b)
    band_depth_db_[static_cast<size_t>(b)] = band_depth_db_[static_cast<size_t>(used_)];
  for (size_t i = 0; i < depth_db.size(); ++i) {
    const auto whole = static_cast<size_t>(place_[i]);
    const float part = place_[i] - static_cast<float>(whole);
    depth_db[i] = (1 - part) * band_depth_db_[whole] + part * band_depth_db_[std::min<size_t>(whole + 1, kBands + 1)];
  }
}

}  // namespace imprint::audio
