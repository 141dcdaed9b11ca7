#include "watermark/decode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "watermark/frame.h"
#include "watermark/polar.h"

namespace imprint::watermark {
namespace {

constexpr int kRings = 10;            // of equal width in radius
constexpr float kLineClip = 3.f;      // standard deviations: a line of the picture itself must not outvote the others

int ring_of(Carrier c) {
  const double r = std::sqrt(static_cast<double>(c.u * c.u + c.v * c.v));
  return std::clamp(static_cast<int>((r - kRadiusMin) * kRings / (kRadiusMax - kRadiusMin)), 0, kRings - 1);
}

void clip(std::complex<float>& line) {
  const float magnitude = std::abs(line);
  if (magnitude > kLineClip) line *= kLineClip / magnitude;
}

// Median of |line|^2 in each ring; of complex Gaussian noise of unit power it is ln 2.
std::array<float, kRings> ring_noise(const Lines& lines, const CarrierPlan& plan) {
  std::array<std::vector<float>, kRings> powers;
  for (size_t i = 0; i < lines.payload.size(); ++i) {
    auto& ring = powers[static_cast<size_t>(ring_of(plan.payload[i]))];
    for (const auto& line : {lines.payload[i].plus, lines.payload[i].minus})
      if (line != std::complex<float>{}) ring.push_back(std::norm(line));
  }
  std::array<float, kRings> noise{};
  for (int r = 0; r < kRings; ++r) {
    auto& ring = powers[static_cast<size_t>(r)];
    if (ring.size() < 8) continue;  // beyond the Nyquist frequency: these carriers stay silent
    const auto middle = ring.begin() + static_cast<std::ptrdiff_t>(ring.size() / 2);
    std::nth_element(ring.begin(), middle, ring.end());
    noise[static_cast<size_t>(r)] = *middle / std::numbers::ln2_v<float>;
  }
  return noise;
}

void normalise(std::vector<LinePair>& lines, const std::vector<Carrier>& carriers, const std::array<float, kRings>& noise) {
  for (size_t i = 0; i < lines.size(); ++i) {
    const float power = noise[static_cast<size_t>(ring_of(carriers[i]))];
    const float scale = power > 0 ? 1 / std::sqrt(power) : 0;
    lines[i].plus *= scale;
    lines[i].minus *= scale;
    clip(lines[i].plus);
    clip(lines[i].minus);
  }
}

// The four real numbers of a pair once the shift is undone: the mark lives in the first, the rest is noise alone.
struct Quad {
  float signal, noise1, noise2, noise3;
};

Quad resolve(const LinePair& pair, Carrier c, const Shift& shift) {
  const double step = 2 * std::numbers::pi / kPeriod;
  const std::complex<float> plus = pair.plus * std::complex<float>(std::polar(1.0, step * (c.u * shift.x + c.v * shift.y)));
  const std::complex<float> minus = pair.minus * std::complex<float>(std::polar(1.0, step * (c.u * shift.x - c.v * shift.y)));
  constexpr float k = std::numbers::sqrt2_v<float>;  // each to unit variance: a line's real part has 1/2
  return {plus.real() + minus.real(), plus.real() - minus.real(), k * plus.imag(), k * minus.imag()};
}

struct Channel {
  float amplitude = 0;
  float noise_power = 1;
};

// Amplitude and noise by ring: noise from the three empty numbers of each pair, amplitude from the pilots' coherent sum and
// from the payload's excess power, both smoothed over neighbouring rings.
std::array<Channel, kRings> estimate_channel(const std::vector<Quad>& pilots, const std::vector<Quad>& payload,
                                             const CarrierPlan& plan) {
  std::array<double, kRings> excess{}, noise{}, count{}, coherent{}, pilot_count{};
  for (size_t i = 0; i < payload.size(); ++i) {
    const Quad& q = payload[i];
    const auto r = static_cast<size_t>(ring_of(plan.payload[i]));
    const double empty = (q.noise1 * q.noise1 + q.noise2 * q.noise2 + q.noise3 * q.noise3) / 3;
    excess[r] += q.signal * q.signal - empty;
    noise[r] += empty;
    count[r] += 1;
  }
  for (size_t i = 0; i < pilots.size(); ++i) {
    const auto r = static_cast<size_t>(ring_of(plan.pilots[i]));
    coherent[r] += pilots[i].signal * plan.pilot_signs[i] / kPilotGain;
    pilot_count[r] += 1;
  }
  std::array<Channel, kRings> out;
  for (int r = 0; r < kRings; ++r) {
    double power = 0, carriers = 0, sum = 0, sums = 0;
    for (int k = std::max(0, r - 1); k <= std::min(kRings - 1, r + 1); ++k) {
      const auto i = static_cast<size_t>(k);
      power += excess[i];
      carriers += count[i];
      sum += coherent[i];
      sums += pilot_count[i];
    }
    const auto i = static_cast<size_t>(r);
    const double by_power = std::sqrt(std::max(power / std::max(carriers, 1.0), 0.0));
    const double by_pilots = sums > 0 ? std::max(sum / sums, 0.0) : by_power;
    out[i].amplitude = static_cast<float>(0.5 * (by_power + by_pilots));
    out[i].noise_power = static_cast<float>(count[i] > 0 && noise[i] > 0 ? noise[i] / count[i] : 1);
  }
  return out;
}

std::vector<Quad> resolve_all(const std::vector<LinePair>& lines, const std::vector<Carrier>& carriers, const Shift& shift) {
  std::vector<Quad> out;
  out.reserve(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) out.push_back(resolve(lines[i], carriers[i], shift));
  return out;
}

}  // namespace

Lines read_normalised(const LineReader& reader, const CarrierPlan& plan, const Geometry& geometry) {
  Lines lines{read_lines(reader, plan.pilots, geometry), read_lines(reader, plan.payload, geometry)};
  const std::array<float, kRings> noise = ring_noise(lines, plan);
  normalise(lines.pilots, plan.pilots, noise);
  normalise(lines.payload, plan.payload, noise);
  return lines;
}

double pilot_sigma(const std::vector<LinePair>& pilots, const CarrierPlan& plan, double x, double y) {
  double sum = 0;
  for (size_t i = 0; i < pilots.size(); ++i) sum += plan.pilot_signs[i] * resolve(pilots[i], plan.pilots[i], {x, y, 0}).signal;
  return sum / std::sqrt(static_cast<double>(pilots.size()));
}

Shift find_shift(const Lines& lines, const CarrierPlan& plan) {
  transform::HalfSpectrum spectrum{kPeriod, kPeriod, {}};
  spectrum.values.assign(static_cast<size_t>(spectrum.columns()) * kPeriod, {});
  for (size_t i = 0; i < plan.pilots.size(); ++i) {
    const Carrier c = plan.pilots[i];
    const auto sign = static_cast<float>(plan.pilot_signs[i]);
    spectrum.row(c.v)[c.u] = sign * lines.pilots[i].plus;
    spectrum.row(kPeriod - c.v)[c.u] = sign * lines.pilots[i].minus;
  }
  const std::vector<float> correlation = transform::inverse(spectrum);
  const auto peak = static_cast<int>(std::max_element(correlation.begin(), correlation.end()) - correlation.begin());
  Shift best{static_cast<double>(peak % kPeriod), static_cast<double>(peak / kPeriod), 0};
  best.sigma = pilot_sigma(lines.pilots, plan, best.x, best.y);
  for (double step : {0.5, 0.25, 0.125}) {
    const Shift centre = best;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) {
        const double x = centre.x + dx * step, y = centre.y + dy * step;
        const double sigma = pilot_sigma(lines.pilots, plan, x, y);
        if (sigma > best.sigma) best = {x, y, sigma};
      }
  }
  return best;
}

Decoded decode(const Lines& lines, const CarrierPlan& plan, const Shift& shift, int list_size) {
  const std::vector<Quad> pilots = resolve_all(lines.pilots, plan.pilots, shift);
  const std::vector<Quad> payload = resolve_all(lines.payload, plan.payload, shift);
  const std::array<Channel, kRings> channel = estimate_channel(pilots, payload, plan);
  std::vector<float> llr(kCodeBits, 0.f);
  for (size_t i = 0; i < payload.size(); ++i) {
    const Channel& c = channel[static_cast<size_t>(ring_of(plan.payload[i]))];
    llr[i % kCodeBits] += 2 * c.amplitude * payload[i].signal / c.noise_power;
  }
  Decoded out;
  for (const std::vector<uint8_t>& word : polar_decode(llr, list_size)) {
    ++out.words_tried;
    out.payload = open_frame(word, plan);
    if (out.payload) break;
  }
  return out;
}

}  // namespace imprint::watermark
