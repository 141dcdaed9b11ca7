#include "watermark/search_grid.h"

#include <algorithm>
#include <cmath>

#include "base/simd.h"

namespace imprint::watermark {
namespace {

constexpr float kByte = 255;  // stands for Evidence::kClip

IMPRINT_SIMD
void clipped_power(const float* bins, size_t count, uint8_t* out) {
  for (size_t i = 0; i < count; ++i) {
    const float power = bins[2 * i] * bins[2 * i] + bins[2 * i + 1] * bins[2 * i + 1];
    out[i] = static_cast<uint8_t>(static_cast<int32_t>(std::min(power, Evidence::kClip) * (kByte / Evidence::kClip) + 0.5f));
  }
}

// Between four bins, whose bytes stand in `corners`: right of the first the second, below both the others.
[[gnu::always_inline]] inline float between(uint32_t corners, float tx, float ty) {
  const auto a = static_cast<float>(static_cast<int32_t>(corners & 0xFF)),
             b = static_cast<float>(static_cast<int32_t>(corners >> 8 & 0xFF)),
             c = static_cast<float>(static_cast<int32_t>(corners >> 16 & 0xFF)),
             d = static_cast<float>(static_cast<int32_t>(corners >> 24));
  const float above = a + tx * (b - a), below = c + tx * (d - c);
  return above + ty * (below - above);
}

IMPRINT_SIMD
void read_evidence(const uint8_t* bins, int row_bytes, float height, const float* xs, const float* ys, int count,
                   float factor, uint8_t* out) {
  constexpr int kPlaces = Evidence::kPlaces;
  for (int first = 0; first < count; first += kPlaces) {
    float tx[kPlaces], ty[kPlaces];
    int32_t at[kPlaces];
    uint32_t corners[kPlaces];
    for (int i = 0; i < kPlaces; ++i) {
      const float x = xs[first + i], wanted = ys[first + i];
      float y = wanted < 0 ? wanted + height : wanted;
      y = y >= height ? 0.f : y;  // a negative number too small to count
      const auto column = static_cast<int32_t>(x), row = static_cast<int32_t>(y);
      tx[i] = x - static_cast<float>(column);
      ty[i] = y - static_cast<float>(row);
      at[i] = row * row_bytes + column;
    }
    for (int i = 0; i < kPlaces; ++i) {
      const uint8_t* from = bins + at[i];
      corners[i] = from[0] | from[1] << 8 | from[row_bytes] << 16 | static_cast<uint32_t>(from[row_bytes + 1]) << 24;
    }
    for (int i = 0; i < kPlaces; ++i)
      out[first + i] = static_cast<uint8_t>(static_cast<int32_t>(between(corners[i], tx[i], ty[i]) * factor + 0.5f));
  }
}

using Bytes [[gnu::vector_size(32), gnu::aligned(1), gnu::may_alias]] = uint8_t;
using Words [[gnu::vector_size(32), gnu::aligned(2), gnu::may_alias]] = int16_t;
using Quads [[gnu::vector_size(32)]] = int64_t;
constexpr int kLanes = 32, kParts = kBlock / kLanes;

IMPRINT_SIMD
bool add_bytes(const uint8_t* from, const int32_t* offsets, size_t count, int least, int16_t* sums) {
  Words even[kParts], odd[kParts];  // bytes of even and odd places
  for (int i = 0; i < kParts; ++i) even[i] = odd[i] = Words{};
  for (size_t first = 0; first < count; first += ByteGrid::kAddedAtOnce) {
    Bytes sum[kParts];
    for (int i = 0; i < kParts; ++i) sum[i] = *reinterpret_cast<const Bytes*>(from + offsets[first] + i * kLanes);
    const size_t last = std::min(count, first + ByteGrid::kAddedAtOnce);
    for (size_t line = first + 1; line < last; ++line)
      for (int i = 0; i < kParts; ++i) sum[i] += *reinterpret_cast<const Bytes*>(from + offsets[line] + i * kLanes);
    for (int i = 0; i < kParts; ++i) {
      using UnsignedWords [[gnu::vector_size(32)]] = uint16_t;
      const auto both = reinterpret_cast<UnsignedWords>(sum[i]);
      even[i] += reinterpret_cast<Words>(both & 0xFF);
      odd[i] += reinterpret_cast<Words>(both >> 8);
    }
  }
  const auto limit = static_cast<int16_t>(std::min(least, 32767));
  Words above = {};
  for (int i = 0; i < kParts; ++i) above |= (even[i] > limit) | (odd[i] > limit);
  const auto any = reinterpret_cast<Quads>(above);
  if ((any[0] | any[1] | any[2] | any[3]) == 0) return false;
  int16_t evens[kBlock / 2], odds[kBlock / 2];
  for (int i = 0; i < kParts; ++i) {
    *reinterpret_cast<Words*>(evens + i * kLanes / 2) = even[i];
    *reinterpret_cast<Words*>(odds + i * kLanes / 2) = odd[i];
  }
  for (int i = 0; i < kBlock / 2; ++i) {
    sums[2 * i] = evens[i];
    sums[2 * i + 1] = odds[i];
  }
  return true;
}

IMPRINT_SIMD
void scores_of(const int16_t* sums, float mean, float factor, int16_t* scores, int count) {
  for (int i = 0; i < count; ++i) {
    const float score = std::min(std::max((static_cast<float>(sums[i]) - mean) * factor, -32767.f), 32767.f);
    scores[i] = static_cast<int16_t>(static_cast<int>(score + 32768.5f) - 32768);
  }
}

}  // namespace

static_assert(ByteGrid::kMost * 2 * kPilotCount < 32767, "the sum over all lines is a score's number");

Evidence::Evidence(const LineReader& reader)
    : width_(reader.width()), height_(reader.height()), row_bytes_(reader.columns() + 1) {
  bins_.resize(static_cast<size_t>(row_bytes_) * static_cast<size_t>(height_ + 1));
  for (int y = 0; y <= height_; ++y) {
    uint8_t* row = bins_.data() + static_cast<size_t>(y) * static_cast<size_t>(row_bytes_);
    clipped_power(reinterpret_cast<const float*>(reader.row(y % height_)), static_cast<size_t>(reader.columns()), row);
    row[reader.columns()] = row[reader.columns() - 1];
  }
}

void Evidence::read(const float* x, const float* y, int count, float most, uint8_t* out) const {
  read_evidence(bins_.data(), row_bytes_, static_cast<float>(height_), x, y, count, most / kByte, out);
}

void ByteGrid::measure(int first, int count) {
  double sum = 0, squares = 0;
  for (int r = 0; r < rows; ++r) {
    const uint8_t* from = row(r) + first;
    uint32_t row_sum = 0, row_squares = 0;
    for (int i = 0; i < count; ++i) {
      row_sum += from[i];
      row_squares += static_cast<uint32_t>(from[i]) * from[i];
    }
    sum += row_sum;
    squares += row_squares;
  }
  const double all = std::max(1.0, static_cast<double>(rows) * count);
  mean = sum / all;
  deviation = std::sqrt(std::max(squares / all - mean * mean, 1e-3));
}

bool add_lines(const uint8_t* from, const int32_t* offsets, size_t count, int least, int16_t* sums) {
  return add_bytes(from, offsets, count, least, sums);
}

Scale::Scale(const ByteGrid& grid, int lines)
    : mean_(lines * grid.mean), per_unit_(std::sqrt(static_cast<double>(lines)) * grid.deviation) {}

int Scale::sum_at(double score) const { return static_cast<int>(std::floor(mean_ + score * per_unit_)); }

void Scale::to_scores(const int16_t* sums, int16_t* scores, int count) const {
  scores_of(sums, static_cast<float>(mean_), static_cast<float>(kScoreUnit / per_unit_), scores, count);
}

ScoreMap::ScoreMap(int row_count, int column_count)
    : rows(row_count), columns(column_count), row_values_((column_count + kBlock - 1) / kBlock * kBlock),
      values_(static_cast<size_t>(row_count) * static_cast<size_t>(row_values_)),
      used_(static_cast<size_t>(row_count) * static_cast<size_t>(row_values_ / kBlock)) {}

void ScoreMap::clear() {
  for (int r = 0; r < rows; ++r)
    for (int block = 0; block < blocks(); ++block)
      if (is_used(r, block)) std::fill_n(row(r) + block * kBlock, kBlock, int16_t{0});
  std::fill(used_.begin(), used_.end(), uint8_t{0});
}

int scale_rows(ScaleRange range, double step) {
  return static_cast<int>(std::ceil(std::log(range.high / range.low) / step)) + 1;
}

int peak_reach(const Evidence& evidence, double pixels_per_canonical, double step) {
  constexpr int kLeast = 2, kMost = 6;  // steps
  constexpr double kLineWidths = 0.4;   // peaks closer than this share of the outermost pilot's line are one
  const double periods =
      std::max(evidence.width(), evidence.height()) / LineReader::kOversampling / (kPeriod * pixels_per_canonical);
  const double line_width = 1 / (kPilotRadiusMax * periods);
  return std::clamp(static_cast<int>(std::lround(kLineWidths * line_width / step)), kLeast, kMost);
}

namespace {

// Of two equal neighbours the first in reading order is the peak.
bool is_above(const ScoreMap& map, bool wraps, int row, int column, int dr, int dc) {
  const int r = row + dr;
  int c = column + dc;
  if (wraps) c = c < 0 ? c + map.columns : c >= map.columns ? c - map.columns : c;
  if (r < 0 || r >= map.rows || c < 0 || c >= map.columns) return true;
  const int score = map.row(row)[column], other = map.row(r)[c];
  return other < score || (other == score && (dr > 0 || (dr == 0 && dc >= 0)));
}

// The nearest neighbours first: they are the likeliest to be larger.
bool is_peak(const ScoreMap& map, bool wraps, int row, int column, int reach) {
  for (int far = 1; far <= reach; ++far)
    for (int i = -far; i <= far; ++i)
      if (!is_above(map, wraps, row, column, i, far) || !is_above(map, wraps, row, column, i, -far) ||
          !is_above(map, wraps, row, column, far, i) || !is_above(map, wraps, row, column, -far, i))
        return false;
  return true;
}

}  // namespace

std::vector<Peak> find_peaks(const ScoreMap& map, const MapPart& part, bool wraps, float min_score, int count,
                             const std::function<int(int row)>& reach) {
  const auto least = static_cast<int>(min_score * kScoreUnit);
  std::vector<Peak> peaks;
  for (int r = part.first_row; r < part.last_row; ++r) {
    const int far = reach(r);
    const int16_t* scores = map.row(r);
    for (int block = part.first_column / kBlock; block * kBlock < part.last_column; ++block) {
      if (!map.is_used(r, block)) continue;
      const int last = std::min((block + 1) * kBlock, part.last_column);
      for (int c = std::max(block * kBlock, part.first_column); c < last; ++c)
        if (scores[c] > least && is_peak(map, wraps, r, c, far)) peaks.push_back({r, c, scores[c]});
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
