#include "payload/signs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "crypto/keyed_stream.h"
#include "payload/frame.h"
#include "payload/polar.h"

namespace imprint::payload {
namespace {

// Bounds of P(sum of llrs[i] * random sign >= total), as natural logarithms (§8.5).
// From the normal distribution: Bentkus, Dzindzalieta, Bernoulli 21(2), 2015. `agreement` = total / root of the sum of
// squares.
double log_normal_bound(double agreement) {
  constexpr double kRademacher = 3.179;  // 1 / (4 Q(sqrt 2)), rounded up
  const double log_tail = agreement < 20
                              ? std::log(0.5 * std::erfc(agreement / std::numbers::sqrt2))
                              : -agreement * agreement / 2 - std::log(agreement * std::sqrt(2 * std::numbers::pi));
  return std::log(kRademacher) + log_tail;
}

double log_cosh(double x) {
  const double a = std::fabs(x);
  return a + std::log1p(std::exp(-2 * a)) - std::numbers::ln2;
}

// Markov's inequality for exp(h * sum), at the best h: minimum of sum of log cosh(h * llr) - h * total, by Newton's
// method. Any h >= 0 gives a valid bound. Below the normal one where few carriers say much and many say little.
double log_markov_bound(const std::vector<float>& llrs, double total, double squares) {
  double h = total / squares;
  for (int step = 0; step < 6; ++step) {
    double slope = -total, curvature = 0;
    for (float l : llrs) {
      const double tanh = std::tanh(h * l);
      slope += l * tanh;
      curvature += static_cast<double>(l) * l * (1 - tanh * tanh);
    }
    if (curvature <= 0) break;
    h = std::clamp(h - slope / curvature, 0.5 * h, 2 * h);
  }
  double exponent = -h * total;
  for (float l : llrs) exponent += log_cosh(h * l);
  return exponent;
}

// Any of the 2^64 frames may agree so well.
double log_chance(const std::vector<float>& llrs, double total, double squares) {
  if (total <= 0) return 0;
  const double tail = std::min(log_normal_bound(total / std::sqrt(squares)), log_markov_bound(llrs, total, squares));
  return std::min(0.0, kPayloadBits * std::numbers::ln2 + tail);
}

}  // namespace

std::vector<int8_t> draw_signs(const Key& key, std::string_view purpose, size_t count) {
  crypto::KeyedStream stream(key.bytes, purpose);
  std::vector<int8_t> signs;
  signs.reserve(count);
  for (size_t i = 0; i < count; ++i) signs.push_back(stream.next_bit() ? -1 : 1);
  return signs;
}

std::vector<int8_t> signs_of(uint64_t payload, const std::vector<int8_t>& own_signs) {
  const std::vector<uint8_t> code = polar_encode(make_frame(payload));
  std::vector<int8_t> signs = own_signs;
  for (size_t i = 0; i < signs.size(); ++i)
    if (code[i % code.size()] != 0) signs[i] = static_cast<int8_t>(-signs[i]);
  return signs;
}

std::optional<Decoded> read_signs(const std::vector<float>& llrs, const std::vector<int8_t>& own_signs, int list_size) {
  std::vector<float> code(kCodeBits, 0.f);
  double squares = 0;
  for (size_t i = 0; i < llrs.size(); ++i) {
    code[i % kCodeBits] += static_cast<float>(own_signs[i]) * llrs[i];
    squares += static_cast<double>(llrs[i]) * llrs[i];
  }
  if (squares <= 0) return std::nullopt;
  for (const std::vector<uint8_t>& word : polar_decode(code, version_bits(), list_size)) {
    const std::optional<uint64_t> payload = open_frame(word);
    if (!payload) continue;
    const std::vector<int8_t> signs = signs_of(*payload, own_signs);
    double total = 0;
    for (size_t i = 0; i < llrs.size(); ++i) total += signs[i] * llrs[i];
    return Decoded{*payload, log_chance(llrs, total, squares)};
  }
  return std::nullopt;
}

}  // namespace imprint::payload
