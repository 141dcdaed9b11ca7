// Two scales and no turn: a grid of ln(fx) by ln(fy), both signs of fy summed, where a change of either scale is a
// shift.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "watermark/search.h"
#include "watermark/search_grid.h"

namespace imprint::watermark {
namespace {

constexpr float kMinScore = 1.f;        // standard deviations; weaker maxima are noise
constexpr double kStretchStep = 0.005;  // of ln(scale), per axis
constexpr double kMaxStretch = 0.6;     // ln(1.82): scales of both axes differ by no more
constexpr double kMinStretch = 0.0075;  // below, search_similarity finds it
constexpr float kHalfOfMost = 15;       // of a grid's largest value: two are added up
constexpr int kMinIndex = 3;            // pilots with a smaller u or v are not used: their lines hardly move

// A row is a frequency along x, a column one along y. Columns go on beyond both ends, with nothing.
struct LogGrid : ByteGrid {
  LogGrid(double log_frequency_min, int frequencies)
      : ByteGrid(frequencies, frequencies + 2 * kMargin), log_min(log_frequency_min), side(frequencies) {}
  static constexpr int kMargin = 2 * kBlock;  // more than all ratios of a scale
  double log_min;
  int side;
};

LogGrid log_grid(const Evidence& evidence, double frequency_min, Team& team) {
  const double log_min = std::log(frequency_min);
  LogGrid grid(log_min, static_cast<int>(std::ceil((std::log(0.5) - log_min) / kStretchStep)));
  const int places = (grid.side + Evidence::kPlaces - 1) / Evidence::kPlaces * Evidence::kPlaces;
  std::vector<float> up, down;
  for (int i = 0; i < places; ++i) {
    const double frequency = std::exp(log_min + std::min(i, grid.side - 1) * kStretchStep);
    down.push_back(static_cast<float>(frequency * evidence.height()));
    up.push_back(-down.back());
  }
  team.share(grid.side, [&](int begin, int end) {
    std::vector<float> x(down.size());
    std::vector<uint8_t> plus(down.size()), minus(down.size());
    for (int r = begin; r < end; ++r) {
      std::fill(x.begin(), x.end(), static_cast<float>(std::exp(log_min + r * kStretchStep) * evidence.width()));
      evidence.read(x.data(), down.data(), places, kHalfOfMost, plus.data());
      evidence.read(x.data(), up.data(), places, kHalfOfMost, minus.data());
      uint8_t* row = grid.row(r) + LogGrid::kMargin;
      for (int i = 0; i < grid.side; ++i)
        row[i] = static_cast<uint8_t>(plus[static_cast<size_t>(i)] + minus[static_cast<size_t>(i)]);
    }
  });
  grid.measure(LogGrid::kMargin, grid.side);
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

// Rows: scale of x from low to high. Columns: ln(scale of x / scale of y) from -kMaxStretch to kMaxStretch.
class StretchScores {
 public:
  StretchScores(const LogGrid& grid, const std::vector<LogOffset>& pilots, ScaleRange range)
      : grid_(grid), pilots_(pilots), range_(range) {}

  static int columns() { return 2 * kHalf + 1; }

  void score(ScoreMap& map, int row) {
    const double base = (-std::log(static_cast<double>(kPeriod)) - std::log(range_.low) - row * kStretchStep -
                         grid_.log_min) / kStretchStep;
    find_lines(static_cast<int>(std::lround(base)));
    for (int block = 0; block < map.blocks(); ++block) {
      int16_t sums[kBlock];
      if (!add_lines(grid_.values.data() + block * kBlock, offsets_.data(), offsets_.size(), 0, sums)) continue;
      int16_t* to = map.use(row, block);
      for (int i = 0; i < kBlock; ++i) {
        const int column = block * kBlock + i;
        const int lines = column < columns() ? lines_[static_cast<size_t>(column)] : 0;
        const bool near_similarity = std::abs(column - kHalf) * kStretchStep < kMinStretch;
        to[i] = 0;
        if (!near_similarity && lines > 0 && lines * 3 >= static_cast<int>(pilots_.size()))
          Scale(grid_, lines).to_scores(sums + i, to + i, 1);
      }
    }
  }

 private:
  static constexpr int kHalf = static_cast<int>(kMaxStretch / kStretchStep);
  static_assert(2 * kHalf + 1 <= LogGrid::kMargin);

  // Where the pilots' lines begin, and of how many the sum of each column is.
  void find_lines(int base) {
    offsets_.clear();
    std::array<int, 2 * kHalf + 2> changes{};
    for (const LogOffset& p : pilots_) {
      const int x = base + p.x, y = base + p.y - kHalf;  // of column 0
      const int first = std::max(0, -y), last = std::min(columns(), grid_.side - y);
      if (x < 0 || x >= grid_.side || first >= last) continue;
      offsets_.push_back(x * grid_.row_bytes + LogGrid::kMargin + y);
      ++changes[static_cast<size_t>(first)];
      --changes[static_cast<size_t>(last)];
    }
    int lines = 0;
    for (size_t i = 0; i < lines_.size(); ++i) lines_[i] = lines += changes[i];
  }

  const LogGrid& grid_;
  const std::vector<LogOffset>& pilots_;
  ScaleRange range_;
  std::vector<int32_t> offsets_;
  std::array<int, 2 * kHalf + 1> lines_{};
};

std::vector<Hypothesis> search_stretch_turned(const Evidence& evidence, const LogGrid& grid, const CarrierPlan& plan,
                                              ScaleRange range, int count, bool quarter_turn) {
  const std::vector<LogOffset> pilots = log_offsets(plan, quarter_turn);
  ScoreMap map(scale_rows(range, kStretchStep), StretchScores::columns());
  StretchScores scores(grid, pilots, range);
  for (int row = 0; row < map.rows; ++row) scores.score(map, row);
  const auto reach = [&](int row) {
    return peak_reach(evidence, range.low * std::exp(row * kStretchStep), kStretchStep);
  };
  std::vector<Hypothesis> out;
  for (const Peak& p : find_peaks(map, false, kMinScore, count, reach)) {
    const double x = range.low * std::exp(p.row * kStretchStep);
    const double y = x * std::exp((map.columns / 2 - p.column) * kStretchStep);
    out.push_back({quarter_turn ? Geometry{0, -1 / x, 1 / y, 0} : Geometry{1 / x, 0, 0, 1 / y},
                   p.score / static_cast<double>(kScoreUnit)});
  }
  return out;
}

}  // namespace

std::vector<Hypothesis> search_stretch(const Evidence& evidence, const CarrierPlan& plan, ScaleRange range, int count,
                                       Team& team) {
  const LogGrid grid = log_grid(evidence, kMinIndex / (kPeriod * range.high), team);
  std::vector<Hypothesis> turned[2];
  team.share(2, [&](int begin, int end) {
    for (int i = begin; i < end; ++i) turned[i] = search_stretch_turned(evidence, grid, plan, range, count, i == 1);
  });
  std::vector<Hypothesis> out = std::move(turned[0]);
  append(out, turned[1]);
  keep_best(out, count);
  return out;
}

}  // namespace imprint::watermark
