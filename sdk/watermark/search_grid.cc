#include "watermark/search_grid.h"

namespace imprint::watermark {

Evidence::Evidence(const LineReader& reader)
    : width_(reader.width()), height_(reader.height()), columns_(reader.columns()) {
  bins_.reserve(static_cast<size_t>(columns_) * static_cast<size_t>(height_));
  for (int y = 0; y < height_; ++y)
    for (int x = 0; x < columns_; ++x)
      bins_.push_back(static_cast<uint8_t>(std::min(reader.power(x, y), kClip) * (kMost / kClip) + 0.5f));
}

void standardise(std::vector<int16_t>& values) {
  constexpr float kGridMost = 32767 / (2 * kPilotCount);  // so that the sum over all lines is one, too
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

int scale_rows(ScaleRange range, double step) {
  return static_cast<int>(std::ceil(std::log(range.high / range.low) / step)) + 1;
}

int peak_reach(const LineReader& reader, double pixels_per_canonical, double step) {
  constexpr int kLeast = 2, kMost = 6;  // steps
  constexpr double kLineWidths = 0.4;   // peaks closer than this share of the outermost pilot's line are one
  const double periods =
      std::max(reader.width(), reader.height()) / LineReader::kOversampling / (kPeriod * pixels_per_canonical);
  const double line_width = 1 / (kPilotRadiusMax * periods);
  return std::clamp(static_cast<int>(std::lround(kLineWidths * line_width / step)), kLeast, kMost);
}

namespace {

// Of two equal neighbours the first in reading order is the peak.
bool is_peak(const ScoreMap& map, bool wraps, int row, int column, int reach) {
  const int score = map.row(row)[column];
  for (int dr = -reach; dr <= reach; ++dr)
    for (int dc = -reach; dc <= reach; ++dc) {
      const int r = row + dr;
      const int c = wraps ? (column + dc + map.columns) % map.columns : column + dc;
      if (r < 0 || r >= map.rows || c < 0 || c >= map.columns) continue;
      const int other = map.row(r)[c];
      if (other > score || (other == score && (dr < 0 || (dr == 0 && dc < 0)))) return false;
    }
  return true;
}

}  // namespace

std::vector<Peak> find_peaks(const ScoreMap& map, bool wraps, float min_score, int count,
                             const std::function<int(int row)>& reach) {
  const auto least = static_cast<int>(min_score * kScoreUnit);
  std::vector<Peak> peaks;
  for (int r = 0; r < map.rows; ++r) {
    const int far = reach(r);
    for (int c = 0; c < map.columns; ++c) {
      const int score = map.row(r)[c];
      if (score > least && is_peak(map, wraps, r, c, far)) peaks.push_back({r, c, score});
    }
  }
  const auto keep = static_cast<std::ptrdiff_t>(std::min(peaks.size(), static_cast<size_t>(count)));
  std::partial_sort(peaks.begin(), peaks.begin() + keep, peaks.end(),
                    [](const Peak& a, const Peak& b) { return a.score > b.score; });
  peaks.resize(static_cast<size_t>(keep));
  return peaks;
}

void append(std::vector<Hypothesis>& all, const std::vector<Hypothesis>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void keep_best(std::vector<Hypothesis>& all, int count) {
  std::stable_sort(all.begin(), all.end(), [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
  if (all.size() > static_cast<size_t>(count)) all.resize(static_cast<size_t>(count));
}

}  // namespace imprint::watermark
