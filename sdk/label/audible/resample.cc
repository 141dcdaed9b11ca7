#include "label/audible/resample.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace imprint::label {
namespace {

// Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974: beta 9 is 90 dB down, and 64 crossings are that
// after 0.09 of the rate, by which the edge lies below the Nyquist frequency.
constexpr size_t kCrossings = 32, kSteps = 512;  // to either side; of the table, for each crossing
constexpr double kBeta = 9.0, kEdge = 0.91;

double bessel_i0(double x) {
  double term = 1.0, sum = 1.0;
  for (int k = 1; term > 1e-12 * sum; ++k) sum += term *= x / (2.0 * k) * (x / (2.0 * k));
  return sum;
}

// One half of the kernel, in steps of a crossing.
std::vector<float> make_kernel() {
  std::vector<float> out(kCrossings * kSteps + 2);
  for (size_t i = 0; i < kCrossings * kSteps; ++i) {
    const double x = static_cast<double>(i) / kSteps, share = x / kCrossings;
    const double sinc = i == 0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
    out[i] = static_cast<float>(sinc * bessel_i0(kBeta * std::sqrt(1.0 - share * share)) / bessel_i0(kBeta));
  }
  return out;
}

float at(const std::vector<float>& kernel, double crossings) {
  const double step = std::fabs(crossings) * kSteps;
  const auto i = std::min(static_cast<size_t>(step), kernel.size() - 2);
  return kernel[i] + static_cast<float>(step - static_cast<double>(i)) * (kernel[i + 1] - kernel[i]);
}

}  // namespace

std::vector<float> resampled(std::span<const float> sound, uint32_t from_hz, uint32_t to_hz) {
  if (from_hz == to_hz || sound.empty()) return {sound.begin(), sound.end()};
  static const std::vector<float> kKernel = make_kernel();
  const double step = static_cast<double>(from_hz) / to_hz, edge = kEdge * std::min(1.0, 1.0 / step), reach = kCrossings / edge;
  std::vector<float> out(static_cast<size_t>(std::llround(static_cast<double>(sound.size()) / step)));
  const auto last = static_cast<double>(sound.size() - 1);
  for (size_t n = 0; n < out.size(); ++n) {
    const double place = static_cast<double>(n) * step;
    double sum = 0.0;
    for (auto k = static_cast<size_t>(std::ceil(std::max(0.0, place - reach))); k <= static_cast<size_t>(std::min(last, place + reach)); ++k)
      sum += double{sound[k]} * double{at(kKernel, (place - static_cast<double>(k)) * edge)};
    out[n] = static_cast<float>(sum * edge);
  }
  return out;
}

}  // namespace imprint::label
