// Any scale and angle, upright or warped: a grid of ln(radius) by angle, where a change of scale or angle is a shift.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/simd.h"
#include "watermark/search.h"
#include "watermark/search_grid.h"

namespace imprint::watermark {
namespace {

constexpr float kMinScore = 1.f;        // standard deviations; weaker maxima are noise
constexpr float kMinScoreAffine = 3.f;  // of so many hypotheses none that counts is weaker

constexpr int kBlock = 64;  // columns that are added up in registers

// A pilot's line in a grid of angles: its row, and the column that the hypothesis of angle 0 looks at.
struct LineStart {
  const int16_t* row;
  int angle;
};

// Sums of `lines` over kBlock angles from `first` on; `angles` in all, where the columns begin anew.
IMPRINT_SIMD
void add_lines(const std::vector<LineStart>& lines, int first, int angles, int16_t* sums) {
  using Wide [[gnu::vector_size(32), gnu::aligned(2), gnu::may_alias]] = int16_t;
  constexpr int kLanes = sizeof(Wide) / sizeof(int16_t), kParts = kBlock / kLanes;
  Wide sum[kParts] = {};
  for (const LineStart& line : lines) {
    const int angle = line.angle + first;
    const int16_t* from = line.row + (angle < angles ? angle : angle - angles);
    for (int i = 0; i < kParts; ++i) sum[i] += *reinterpret_cast<const Wide*>(from + i * kLanes);
  }
  for (int i = 0; i < kParts; ++i) *reinterpret_cast<Wide*>(sums + i * kLanes) = sum[i];
}

IMPRINT_SIMD
void to_scores(const int16_t* sums, float factor, int16_t* scores, int count) {
  for (int i = 0; i < count; ++i) scores[i] = score_of(sums[i], factor);
}

struct PolarSteps {
  double scale;  // of ln(scale)
  int angles;    // over half a turn: the spectrum of a real picture is even
};
constexpr PolarSteps kFine = {0.003, 720};

// Rows go on with their first kBlock columns, so that a block may begin anywhere.
struct PolarGrid {
  PolarSteps steps = kFine;
  double log_radius_min = 0;
  int radii = 0;
  std::vector<int16_t> values;  // radii * width()
  int width() const { return steps.angles + kBlock; }
  int16_t* row(int r) { return values.data() + static_cast<size_t>(r) * static_cast<size_t>(width()); }
  const int16_t* row(int r) const { return values.data() + static_cast<size_t>(r) * static_cast<size_t>(width()); }
};

PolarGrid polar_grid(const Evidence& evidence, double radius_min, PolarSteps steps, Team& team) {
  PolarGrid grid;
  grid.steps = steps;
  grid.log_radius_min = std::log(radius_min);
  grid.radii = static_cast<int>(std::ceil((std::log(0.5) - grid.log_radius_min) / steps.scale)) + 1;
  std::vector<double> cosines, sines;
  for (int a = 0; a < steps.angles; ++a) {
    cosines.push_back(std::cos(std::numbers::pi * a / steps.angles));
    sines.push_back(std::sin(std::numbers::pi * a / steps.angles));
  }
  grid.values.resize(static_cast<size_t>(grid.radii) * static_cast<size_t>(grid.width()));
  team.share(grid.radii, [&](int begin, int end) {
    for (int r = begin; r < end; ++r) {
      const double radius = std::exp(grid.log_radius_min + r * steps.scale);
      int16_t* row = grid.row(r);
      for (int a = 0; a < steps.angles; ++a) {
        const double fx = radius * cosines[static_cast<size_t>(a)], fy = radius * sines[static_cast<size_t>(a)];
        row[a] = Evidence::sampled(fx, fy) ? grid_value(evidence.at(fx, fy)) : kNothing;
      }
      std::copy_n(row, kBlock, row + steps.angles);
    }
  });
  standardise(grid.values);
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

// Of the pilots' lines, after `warp`.
std::vector<PolarOffset> polar_offsets(const CarrierPlan& plan, const Geometry& warp, PolarSteps steps) {
  std::vector<PolarOffset> out;
  for (Carrier c : plan.pilots)
    for (const double v : {static_cast<double>(c.v), -static_cast<double>(c.v)})
      out.push_back(polar_offset(warp.xx * c.u + warp.xy * v, warp.yx * c.u + warp.yy * v, steps));
  return out;
}

// Rows: scale from low to high. Columns: angle.
ScoreMap similarity_scores(const PolarGrid& grid, const std::vector<PolarOffset>& pilots, ScaleRange range,
                           Team& team) {
  const double scale_step = grid.steps.scale;
  const int angles = grid.steps.angles;
  ScoreMap map;
  map.rows = scale_rows(range, scale_step);
  map.columns = angles;
  map.values.assign(static_cast<size_t>(map.rows) * static_cast<size_t>(angles), 0);
  team.share(map.rows, [&](int begin, int end) {
    std::vector<LineStart> lines;
    for (int s = begin; s < end; ++s) {
      const double log_scale = std::log(range.low) + s * scale_step;
      const auto base_row = static_cast<int>(
          std::lround((-std::log(static_cast<double>(kPeriod)) - log_scale - grid.log_radius_min) / scale_step));
      lines.clear();
      for (const PolarOffset& p : pilots)
        if (base_row + p.radius >= 0 && base_row + p.radius < grid.radii)
          lines.push_back({grid.row(base_row + p.radius), p.angle});
      if (lines.size() * 4 < pilots.size()) continue;
      const float factor = score_factor(static_cast<float>(lines.size()));
      for (int first = 0; first < angles; first += kBlock) {
        int16_t sums[kBlock];
        add_lines(lines, first, angles, sums);
        to_scores(sums, factor, map.row(s) + first, std::min(kBlock, angles - first));
      }
    }
  });
  return map;
}

Geometry product(const Geometry& a, const Geometry& b) {
  return {a.xx * b.xx + a.xy * b.yx, a.xx * b.xy + a.xy * b.yy, a.yx * b.xx + a.yy * b.yx, a.yx * b.xy + a.yy * b.yy};
}

// The likeliest hypotheses of the form similarity * warp.
std::vector<Hypothesis> search_warped(const LineReader& reader, const PolarGrid& grid, const CarrierPlan& plan,
                                      const Geometry& warp, ScaleRange range, float min_score, int count, Team& team) {
  const auto [scale_step, angles] = grid.steps;
  const ScoreMap map = similarity_scores(grid, polar_offsets(plan, warp, grid.steps), range, team);
  const auto scale = [&, step = scale_step](int row) { return range.low * std::exp(row * step); };
  const auto reach = [&, step = scale_step](int row) { return peak_reach(reader, scale(row), step); };
  std::vector<Hypothesis> out;
  for (const Peak& p : find_peaks(map, true, min_score, count, reach))
    out.push_back({product(similarity(scale(p.row), std::numbers::pi * p.column / angles), warp),
                   p.score / static_cast<double>(kScoreUnit)});
  return out;
}

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

}  // namespace

std::vector<Hypothesis> search_similarity(const LineReader& reader, const CarrierPlan& plan, ScaleRange range,
                                          int count, Team& team) {
  const PolarGrid grid = polar_grid(Evidence(reader), lowest_pilot(range), kFine, team);
  return search_warped(reader, grid, plan, Geometry{}, range, kMinScore, count, team);
}

std::vector<Hypothesis> search_affine(const LineReader& reader, const CarrierPlan& plan, ScaleRange range, double share,
                                      int count, Team& team) {
  const PolarSteps steps = {kFine.scale / share, static_cast<int>(std::lround(kFine.angles * share))};
  const PolarGrid grid = polar_grid(Evidence(reader), lowest_pilot(range) * std::exp(-kMostWarp), steps, team);
  const int warps = static_cast<int>(std::lround(kMostWarp / kWarpStep * share));
  std::vector<std::vector<Hypothesis>> found(static_cast<size_t>(2 * warps + 1));
  team.share(2 * warps + 1, [&](int begin, int end) {
    Team alone(1);
    for (int i = begin - warps; i < end - warps; ++i)
      for (int j = -warps; j <= warps; ++j) {
        if (i * i + j * j > warps * warps) continue;
        const Geometry warp = stretch(i * kMostWarp / warps, j * kMostWarp / warps);
        append(found[static_cast<size_t>(i + warps)],
               search_warped(reader, grid, plan, warp, range, kMinScoreAffine, kPeaksPerWarp, alone));
      }
  });
  std::vector<Hypothesis> out;
  for (const std::vector<Hypothesis>& some : found) append(out, some);
  keep_best(out, count);
  return out;
}

}  // namespace imprint::watermark
