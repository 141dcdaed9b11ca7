#include "audio/sound_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "audio/box_sums.h"
#include "audio/sound_ear.h"
#include "transform/fft.h"

namespace imprint::audio {
namespace {

constexpr double kPad = 1.4;
constexpr int kTaps = 4;

double bessel_i0(double x) {
  double sum = 1, term = 1;
  for (int i = 1; i < 40; ++i) term *= x / (2 * i) * (x / (2 * i)), sum += term;
  return sum;
}

// Kaiser-Bessel, Beatty, Nishimura, Pauly, IEEE Trans. Med. Imaging 24(6), 2005; of unit square over the taps.
class Kernel {
 public:
  static constexpr int kSteps = 64;
  Kernel() {
    const double beta = std::numbers::pi * std::sqrt(std::pow(kTaps / kPad * (kPad - 0.5), 2) - 0.8);
    for (size_t s = 0; s <= kSteps; ++s) {
      double squares = 0;
      for (size_t t = 0; t < kTaps; ++t) {
        const double x = 2 * (static_cast<double>(t) - (kTaps / 2 - 1) - static_cast<double>(s) / kSteps) / kTaps;
        const double v = std::fabs(x) < 1 ? bessel_i0(beta * std::sqrt(1 - x * x)) : 0;
        taps_[s][t] = static_cast<float>(v);
        squares += v * v;
      }
      for (float& v : taps_[s]) v = static_cast<float>(v / std::sqrt(squares * kPad));
    }
  }
  const std::array<float, kTaps>& at(double part) const {
    return taps_[static_cast<size_t>(std::lround(part * kSteps))];
  }

 private:
  std::array<std::array<float, kTaps>, kSteps + 1> taps_{};
};

const Kernel& kernel() {
  static const Kernel one;
  return one;
}

}  // namespace

SoundLines::SoundLines(const std::vector<float>& heard, double moments_per_second) {
  const int length = static_cast<int>(heard.size() / kCells);
  seconds_ = length / moments_per_second;
  const int width = transform::fast_size(static_cast<int>(std::ceil(kPad * length))), stride = width / 2 + 1;
  std::vector<std::complex<float>> rows(static_cast<size_t>(stride) * kPeriodCells);
  const int middle = length / 2;
  for (int c = 0; c < kCells; ++c) {
    auto* row =
        reinterpret_cast<float*>(rows.data() + static_cast<size_t>(c % kPeriodCells) * static_cast<size_t>(stride));
    for (int m = 0; m < length; ++m)
      row[(m - middle + width) % width] +=
          heard[static_cast<size_t>(c) * static_cast<size_t>(length) + static_cast<size_t>(m)];
  }
  transform::forward(rows.data(), width, kPeriodCells, stride);
  bins_per_hz_ = width / moments_per_second;
  bins_ = std::min(stride, static_cast<int>(kTimeLineMax / kPeriodSeconds * kMostTimeScale * bins_per_hz_) + kTaps + 2);
  whiten(rows, kPeriodCells, stride);
}

void SoundLines::whiten(const std::vector<std::complex<float>>& spectrum, int height, int stride) {
  constexpr int kAcross = 12, kAlong = 2;
  constexpr float kWhiteFloor = 0.1f;
  const auto count = static_cast<size_t>(kRows) * static_cast<size_t>(bins_);
  values_.resize(count);
  gains_.resize(count);
  std::vector<float> magnitudes(count);
  double all = 0;
  for (int r = 0; r < kRows; ++r) {
    const int l = r - kPitchLineMax, row = (l + height) % height;
    // Cells stand for their middles, half a cell up.
    const std::complex<float> half(std::polar(1.0, -std::numbers::pi * l / height));
    for (int b = 0; b < bins_; ++b) {
      const auto at = static_cast<size_t>(r) * static_cast<size_t>(bins_) + static_cast<size_t>(b);
      values_[at] = half * spectrum[static_cast<size_t>(row) * static_cast<size_t>(stride) + static_cast<size_t>(b)];
      magnitudes[at] = std::abs(values_[at]);
      all += magnitudes[at];
    }
  }
  const float floor = kWhiteFloor * static_cast<float>(all / static_cast<double>(count)) + 1e-9f;
  const BoxSums around(magnitudes, bins_, kRows);
  for (int r = 0; r < kRows; ++r)
    for (int b = 0; b < bins_; ++b) {
      const auto at = static_cast<size_t>(r) * static_cast<size_t>(bins_) + static_cast<size_t>(b);
      const int wide = std::min(b + kAcross, bins_ - 1) - std::max(b - kAcross, 0) + 1;
      const int high = std::min(r + kAlong, kRows - 1) - std::max(r - kAlong, 0) + 1;
      const float mean = around.sum(b, r, kAcross, kAlong) / static_cast<float>(wide * high);
      gains_[at] = 0.886227f / (mean + floor);  // sqrt(pi) / 2: of complex noise of unit power
      values_[at] *= gains_[at];
    }
}

SoundLine SoundLines::read(SoundCarrier carrier, double time_scale) const {
  const double bin = carrier.k / kPeriodSeconds * time_scale * bins_per_hz_;
  const int whole = static_cast<int>(bin);
  const int first = whole - (kTaps / 2 - 1);
  if (first < 0 || first + kTaps > bins_) return {};
  const std::array<float, kTaps>& taps = kernel().at(bin - whole);
  const size_t at =
      static_cast<size_t>(carrier.l + kPitchLineMax) * static_cast<size_t>(bins_) + static_cast<size_t>(first);
  SoundLine out;
  for (size_t t = 0; t < kTaps; ++t) out.value += taps[t] * values_[at + t];
  const float magnitude = std::abs(out.value);
  if (magnitude > 3) out.value *= 3 / magnitude;
  out.gain = gains_[at + kTaps / 2 - 1];
  return out;
}

}  // namespace imprint::audio
