#include "watermark/decode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/simd.h"
#include "watermark/frame.h"
#include "watermark/polar.h"

namespace imprint::watermark {
namespace {

constexpr int kRings = 10;  // of equal width in radius

int ring_of(Carrier c) {
  const double r = std::sqrt(static_cast<double>(c.u * c.u + c.v * c.v));
  return std::clamp(static_cast<int>((r - kRadiusMin) * kRings / (kRadiusMax - kRadiusMin)), 0, kRings - 1);
}

// exp(2 pi i k s / T) for k = 0..kRadiusMax.
using Turns = std::array<std::complex<float>, kRadiusMax + 1>;
Turns turns(double shift) {
  Turns out;
  const std::complex<double> step = std::polar(1.0, 2 * std::numbers::pi * shift / kPeriod);
  std::complex<double> now = 1;
  for (std::complex<float>& t : out) {
    t = std::complex<float>(now);
    now *= step;
  }
  return out;
}

float imaginary_of_product(std::complex<float> a, std::complex<float> b) {
  return a.real() * b.imag() + a.imag() * b.real();
}
float real_of_product(std::complex<float> a, std::complex<float> b) {
  return a.real() * b.real() - a.imag() * b.imag();
}

// The shift undone, the two lines of a carrier add up to one number: the carrier's amplitude times `gain`, plus noise
// of power gain / 2.
struct Tone {
  float sum = 0;
  float gain = 0;
  float empty = 0;  // power of what is left of both lines, of mean 1 under noise
};

class Resolver {
 public:
  Resolver(double shift_x, double shift_y) : x_(turns(shift_x)), y_(turns(shift_y)) {}
  Tone operator()(const LinePair& pair, Carrier c) const {
    const auto [plus, minus] = phases(c);
    const float g = pair.plus.gain, h = pair.minus.gain;
    const float left = imaginary_of_product(pair.plus.value, plus),
                right = imaginary_of_product(pair.minus.value, minus);
    return {g * real_of_product(pair.plus.value, plus) + h * real_of_product(pair.minus.value, minus), g * g + h * h,
            left * left + right * right};
  }
  // What undoes the shift in the two lines of a carrier.
  std::array<std::complex<float>, 2> phases(Carrier c) const {
    const std::complex<float> x = x_[c.u], y = y_[c.v];
    return {std::complex<float>{x.real() * y.real() - x.imag() * y.imag(), x.real() * y.imag() + x.imag() * y.real()},
            std::complex<float>{x.real() * y.real() + x.imag() * y.imag(), x.imag() * y.real() - x.real() * y.imag()}};
  }

 private:
  Turns x_, y_;
};

// Amplitude of the payload carriers by ring, from two sides: the pilots' coherent sum, and the payload's power beyond
// the noise's. Each counts by what it can tell; neighbouring rings are pooled.
class Channel {
 public:
  Channel(const std::vector<Tone>& payload, const std::vector<Tone>& pilots, const CarrierPlan& plan, int polarity) {
    std::array<Sums, kRings> rings{};
    for (size_t i = 0; i < payload.size(); ++i) {
      const Tone& h = payload[i];
      if (h.gain <= 0) continue;
      Sums& ring = rings[static_cast<size_t>(ring_of(plan.payload[i]))];
      ring.excess += h.sum * h.sum / h.gain - 0.5;
      ring.gain += h.gain;
      ring.carriers += 1;
    }
    for (size_t i = 0; i < pilots.size(); ++i) {
      Sums& ring = rings[static_cast<size_t>(ring_of(plan.pilots[i]))];
      ring.coherent += polarity * plan.pilot_signs[i] * pilots[i].sum * kPilotGain;
      ring.pilot_gain += pilots[i].gain * kPilotGain * kPilotGain;
    }
    for (int r = 0; r < kRings; ++r) {
      Sums pooled;
      for (int k = std::max(0, r - 1); k <= std::min(kRings - 1, r + 1); ++k) pooled += rings[static_cast<size_t>(k)];
      amplitude_[static_cast<size_t>(r)] = pooled.amplitude();
    }
  }
  double amplitude(Carrier c) const { return amplitude_[static_cast<size_t>(ring_of(c))]; }

 private:
  struct Sums {
    double excess = 0, gain = 0, carriers = 0, coherent = 0, pilot_gain = 0;
    void operator+=(const Sums& o) {
      excess += o.excess;
      gain += o.gain;
      carriers += o.carriers;
      coherent += o.coherent;
      pilot_gain += o.pilot_gain;
    }
    double amplitude() const {
      const double by_power = gain > 0 ? std::sqrt(std::max(excess / gain, 0.0)) : 0;
      const double by_pilots = pilot_gain > 0 ? std::max(coherent / pilot_gain, 0.0) : 0;
      // Weights are reciprocal variances. The pilots' sum has the variance 1/2 per gain; a squared payload number has
      // 1/2 + 2 * amplitude^2 * gain, taken through the root.
      const double pilot_weight = 2 * pilot_gain;
      const double rough = (pilot_weight * by_pilots + gain * by_power) / std::max(pilot_weight + gain, 1e-9);
      const double power = rough * rough;
      const double power_weight = carriers > 0 ? 4 * power * gain * gain / (0.5 * carriers + 2 * power * gain) : 0;
      return (pilot_weight * by_pilots + power_weight * by_power) / std::max(pilot_weight + power_weight, 1e-9);
    }
  };
  std::array<double, kRings> amplitude_{};
};

std::vector<Tone> resolve_all(const std::vector<LinePair>& lines, const std::vector<Carrier>& carriers,
                              const Resolver& resolve) {
  std::vector<Tone> out;
  out.reserve(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) out.push_back(resolve(lines[i], carriers[i]));
  return out;
}

struct Range {
  float lowest, highest;
};

// `count` is a multiple of the vector's length.
IMPRINT_SIMD
Range range_of(const float* values, int count) {
  using Wide [[gnu::vector_size(32), gnu::aligned(4), gnu::may_alias]] = float;
  constexpr int kLanes = sizeof(Wide) / sizeof(float);
  Wide low = *reinterpret_cast<const Wide*>(values), high = low;
  for (int i = kLanes; i < count; i += kLanes) {
    const Wide next = *reinterpret_cast<const Wide*>(values + i);
    low = next < low ? next : low;
    high = next > high ? next : high;
  }
  Range out{low[0], high[0]};
  for (int lane = 1; lane < kLanes; ++lane) out = {std::min(out.lowest, low[lane]), std::max(out.highest, high[lane])};
  return out;
}

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

Lines read_all_lines(const LineReader& reader, const CarrierPlan& plan, const Geometry& geometry) {
  return {read_lines(reader, plan.pilots, geometry), read_lines(reader, plan.payload, geometry)};
}

double pilot_sigma(const std::vector<LinePair>& pilots, const CarrierPlan& plan, const Shift& shift) {
  const Resolver resolve(shift.x, shift.y);
  double sum = 0, gain = 0;
  for (size_t i = 0; i < pilots.size(); ++i) {
    const Tone h = resolve(pilots[i], plan.pilots[i]);
    sum += plan.pilot_signs[i] * h.sum;
    gain += h.gain;
  }
  return gain > 0 ? shift.polarity * sum / std::sqrt(gain / 2) : 0;
}

void take_out(std::vector<LinePair>& pilots, const CarrierPlan& plan, const Shift& shift) {
  const Resolver resolve(shift.x, shift.y);
  float sum = 0, gain = 0;
  for (size_t i = 0; i < pilots.size(); ++i) {
    const Tone tone = resolve(pilots[i], plan.pilots[i]);
    sum += static_cast<float>(plan.pilot_signs[i]) * tone.sum;
    gain += tone.gain;
  }
  if (gain <= 0) return;
  for (size_t i = 0; i < pilots.size(); ++i) {
    const float amplitude = static_cast<float>(plan.pilot_signs[i]) * sum / gain;
    const auto [plus, minus] = resolve.phases(plan.pilots[i]);
    pilots[i].plus.value -= amplitude * pilots[i].plus.gain * std::conj(plus);
    pilots[i].minus.value -= amplitude * pilots[i].minus.gain * std::conj(minus);
  }
}

ShiftFinder::ShiftFinder(const CarrierPlan& plan) : plan_(plan), inverse_(kSamples, kSamples) {}

std::array<Shift, 2> ShiftFinder::extremes(const std::vector<LinePair>& pilots) {
  transform::HalfSpectrum& spectrum = inverse_.spectrum();
  std::fill(spectrum.values.begin(), spectrum.values.end(), std::complex<float>{});
  double gain = 0;
  for (size_t i = 0; i < plan_.pilots.size(); ++i) {
    const Carrier c = plan_.pilots[i];
    const Line &plus = pilots[i].plus, &minus = pilots[i].minus;
    const auto sign = static_cast<float>(plan_.pilot_signs[i]);
    spectrum.row(c.v)[c.u] = sign * plus.gain * plus.value;
    spectrum.row(kSamples - c.v)[c.u] = sign * minus.gain * minus.value;
    gain += plus.gain * plus.gain + minus.gain * minus.gain;
  }
  if (gain <= 0) return {};
  const std::vector<float>& correlation = inverse_.run();
  const auto shift_at = [&](std::vector<float>::const_iterator extreme, int polarity) {
    const auto place = static_cast<int>(extreme - correlation.begin());
    constexpr double kStep = static_cast<double>(kPeriod) / kSamples;
    // The half spectrum stands for two lines of each kind, so the transform gives twice the sum.
    return Shift{place % kSamples * kStep, place / kSamples * kStep, polarity * *extreme / 2 / std::sqrt(gain / 2),
                 polarity};
  };
  const Range range = range_of(correlation.data(), static_cast<int>(correlation.size()));
  const auto place_of = [&](float value) { return std::find(correlation.begin(), correlation.end(), value); };
  return {shift_at(place_of(range.highest), 1), shift_at(place_of(range.lowest), -1)};
}

Shift ShiftFinder::refine(Shift near, const std::vector<LinePair>& pilots) const {
  Shift best = near;
  best.sigma = pilot_sigma(pilots, plan_, best);
  for (double step : {1.0, 0.5, 0.25, 0.125}) {
    const Shift centre = best;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) {
        Shift next{centre.x + dx * step, centre.y + dy * step, 0, centre.polarity};
        next.sigma = pilot_sigma(pilots, plan_, next);
        if (next.sigma > best.sigma) best = next;
      }
  }
  return best;
}

Shift ShiftFinder::coarse(const std::vector<LinePair>& pilots) {
  const auto [positive, negative] = extremes(pilots);
  return negative.sigma > positive.sigma ? negative : positive;
}

Shift ShiftFinder::fine(const std::vector<LinePair>& pilots, int polarity) {
  const auto [positive, negative] = extremes(pilots);
  return refine(polarity > 0 ? positive : negative, pilots);
}

// Both are refined: between the samples of the array one may be higher than it seems.
Shift ShiftFinder::fine(const std::vector<LinePair>& pilots) {
  const auto [positive, negative] = extremes(pilots);
  const Shift best = refine(positive, pilots), other = refine(negative, pilots);
  return other.sigma > best.sigma ? other : best;
}

Heard hear_carriers(const Lines& lines, const CarrierPlan& plan, const Shift& shift) {
  const Resolver resolve(shift.x, shift.y);
  const std::vector<Tone> payload = resolve_all(lines.payload, plan.payload, resolve);
  const Channel channel(payload, resolve_all(lines.pilots, plan.pilots, resolve), plan, shift.polarity);
  Heard heard;
  heard.llrs.reserve(payload.size());
  double excess = 0;
  for (size_t i = 0; i < payload.size(); ++i) {
    const Tone& tone = payload[i];
    heard.llrs.push_back(static_cast<float>(4 * shift.polarity * channel.amplitude(plan.payload[i]) * tone.sum));
    if (tone.gain > 0) excess += tone.sum * tone.sum / tone.gain - tone.empty / 2;
  }
  // Each term has the variance 1/2 + 1/4.
  heard.excess_sigma = excess / std::sqrt(0.75 * static_cast<double>(payload.size()));
  return heard;
}

std::vector<int8_t> payload_carrier_signs(uint64_t payload, const CarrierPlan& plan) {
  const std::vector<uint8_t> code = polar_encode(make_frame(payload));
  std::vector<int8_t> signs = plan.payload_signs;
  for (size_t i = 0; i < signs.size(); ++i)
    if (code[i % code.size()] != 0) signs[i] = static_cast<int8_t>(-signs[i]);
  return signs;
}

std::optional<Decoded> decode(const std::vector<float>& llrs, const CarrierPlan& plan, int list_size) {
  std::vector<float> code(kCodeBits, 0.f);
  double squares = 0;
  for (size_t i = 0; i < llrs.size(); ++i) {
    code[i % kCodeBits] += static_cast<float>(plan.payload_signs[i]) * llrs[i];
    squares += static_cast<double>(llrs[i]) * llrs[i];
  }
  if (squares <= 0) return std::nullopt;
  for (const std::vector<uint8_t>& word : polar_decode(code, version_bits(), list_size)) {
    const std::optional<uint64_t> payload = open_frame(word);
    if (!payload) continue;
    const std::vector<int8_t> signs = payload_carrier_signs(*payload, plan);
    double total = 0;
    for (size_t i = 0; i < llrs.size(); ++i) total += signs[i] * llrs[i];
    return Decoded{*payload, log_chance(llrs, total, squares)};
  }
  return std::nullopt;
}

}  // namespace imprint::watermark
