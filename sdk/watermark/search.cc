#include "watermark/search.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/simd.h"
#include "image/plane.h"

namespace imprint::watermark {
namespace {

constexpr float kClip = 5.f;      // times the noise power: a line of the picture itself must not outvote the pilots
constexpr float kMinScore = 1.f;  // standard deviations; weaker maxima are noise
constexpr float kMinScoreAffine = 3.f;  // of so many hypotheses none that counts is weaker

// What the bins say about lines being there, readable at any frequency below the Nyquist frequency: their power,
// clipped. Bytes are fine enough: a bin's power is noise of one unit, and many are added up.
class Evidence {
 public:
  explicit Evidence(const LineReader& reader)
      : width_(reader.width()), height_(reader.height()), columns_(reader.columns()) {
    bins_.reserve(static_cast<size_t>(columns_) * static_cast<size_t>(height_));
    for (int y = 0; y < height_; ++y)
      for (int x = 0; x < columns_; ++x)
        bins_.push_back(static_cast<uint8_t>(std::min(reader.power(x, y), kClip) * (kMost / kClip) + 0.5f));
  }
  // 0..kMost, which stands for kClip.
  float at(double fx, double fy) const {
    if (fx < 0) fx = -fx, fy = -fy;
    const double x = fx * width_, y = (fy < 0 ? fy + 1 : fy) * height_;
    const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
    const auto tx = static_cast<float>(x - x0), ty = static_cast<float>(y - y0);
    const uint8_t* a = row(y0 < height_ ? y0 : 0);
    const uint8_t* b = row(y0 + 1 < height_ ? y0 + 1 : 0);
    const int x1 = std::min(x0 + 1, columns_ - 1);
    return (1 - ty) * ((1 - tx) * a[x0] + tx * a[x1]) + ty * ((1 - tx) * b[x0] + tx * b[x1]);
  }
  static bool sampled(double fx, double fy) { return std::fabs(fx) < 0.5 && std::fabs(fy) < 0.5; }
  static constexpr float kMost = 255;

 private:
  const uint8_t* row(int y) const { return bins_.data() + static_cast<size_t>(y) * static_cast<size_t>(columns_); }

  int width_, height_, columns_;
  std::vector<uint8_t> bins_;
};

// Grids and scores are small integers: half the memory of floats, and twice as many are added at once.
constexpr int16_t kNothing = -1;     // beyond the Nyquist frequency
constexpr float kEvidenceUnit = 64;  // while a grid is filled: steps per step of Evidence
constexpr float kGridUnit = 32;      // of a standardised grid: steps per standard deviation …
constexpr float kGridMost =
    32767 / (2 * kPilotCount);     // … and the largest value: as many can be added as there are lines
constexpr float kScoreUnit = 128;  // steps per standard deviation of a score

int16_t grid_value(float evidence) { return static_cast<int16_t>(evidence * kEvidenceUnit + 0.5f); }

// Brings what is there to mean 0 and variance 1, and what is not to 0.
void standardise(std::vector<int16_t>& values) {
  double sum = 0, squares = 0, count = 0;
  for (int v : values) {
    if (v == kNothing) continue;
    sum += v;
    squares += static_cast<double>(v) * v;
    count += 1;
  }
  const auto mean = static_cast<float>(sum / std::max(count, 1.0));
  const double variance = squares / std::max(count, 1.0) - static_cast<double>(mean) * mean;
  const auto scale = kGridUnit / static_cast<float>(std::sqrt(std::max(variance, 1.0)));
  for (int16_t& v : values)
    v = v == kNothing ? int16_t{0}
                      : static_cast<int16_t>(std::lrint(std::clamp((v - mean) * scale, -kGridMost, kGridMost)));
}

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

// A sum of grid values as a score, rounded and limited, though no sum of noise comes near the limit.
[[gnu::always_inline]] inline int16_t score_of(int sum, float factor) {
  const float score = std::min(std::max(static_cast<float>(sum) * factor, -32767.f), 32767.f);
  return static_cast<int16_t>(static_cast<int>(score + 32768.5f) - 32768);
}

IMPRINT_SIMD
void to_scores(const int16_t* sums, float factor, int16_t* scores, int count) {
  for (int i = 0; i < count; ++i) scores[i] = score_of(sums[i], factor);
}

// What a sum over so many independent grid values is multiplied with to become a score.
float score_factor(float lines) { return kScoreUnit / kGridUnit / std::sqrt(lines); }

// Scores of a two-dimensional family of hypotheses.
struct ScoreMap {
  int rows = 0, columns = 0;
  std::vector<int16_t> values;
  int16_t* row(int r) { return values.data() + static_cast<size_t>(r) * static_cast<size_t>(columns); }
  const int16_t* row(int r) const { return values.data() + static_cast<size_t>(r) * static_cast<size_t>(columns); }
};

struct Peak {
  int row, column;
  int score;  // in steps
};

constexpr int kLeastReach = 2;  // of a peak, in steps of the map
constexpr int kMostReach = 6;
constexpr double kReachLineWidths = 0.4;  // peaks closer than this share of the outermost pilot's line are one

// How far a peak rules at a scale, in steps of `step` (of ln(scale)).
int peak_reach(const LineReader& reader, double pixels_per_canonical, double step) {
  const double periods =
      std::max(reader.width(), reader.height()) / LineReader::kOversampling / (kPeriod * pixels_per_canonical);
  const double line_width = 1 / (kPilotRadiusMax * periods);
  return std::clamp(static_cast<int>(std::lround(kReachLineWidths * line_width / step)), kLeastReach, kMostReach);
}

// Local maxima, best first. `reach(row)`: no larger value this far around. `wraps`: the last column borders on the
// first.
template <typename Reach>
std::vector<Peak> find_peaks(const ScoreMap& map, bool wraps, float min_score, int count, Reach reach) {
  const auto least = static_cast<int>(min_score * kScoreUnit);
  std::vector<Peak> peaks;
  const auto is_peak = [&](int r, int c, int score, int far) {
    for (int dr = -far; dr <= far; ++dr)
      for (int dc = -far; dc <= far; ++dc) {
        const int nr = r + dr;
        int nc = c + dc;
        if (wraps) nc = (nc + map.columns) % map.columns;
        if (nr < 0 || nr >= map.rows || nc < 0 || nc >= map.columns) continue;
        const int other = map.row(nr)[nc];
        if (other > score || (other == score && (dr < 0 || (dr == 0 && dc < 0)))) return false;
      }
    return true;
  };
  for (int r = 0; r < map.rows; ++r) {
    const int far = reach(r);
    for (int c = 0; c < map.columns; ++c) {
      const int score = map.row(r)[c];
      if (score > least && is_peak(r, c, score, far)) peaks.push_back({r, c, score});
    }
  }
  const auto keep = static_cast<std::ptrdiff_t>(std::min(peaks.size(), static_cast<size_t>(count)));
  std::partial_sort(peaks.begin(), peaks.begin() + keep, peaks.end(),
                    [](const Peak& a, const Peak& b) { return a.score > b.score; });
  peaks.resize(static_cast<size_t>(keep));
  return peaks;
}

// ---- any angle, one scale: a grid of ln(radius) by angle, where a change of scale or angle becomes a shift ----

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
  map.rows = static_cast<int>(std::ceil(std::log(range.high / range.low) / scale_step)) + 1;
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

// ---- two scales, no turn: a grid of ln(fx) by ln(fy), both signs of fy summed ----

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
  map.rows = static_cast<int>(std::ceil(std::log(range.high / range.low) / kStretchStep)) + 1;
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

void append(std::vector<Hypothesis>& all, const std::vector<Hypothesis>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void keep_best(std::vector<Hypothesis>& all, int count) {
  std::stable_sort(all.begin(), all.end(), [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
  if (all.size() > static_cast<size_t>(count)) all.resize(static_cast<size_t>(count));
}

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

namespace {

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
