// Any scale and angle, upright or warped: a grid of ln(radius) by angle, where a change of scale or angle is a shift.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "watermark/search.h"
#include "watermark/search_grid.h"

namespace imprint::watermark {
namespace {

constexpr float kMinScore = 1.f;        // standard deviations; weaker maxima are noise
constexpr float kMinScoreAffine = 3.f;  // of so many hypotheses none that counts is weaker
constexpr float kMinScoreUpright = 2.75f;  // … and of those that are upright, which are few

struct PolarSteps {
  double scale;  // of ln(scale)
  int angles;    // over half a turn: the spectrum of a real picture is even
};
constexpr PolarSteps kFine = {0.003, 720};

// Rows go on with their own beginning, so that kBlock angles may begin anywhere.
struct PolarGrid : ByteGrid {
  PolarGrid(PolarSteps grid_steps, double log_min, int radii)
      : ByteGrid(radii, 2 * grid_steps.angles + kBlock), steps(grid_steps), log_radius_min(log_min) {}
  PolarSteps steps;
  double log_radius_min;
};

PolarGrid polar_grid(const Evidence& evidence, double radius_min, PolarSteps steps, Team& team) {
  const double log_min = std::log(radius_min);
  PolarGrid grid(steps, log_min, static_cast<int>(std::ceil((std::log(0.5) - log_min) / steps.scale)));
  const int places = (steps.angles + Evidence::kPlaces - 1) / Evidence::kPlaces * Evidence::kPlaces;
  std::vector<float> across, down;  // bins per cycle per pixel, into the right half of the spectrum
  for (int a = 0; a < places; ++a) {
    const double angle = std::numbers::pi * a / steps.angles, side = std::cos(angle) < 0 ? -1 : 1;
    across.push_back(static_cast<float>(side * std::cos(angle) * evidence.width()));
    down.push_back(static_cast<float>(side * std::sin(angle) * evidence.height()));
  }
  team.share(grid.rows, [&](int begin, int end) {
    std::vector<float> x(across.size()), y(down.size());
    std::vector<uint8_t> read(across.size());
    for (int r = begin; r < end; ++r) {
      const auto radius = static_cast<float>(std::exp(log_min + r * steps.scale));
      for (size_t a = 0; a < x.size(); ++a) x[a] = radius * across[a], y[a] = radius * down[a];
      evidence.read(x.data(), y.data(), places, ByteGrid::kMost, read.data());
      for (int first = 0; first < grid.row_bytes; first += steps.angles)
        std::copy_n(read.data(), std::min(steps.angles, grid.row_bytes - first), grid.row(r) + first);
    }
  });
  grid.measure(0, steps.angles);
  return grid;
}

struct PolarOffset {
  int radius = 0;  // grid rows above the row of radius 1 cycle per period
  int angle = 0;   // [0, angles)
};

PolarOffset polar_offset(double u, double v, PolarSteps steps) {
  const int radius = static_cast<int>(std::lround(0.5 * std::log(u * u + v * v) / steps.scale));
  const int angle = static_cast<int>(std::lround(std::atan2(v, u) / std::numbers::pi * steps.angles));
  return {radius, (angle + steps.angles) % steps.angles};
}

// Of the pilots' lines, after `warp`, by rising radius.
std::vector<PolarOffset> polar_offsets(const CarrierPlan& plan, const Geometry& warp, PolarSteps steps) {
  std::vector<PolarOffset> out;
  for (Carrier c : plan.pilots)
    for (const double v : {static_cast<double>(c.v), -static_cast<double>(c.v)})
      out.push_back(polar_offset(warp.xx * c.u + warp.xy * v, warp.yx * c.u + warp.yy * v, steps));
  std::stable_sort(out.begin(), out.end(), [](const PolarOffset& a, const PolarOffset& b) { return a.radius < b.radius; });
  return out;
}

// A family of hypotheses: similarities after one stretch. Rows of its scores: scale from low to high. Columns: angle.
class Family {
 public:
  Family(const PolarGrid& grid, const CarrierPlan& plan, const Geometry& warp, ScaleRange range)
      : grid_(grid), warp_(warp), range_(range), pilots_(polar_offsets(plan, warp, grid.steps)) {
    for (const PolarOffset& p : pilots_) offsets_.push_back(p.radius * grid.row_bytes + p.angle);
  }

  // What is below the least score of its row and block is not looked at again.
  template <typename LeastScore>
  void score(ScoreMap& map, int begin, int end, LeastScore least_score) const {
    for (int s = begin; s < end; ++s) {
      const double log_scale = std::log(range_.low) + s * grid_.steps.scale;
      const auto base = static_cast<int>(std::lround(
          (-std::log(static_cast<double>(kPeriod)) - log_scale - grid_.log_radius_min) / grid_.steps.scale));
      const auto [first, last] = lines_in_grid(base);
      if ((last - first) * 4 < pilots_.size()) continue;
      const Scale scale(grid_, static_cast<int>(last - first));
      const uint8_t* from = grid_.values.data() + static_cast<std::ptrdiff_t>(base) * grid_.row_bytes;
      int16_t sums[kBlock];
      for (int block = 0; block < map.blocks(); ++block)
        if (add_lines(from + block * kBlock, offsets_.data() + first, last - first, scale.sum_at(least_score(s)), sums))
          scale.to_scores(sums, map.use(s, block), kBlock);
    }
  }

  // The likeliest ones of a part of the map.
  std::vector<Hypothesis> best(const ScoreMap& map, const MapPart& part, const Evidence& evidence, float min_score,
                               int count) const {
    const auto reach = [&](int row) { return peak_reach(evidence, scale(row), grid_.steps.scale); };
    std::vector<Hypothesis> out;
    for (const Peak& p : find_peaks(map, part, true, min_score, count, reach))
      out.push_back({product(similarity(scale(p.row), std::numbers::pi * p.column / grid_.steps.angles), warp_),
                     p.score / static_cast<double>(kScoreUnit)});
    return out;
  }

 private:
  double scale(int row) const { return range_.low * std::exp(row * grid_.steps.scale); }

  // [first, last) of the pilots' lines.
  std::pair<size_t, size_t> lines_in_grid(int base) const {
    const auto below = [&](int row) {
      return static_cast<size_t>(std::lower_bound(pilots_.begin(), pilots_.end(), row,
                                                  [&](const PolarOffset& p, int r) { return base + p.radius < r; }) -
                                 pilots_.begin());
    };
    return {below(0), below(grid_.rows)};
  }

  static Geometry product(const Geometry& a, const Geometry& b) {
    return {a.xx * b.xx + a.xy * b.yx, a.xx * b.xy + a.xy * b.yy, a.yx * b.xx + a.yy * b.yx, a.yx * b.xy + a.yy * b.yy};
  }

  const PolarGrid& grid_;
  Geometry warp_;
  ScaleRange range_;
  std::vector<PolarOffset> pilots_;
  std::vector<int32_t> offsets_;  // in the grid, from the row of radius 1 cycle per period
};

double lowest_pilot(ScaleRange range) { return kPilotRadiusMin / (kPeriod * range.high) * 0.99; }

// Any matrix is a turn and a scale after a stretch along one axis and its inverse across it: the exponential of the
// symmetric matrix (along, across; across, -along).
Geometry stretch(double along, double across) {
  const double size = std::hypot(along, across);
  const double even = std::cosh(size), odd = size > 0 ? std::sinh(size) / size : 1;
  return {even + odd * along, odd * across, odd * across, even - odd * along};
}

constexpr double kWarpStep = 0.0067;  // of a whole picture, in which a line is as wide as that of a coarser part is
constexpr int kPeaksPerWarp = 16;

// Within kUpright of no turn or of a quarter turn, at scales of `near`.
std::vector<MapPart> upright_parts(ScaleRange range, ScaleRange near, PolarSteps steps) {
  constexpr double kUpright = 0.14;  // radians: 8 degrees
  const int half = static_cast<int>(kUpright / std::numbers::pi * steps.angles), quarter = steps.angles / 2;
  const auto row_of = [&](double scale) { return static_cast<int>(std::log(scale / range.low) / steps.scale); };
  const int first = std::max(0, row_of(near.low)), last = std::min(scale_rows(range, steps.scale), row_of(near.high) + 1);
  return {{first, last, 0, half + 1},
          {first, last, steps.angles - half, steps.angles},
          {first, last, quarter - half, quarter + half + 1}};
}

}  // namespace

std::vector<Hypothesis> search_similarity(const Evidence& evidence, const CarrierPlan& plan, ScaleRange range,
                                          int count, Team& team) {
  const PolarGrid grid = polar_grid(evidence, lowest_pilot(range), kFine, team);
  const Family family(grid, plan, Geometry{}, range);
  ScoreMap map(scale_rows(range, kFine.scale), kFine.angles);
  team.share(map.rows, [&](int begin, int end) { family.score(map, begin, end, [](int) { return kMinScore; }); });
  return family.best(map, {0, map.rows, 0, map.columns}, evidence, kMinScore, count);
}

std::vector<Hypothesis> search_affine(const Evidence& evidence, const CarrierPlan& plan, ScaleRange range, double share,
                                      const AffineCounts& counts, Team& team) {
  const PolarSteps steps = {kFine.scale / share, static_cast<int>(std::lround(kFine.angles * share))};
  const PolarGrid grid = polar_grid(evidence, lowest_pilot(range) * std::exp(-kMostWarp), steps, team);
  const int warps = static_cast<int>(std::lround(kMostWarp / kWarpStep * share));
  std::vector<std::vector<Hypothesis>> found(static_cast<size_t>(2 * warps + 1)), upright(found.size());
  const std::vector<MapPart> parts = upright_parts(range, counts.near, steps);
  const auto least_score = [&](int row) {
    return row >= parts[0].first_row && row < parts[0].last_row ? kMinScoreUpright : kMinScoreAffine;
  };
  team.share(2 * warps + 1, [&](int begin, int end) {
    ScoreMap map(scale_rows(range, steps.scale), steps.angles);
    for (int i = begin - warps; i < end - warps; ++i)
      for (int j = -warps; j <= warps; ++j) {
        if (i * i + j * j > warps * warps) continue;
        const Family family(grid, plan, stretch(i * kMostWarp / warps, j * kMostWarp / warps), range);
        const auto row = static_cast<size_t>(i + warps);
        map.clear();
        family.score(map, 0, map.rows, least_score);
        append(found[row],
               family.best(map, {0, map.rows, 0, map.columns}, evidence, kMinScoreAffine, kPeaksPerWarp));
        for (const MapPart& part : parts)
          append(upright[row], family.best(map, part, evidence, kMinScoreUpright, kPeaksPerWarp));
      }
  });
  std::vector<Hypothesis> out;
  for (const std::vector<Hypothesis>& some : found) append(out, some);
  keep_best(out, counts.anywhere);
  std::vector<Hypothesis> near;
  for (const std::vector<Hypothesis>& some : upright) append(near, some);
  keep_best(near, counts.upright);
  append(out, near);
  return out;
}

}  // namespace imprint::watermark
