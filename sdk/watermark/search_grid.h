// What the searches of search.h share: the evidence in the spectrum, grids of bytes that it is read into, sums over
// lines of such grids, and the peaks of the sums (spec/watermark-format.md §8.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "watermark/search.h"

namespace imprint::watermark {

// A grid of evidence in small whole numbers: eight of them add up in a byte. What lies beyond the grid is 0, which is
// less than any evidence weighs: sums have to know how many lines they are of.
struct ByteGrid {
  static constexpr float kMost = 31;
  static constexpr int kAddedAtOnce = 255 / 31;

  int rows = 0, row_bytes = 0;
  std::vector<uint8_t> values;
  double mean = 0, deviation = 1;  // of what is there

  ByteGrid(int row_count, int bytes_of_row)
      : rows(row_count), row_bytes(bytes_of_row), values(static_cast<size_t>(row_count) * static_cast<size_t>(bytes_of_row)) {}
  uint8_t* row(int r) { return values.data() + static_cast<size_t>(r) * static_cast<size_t>(row_bytes); }
  const uint8_t* row(int r) const { return values.data() + static_cast<size_t>(r) * static_cast<size_t>(row_bytes); }
  // Takes mean and deviation from `count` values from column `first` on of each row.
  void measure(int first, int count);
};

// Hypotheses of a row that are summed up together.
inline constexpr int kBlock = 128;

// Sums of `count` lines over kBlock hypotheses: line i begins at `from` + offsets[i]. False, and no sums, when none of
// them is above `least`.
bool add_lines(const uint8_t* from, const int32_t* offsets, size_t count, int least, int16_t* sums);

// Sums of lines as scores, in standard deviations of noise.
class Scale {
 public:
  Scale(const ByteGrid& grid, int lines);
  // No sum up to this one has a score above `score`.
  int sum_at(double score) const;
  void to_scores(const int16_t* sums, int16_t* scores, int count) const;

 private:
  double mean_, per_unit_;
};

inline constexpr float kScoreUnit = 128;  // steps per standard deviation

// Scores of a two-dimensional family of hypotheses; a row is a scale. Blocks of a row in which no score is above the
// least that counts are left out: they hold what was there before.
class ScoreMap {
 public:
  ScoreMap(int row_count, int column_count);
  int16_t* row(int r) { return values_.data() + static_cast<size_t>(r) * static_cast<size_t>(row_values_); }
  const int16_t* row(int r) const { return values_.data() + static_cast<size_t>(r) * static_cast<size_t>(row_values_); }
  int blocks() const { return row_values_ / kBlock; }
  bool is_used(int r, int block) const { return used_[static_cast<size_t>(r * blocks() + block)] != 0; }
  int16_t* use(int r, int block) {
    used_[static_cast<size_t>(r * blocks() + block)] = 1;
    return row(r) + block * kBlock;
  }
  void clear();  // of what was used

  const int rows, columns;

 private:
  int row_values_;
  std::vector<int16_t> values_;
  std::vector<uint8_t> used_;
};

// Grid rows between the scales of the range, both included.
int scale_rows(ScaleRange range, double step);

struct Peak {
  int row, column;
  int score;  // in steps of kScoreUnit
};

// How far a peak rules at a scale, in steps of `step` (of ln(scale)).
int peak_reach(const Evidence& evidence, double pixels_per_canonical, double step);

// Rows and columns of a map, the last not included.
struct MapPart {
  int first_row = 0, last_row = 0, first_column = 0, last_column = 0;
};

// Local maxima above `min_score` standard deviations, at most `count`, best first. No value as large as a peak's stands
// within `reach(row)` steps. `wraps`: the last column borders on the first.
std::vector<Peak> find_peaks(const ScoreMap& map, const MapPart& part, bool wraps, float min_score, int count,
                             const std::function<int(int row)>& reach);
inline std::vector<Peak> find_peaks(const ScoreMap& map, bool wraps, float min_score, int count,
                                    const std::function<int(int row)>& reach) {
  return find_peaks(map, {0, map.rows, 0, map.columns}, wraps, min_score, count, reach);
}

void append(std::vector<Hypothesis>& all, const std::vector<Hypothesis>& more);
void keep_best(std::vector<Hypothesis>& all, int count);

}  // namespace imprint::watermark
