// Two scales and no turn: a grid of ln(fx) by ln(fy), both signs of fy summed, where a change of either scale is a
// shift.
#include <algorithm>
#include <cmath>
#include <utility>

#include "watermark/search.h"
#include "watermark/search_grid.h"

namespace imprint::watermark {
namespace {

constexpr float kMinScore = 1.f;        // standard deviations; weaker maxima are noise
constexpr double kStretchStep = 0.005;  // of ln(scale), per axis
constexpr double kMaxStretch = 0.405;   // ln(1.5): scales of both axes differ by no more
constexpr double kMinStretch = 0.0075;  // below, search_similarity finds it
constexpr int kMinIndex = 3;            // pilots with a smaller u or v are not used: their lines hardly move

struct LogGrid {
  double log_min = 0;
  int side = 0;
  std::vector<int16_t> values;
  int at(int x, int y) const {
    return values[static_cast<size_t>(y) * static_cast<size_t>(side) + static_cast<size_t>(x)];
  }
};

LogGrid log_grid(const Evidence& evidence, double frequency_min) {
  LogGrid grid;
  grid.log_min = std::log(frequency_min);
  grid.side = static_cast<int>(std::ceil((std::log(0.5) - grid.log_min) / kStretchStep));
  std::vector<double> frequencies(static_cast<size_t>(grid.side));
  for (int i = 0; i < grid.side; ++i) frequencies[static_cast<size_t>(i)] = std::exp(grid.log_min + i * kStretchStep);
  grid.values.reserve(frequencies.size() * frequencies.size());
  for (double fy : frequencies)
    for (double fx : frequencies) grid.values.push_back(grid_value((evidence.at(fx, fy) + evidence.at(fx, -fy)) / 2));
  standardise(grid.values);
  return grid;
}

struct LogOffset {
  int x = 0, y = 0;  // grid steps above the one of 1 cycle per period
};

std::vector<LogOffset> log_offsets(const CarrierPlan& plan, bool quarter_turn) {
  std::vector<LogOffset> out;
  for (Carrier c : plan.pilots) {
    if (std::min(c.u, c.v) < kMinIndex) continue;
    const auto x = static_cast<int>(std::lround(std::log(quarter_turn ? c.v : c.u) / kStretchStep));
    const auto y = static_cast<int>(std::lround(std::log(quarter_turn ? c.u : c.v) / kStretchStep));
    out.push_back({x, y});
  }
  return out;
}

// Rows: scale of x from low to high. Columns: ln(scale of y / scale of x) from -kMaxStretch to kMaxStretch.
ScoreMap stretch_scores(const LogGrid& grid, const std::vector<LogOffset>& pilots, ScaleRange range) {
  const int half = static_cast<int>(kMaxStretch / kStretchStep);
  ScoreMap map;
  map.rows = scale_rows(range, kStretchStep);
  map.columns = 2 * half + 1;
  map.values.assign(static_cast<size_t>(map.rows) * static_cast<size_t>(map.columns), 0);
  std::vector<float> used(static_cast<size_t>(map.columns));
  for (int r = 0; r < map.rows; ++r) {
    const double base =
        (-std::log(static_cast<double>(kPeriod)) - std::log(range.low) - r * kStretchStep - grid.log_min) /
        kStretchStep;
    const int base_index = static_cast<int>(std::lround(base));
    int16_t* to = map.row(r);
    std::fill(used.begin(), used.end(), 0.f);
    for (const LogOffset& p : pilots) {
      const int x = base_index + p.x;
      if (x < 0 || x >= grid.side) continue;
      for (int c = 0; c < map.columns; ++c) {
        const int y = base_index + p.y - (c - half);
        if (y < 0 || y >= grid.side) continue;
        to[c] = static_cast<int16_t>(to[c] + grid.at(x, y));
        used[static_cast<size_t>(c)] += 1;
      }
    }
    for (int c = 0; c < map.columns; ++c) {
      const bool near_similarity = std::abs(c - half) * kStretchStep < kMinStretch;
      const float count = used[static_cast<size_t>(c)];
      const bool wanted = !near_similarity && count * 3 >= static_cast<float>(pilots.size());
      to[c] = score_of(to[c], wanted ? score_factor(count) : 0);
    }
  }
  return map;
}

std::vector<Hypothesis> search_stretch_turned(const LineReader& reader, const LogGrid& grid, const CarrierPlan& plan,
                                              ScaleRange range, int count, bool quarter_turn) {
  const ScoreMap map = stretch_scores(grid, log_offsets(plan, quarter_turn), range);
  const auto reach = [&](int row) {
    return peak_reach(reader, range.low * std::exp(row * kStretchStep), kStretchStep);
  };
  std::vector<Hypothesis> out;
  for (const Peak& p : find_peaks(map, false, kMinScore, count, reach)) {
    const double x = range.low * std::exp(p.row * kStretchStep);
    const double y = x * std::exp((p.column - map.columns / 2) * kStretchStep);
    out.push_back({quarter_turn ? Geometry{0, -1 / x, 1 / y, 0} : Geometry{1 / x, 0, 0, 1 / y},
                   p.score / static_cast<double>(kScoreUnit)});
  }
  return out;
}

}  // namespace

std::vector<Hypothesis> search_stretch(const LineReader& reader, const CarrierPlan& plan, ScaleRange range, int count,
                                       Team& team) {
  const LogGrid grid = log_grid(Evidence(reader), kMinIndex / (kPeriod * range.high));
  std::vector<Hypothesis> turned[2];
  team.share(2, [&](int begin, int end) {
    for (int i = begin; i < end; ++i) turned[i] = search_stretch_turned(reader, grid, plan, range, count, i == 1);
  });
  std::vector<Hypothesis> out = std::move(turned[0]);
  append(out, turned[1]);
  keep_best(out, count);
  return out;
}

}  // namespace imprint::watermark
