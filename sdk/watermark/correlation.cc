#include "watermark/correlation.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/simd.h"

namespace imprint::watermark {
namespace {

constexpr int kQuarterShifts = Correlation::kShifts / 4;

// Cosine and sine of 2 pi u x / kPeriod at the shifts of a quarter, x = 1, 3, 5, …
struct Waves {
  alignas(32) float cosine[kPilotRadiusMax + 1][kQuarterShifts];
  alignas(32) float sine[kPilotRadiusMax + 1][kQuarterShifts];
  Waves() {
    for (int u = 0; u <= kPilotRadiusMax; ++u)
      for (int i = 0; i < kQuarterShifts; ++i) {
        const double phase = 2 * std::numbers::pi * u * (i + 0.5) / Correlation::kShifts;
        cosine[u][i] = static_cast<float>(std::cos(phase));
        sine[u][i] = static_cast<float>(std::sin(phase));
      }
  }
};

const Waves& waves() {
  static const Waves table;
  return table;
}

using Wide [[gnu::vector_size(8 * sizeof(float)), gnu::aligned(4), gnu::may_alias]] = float;
constexpr int kLanes = 8;
constexpr int kWides = kQuarterShifts / kLanes;

[[gnu::always_inline]] inline const Wide& wide_at(const float* from) { return *reinterpret_cast<const Wide*>(from); }

[[gnu::always_inline]] inline void put(Wide value, float* to, Wide& low, Wide& high) {
  *reinterpret_cast<Wide*>(to) = value;
  low = value < low ? value : low;
  high = value > high ? value : high;
}

}  // namespace

// Kinds: 0 cosine by cosine, 1 sine along x, 2 sine along y, 3 both. Half a period less turns the sign of the cosines of
// odd waves and of the sines of even ones; a negative shift that of all sines.
IMPRINT_SIMD
void correlate(const Correlation::Group* groups, const std::array<size_t, Correlation::kParities + 1>& begins,
               float* values, Correlation::Range* ranges) {
  const Waves& w = waves();
  for (int y = 0; y < kQuarterShifts; ++y) {
    Wide sums[Correlation::kParities][Correlation::kKinds * kWides];
    for (size_t parity = 0; parity < Correlation::kParities; ++parity) {
      Wide sum[Correlation::kKinds * kWides] = {};
      for (size_t g = begins[parity]; g < begins[parity + 1]; ++g) {
        const float cosine = w.cosine[groups[g].v][y], sine = w.sine[groups[g].v][y];
        const float* from = groups[g].along_x[0].data();
        for (int i = 0; i < Correlation::kKinds * kWides; ++i)
          sum[i] += (i < 2 * kWides ? cosine : sine) * wide_at(from + i * kLanes);
      }
      for (int i = 0; i < Correlation::kKinds * kWides; ++i) sums[parity][i] = sum[i];
    }
    Wide low = {}, high = {};
    for (int half = 0; half < kWides; ++half)
      for (int below = 0; below < 2; ++below) {     // y, then half a period less y
        Wide rows[2][Correlation::kKinds];          // by the parity of u
        for (int odd = 0; odd < 2; ++odd)
          for (int kind = 0; kind < Correlation::kKinds; ++kind) {
            const Wide even_v = sums[odd][kind * kWides + half], odd_v = sums[2 + odd][kind * kWides + half];
            rows[odd][kind] = below == 0 ? even_v + odd_v : kind < 2 ? even_v - odd_v : odd_v - even_v;
          }
        for (int right = 0; right < 2; ++right) {   // x, then half a period less x
          Wide k[Correlation::kKinds];
          for (int kind = 0; kind < Correlation::kKinds; ++kind)
            k[kind] = right == 0 ? rows[0][kind] + rows[1][kind]
                      : kind % 2 == 0 ? rows[0][kind] - rows[1][kind]
                                      : rows[1][kind] - rows[0][kind];
          float* to = values + y * Correlation::kPerRow + (below * 2 + right) * 4 * kQuarterShifts + half * kLanes;
          const Wide p = k[0] - k[2], q = k[0] + k[2], r = k[1] + k[3], s = k[1] - k[3];
          put(p - r, to, low, high);                       // ( x,  y)
          put(p + r, to + kQuarterShifts, low, high);      // (-x,  y)
          put(q - s, to + 2 * kQuarterShifts, low, high);  // ( x, -y)
          put(q + s, to + 3 * kQuarterShifts, low, high);  // (-x, -y)
        }
      }
    Correlation::Range range{low[0], high[0]};
    for (int lane = 1; lane < kLanes; ++lane)
      range = {std::min(range.lowest, low[lane]), std::max(range.highest, high[lane])};
    ranges[y] = range;
  }
}

Correlation::Correlation(const CarrierPlan& plan)
    : plan_(plan), group_of_(plan.pilots.size()), values_(static_cast<size_t>(kQuarter) * kPerRow) {
  for (int parity = 0; parity < kParities; ++parity) {
    for (size_t i = 0; i < plan.pilots.size(); ++i) {
      const Carrier c = plan.pilots[i];
      if (c.v % 2 * 2 + c.u % 2 != parity) continue;
      const auto first = groups_.begin() + static_cast<std::ptrdiff_t>(begins_[static_cast<size_t>(parity)]);
      const auto group = std::find_if(first, groups_.end(), [&](const Group& g) { return g.v == c.v; });
      group_of_[i] = static_cast<size_t>(group - groups_.begin());
      if (group == groups_.end()) groups_.emplace_back().v = c.v;
    }
    begins_[static_cast<size_t>(parity) + 1] = groups_.size();
  }
}

void Correlation::sum_along_x(const std::vector<LinePair>& pilots) {
  const Waves& w = waves();
  for (Group& group : groups_) group.along_x = {};
  for (size_t i = 0; i < pilots.size(); ++i) {
    const LinePair& pair = pilots[i];
    const auto sign = static_cast<float>(plan_.pilot_signs[i]);
    const std::complex<float> plus = sign * pair.plus.gain * pair.plus.value,
                              minus = sign * pair.minus.gain * pair.minus.value;
    const std::complex<float> sum = plus + minus, difference = plus - minus;
    const float *cosine = w.cosine[plan_.pilots[i].u], *sine = w.sine[plan_.pilots[i].u];
    auto& to = groups_[group_of_[i]].along_x;
    for (size_t x = 0; x < kQuarter; ++x) {
      to[0][x] += sum.real() * cosine[x];
      to[1][x] += sum.imag() * sine[x];
      to[2][x] += difference.imag() * cosine[x];
      to[3][x] += difference.real() * sine[x];
    }
  }
}

Correlation::Range Correlation::run(const std::vector<LinePair>& pilots) {
  sum_along_x(pilots);
  correlate(groups_.data(), begins_, values_.data(), ranges_.data());
  Range out = ranges_[0];
  for (const Range& row : ranges_) out = {std::min(out.lowest, row.lowest), std::max(out.highest, row.highest)};
  return out;
}

Correlation::Peak Correlation::peak(int polarity) const {
  const auto lowest = [](const Range& a, const Range& b) { return a.lowest < b.lowest; };
  const auto highest = [](const Range& a, const Range& b) { return a.highest < b.highest; };
  const auto row = polarity > 0 ? std::max_element(ranges_.begin(), ranges_.end(), highest)
                                : std::min_element(ranges_.begin(), ranges_.end(), lowest);
  return peak_of(static_cast<int>(row - ranges_.begin()), polarity > 0 ? row->highest : row->lowest);
}

std::array<Correlation::Peak, 4> Correlation::peaks(int polarity) const {
  std::array<std::pair<float, int>, kQuarter> rows;
  for (int row = 0; row < kQuarter; ++row) {
    const Range& range = ranges_[static_cast<size_t>(row)];
    rows[static_cast<size_t>(row)] = {polarity > 0 ? -range.highest : range.lowest, row};
  }
  std::array<Peak, 4> out;
  std::partial_sort(rows.begin(), rows.begin() + out.size(), rows.end());
  for (size_t i = 0; i < out.size(); ++i) out[i] = peak_of(rows[i].second, polarity > 0 ? -rows[i].first : rows[i].first);
  return out;
}

Correlation::Peak Correlation::peak_of(int row, float value) const {
  const auto first = values_.begin() + row * kPerRow;
  const auto at = static_cast<int>(std::find(first, first + kPerRow - 1, value) - first);
  const auto shift = [](int index, bool mirrored, bool negative) {
    const double near = 2 * index + 1, far = mirrored ? kPeriod / 2 - near : near;
    return negative ? kPeriod - far : far;
  };
  const int image = at / kQuarter;  // of the quarter: below, right, negative y, negative x
  return {value, shift(at % kQuarter, (image & 4) != 0, (image & 1) != 0),
          shift(row, (image & 8) != 0, (image & 2) != 0)};
}

}  // namespace imprint::watermark
