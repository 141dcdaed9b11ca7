#include "watermark/decode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/simd.h"

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

constexpr int kShiftSteps = 8;  // of a refined shift, per canonical pixel

// Cosine and sine of whole steps of a period.
struct Circle {
  static constexpr int kSteps = kPeriod * kShiftSteps;
  std::array<float, kSteps> cosine{}, sine{};
  Circle() {
    for (size_t i = 0; i < kSteps; ++i) {
      cosine[i] = static_cast<float>(std::cos(2 * std::numbers::pi * static_cast<double>(i) / kSteps));
      sine[i] = static_cast<float>(std::sin(2 * std::numbers::pi * static_cast<double>(i) / kSteps));
    }
  }
};

const Circle& circle() {
  static const Circle table;
  return table;
}

// The pilots of one geometry: sum and difference of both lines, times sign and gain.
struct PilotTones {
  alignas(32) std::array<float, kPilotCount> sum_re{}, sum_im{}, difference_re{}, difference_im{};
  double per_deviation = 0;

  PilotTones(const CarrierPlan& plan, const std::vector<LinePair>& pilots) {
    float gain = 0;
    for (size_t i = 0; i < pilots.size(); ++i) {
      const auto sign = static_cast<float>(plan.pilot_signs[i]);
      const Line &plus = pilots[i].plus, &minus = pilots[i].minus;
      const std::complex<float> a = sign * plus.gain * plus.value, b = sign * minus.gain * minus.value;
      sum_re[i] = (a + b).real(), sum_im[i] = (a + b).imag();
      difference_re[i] = (a - b).real(), difference_im[i] = (a - b).imag();
      gain += plus.gain * plus.gain + minus.gain * minus.gain;
    }
    if (gain > 0) per_deviation = 1 / std::sqrt(static_cast<double>(gain) / 2);
  }
};

// Cosine and sine of each pilot's phase along one axis, at three shifts.
struct Turned {
  alignas(32) float cosine[3][kPilotCount], sine[3][kPilotCount];
};

using Wide [[gnu::vector_size(8 * sizeof(float)), gnu::may_alias]] = float;
constexpr int kLanes = 8;
static_assert(kPilotCount % kLanes == 0);

[[gnu::always_inline]] inline const Wide& wide_at(const float* from) { return *reinterpret_cast<const Wide*>(from); }

// The pilots' sums at nine shifts, row by row.
IMPRINT_SIMD
void add_pilots(const PilotTones& tones, const Turned& x, const Turned& y, float* sums) {
  Wide total[9];
  for (Wide& sum : total) sum = Wide{};
  for (int i = 0; i < kPilotCount; i += kLanes) {
    Wide even[3], odd[3];  // along y
    for (int k = 0; k < 3; ++k) {
      const Wide cosine = wide_at(x.cosine[k] + i), sine = wide_at(x.sine[k] + i);
      even[k] = wide_at(tones.sum_re.data() + i) * cosine - wide_at(tones.sum_im.data() + i) * sine;
      odd[k] = wide_at(tones.difference_im.data() + i) * cosine + wide_at(tones.difference_re.data() + i) * sine;
    }
    for (int k = 0; k < 9; ++k) total[k] += wide_at(y.cosine[k / 3] + i) * even[k % 3] - wide_at(y.sine[k / 3] + i) * odd[k % 3];
  }
  for (int k = 0; k < 9; ++k)
    sums[k] = ((total[k][0] + total[k][4]) + (total[k][2] + total[k][6])) + ((total[k][1] + total[k][5]) + (total[k][3] + total[k][7]));
}

Turned turned(const CarrierPlan& plan, uint8_t Carrier::*index, int place, int step) {
  Turned out;
  static_assert((Circle::kSteps & (Circle::kSteps - 1)) == 0);
  const Circle& c = circle();
  for (int k = 0; k < 3; ++k)
    for (size_t i = 0; i < kPilotCount; ++i) {
      const auto at = static_cast<size_t>(plan.pilots[i].*index * (place + (k - 1) * step) & (Circle::kSteps - 1));
      out.cosine[k][i] = c.cosine[at];
      out.sine[k][i] = c.sine[at];
    }
  return out;
}

}  // namespace

Lines read_all_lines(const LineReader& reader, const CarrierPlan& plan, const Geometry& geometry) {
  return {read_lines(reader, plan.pilots, geometry), read_lines(reader, plan.payload, geometry)};
}

PilotSum::PilotSum(const CarrierPlan& plan, const Shift& shift) {
  const Resolver resolve(shift.x, shift.y);
  turns_.reserve(plan.pilots.size());
  for (size_t i = 0; i < plan.pilots.size(); ++i) {
    const auto sign = static_cast<float>(shift.polarity * plan.pilot_signs[i]);
    const auto [plus, minus] = resolve.phases(plan.pilots[i]);
    turns_.push_back({sign * plus, sign * minus});
  }
}

double PilotSum::sigma(const std::vector<LinePair>& pilots) const {
  float sum = 0, gain = 0;
  for (size_t i = 0; i < pilots.size(); ++i) {
    const Line &plus = pilots[i].plus, &minus = pilots[i].minus;
    sum += plus.gain * real_of_product(plus.value, turns_[i][0]) + minus.gain * real_of_product(minus.value, turns_[i][1]);
    gain += plus.gain * plus.gain + minus.gain * minus.gain;
  }
  return gain > 0 ? sum / std::sqrt(gain / 2) : 0;
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

ShiftFinder::ShiftFinder(const CarrierPlan& plan) : plan_(plan), correlation_(plan) {}

ShiftFinder::Extremes ShiftFinder::extremes(const std::vector<LinePair>& pilots) {
  double gain = 0;
  for (const LinePair& pair : pilots) gain += pair.plus.gain * pair.plus.gain + pair.minus.gain * pair.minus.gain;
  if (gain <= 0) return {};
  return {correlation_.run(pilots), std::sqrt(gain / 2)};
}

Shift ShiftFinder::refine(Shift near, const std::vector<LinePair>& pilots, int steps) const {
  const PilotTones tones(plan_, pilots);
  const auto whole = [](double place) { return static_cast<int>(std::lround(place * kShiftSteps)); };
  int x = whole(near.x), y = whole(near.y);
  float best = 0;
  for (int step = kShiftSteps, i = 0; i < steps; ++i, step /= 2) {
    std::array<float, 9> around;
    add_pilots(tones, turned(plan_, &Carrier::u, x, step), turned(plan_, &Carrier::v, y, step), around.data());
    int place = 4;
    best = static_cast<float>(near.polarity) * around[4];
    for (int k = 0; k < 9; ++k)
      if (const float sum = static_cast<float>(near.polarity) * around[static_cast<size_t>(k)]; sum > best) best = sum, place = k;
    x += (place % 3 - 1) * step;
    y += (place / 3 - 1) * step;
  }
  constexpr double kStep = 1.0 / kShiftSteps;
  return {x * kStep, y * kStep, best * tones.per_deviation, near.polarity};
}

Shift ShiftFinder::coarse(const std::vector<LinePair>& pilots) {
  const Extremes found = extremes(pilots);
  if (found.deviation <= 0) return {};
  const int polarity = -found.range.lowest > found.range.highest ? -1 : 1;
  const Correlation::Peak peak = correlation_.peak(polarity);
  return {peak.x, peak.y, polarity * peak.value / found.deviation, polarity};
}

Shift ShiftFinder::near_peak(const std::vector<LinePair>& pilots) {
  const Shift peak = coarse(pilots);
  return peak.sigma > 0 ? refine(peak, pilots) : peak;
}

// Several peaks are refined: between the samples of the array one may be higher than it seems.
Shift ShiftFinder::finest(const Extremes& found, const std::vector<LinePair>& pilots, int polarity) const {
  Shift best{0, 0, 0, polarity};
  if (found.deviation <= 0) return best;
  for (const Correlation::Peak& peak : correlation_.peaks(polarity)) {
    const Shift refined = refine({peak.x, peak.y, 0, polarity}, pilots);
    if (refined.sigma > best.sigma) best = refined;
  }
  return best;
}

Shift ShiftFinder::fine(const std::vector<LinePair>& pilots, int polarity) {
  return finest(extremes(pilots), pilots, polarity);
}

Shift ShiftFinder::fine(const std::vector<LinePair>& pilots) {
  const Extremes found = extremes(pilots);
  const Shift best = finest(found, pilots, 1), other = finest(found, pilots, -1);
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
  return signs_of(payload, plan.payload_signs);
}

std::optional<Decoded> decode(const std::vector<float>& llrs, const CarrierPlan& plan, int list_size) {
  return read_signs(llrs, plan.payload_signs, list_size);
}

}  // namespace imprint::watermark
