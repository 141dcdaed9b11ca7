// What the searches of search.h share: the evidence in the spectrum, small integers that it is added up in, and the
// peaks of the sums (spec/watermark-format.md §8.3).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "watermark/lines.h"
#include "watermark/search.h"

namespace imprint::watermark {

// What the bins say about lines being there, readable at any frequency below the Nyquist frequency: their power,
// clipped. Bytes are fine enough: a bin's power is noise of one unit, and many are added up.
class Evidence {
 public:
  explicit Evidence(const LineReader& reader);
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

  static constexpr float kClip = 5;  // times the noise power: a line of the picture itself must not outvote the pilots
  static constexpr float kMost = 255;

 private:
  const uint8_t* row(int y) const { return bins_.data() + static_cast<size_t>(y) * static_cast<size_t>(columns_); }

  int width_, height_, columns_;
  std::vector<uint8_t> bins_;
};

// Grids and scores are small integers: half the memory of floats, and twice as many are added at once.
inline constexpr int16_t kNothing = -1;     // beyond the Nyquist frequency
inline constexpr float kEvidenceUnit = 64;  // while a grid is filled: steps per step of Evidence
inline constexpr float kGridUnit = 32;      // of a standardised grid: steps per standard deviation
inline constexpr float kScoreUnit = 128;    // of a score: steps per standard deviation

inline int16_t grid_value(float evidence) { return static_cast<int16_t>(evidence * kEvidenceUnit + 0.5f); }

// Brings what is there to mean 0 and variance 1, and what is not to 0. As many values can be added as there are lines.
void standardise(std::vector<int16_t>& values);

// What a sum over so many independent grid values is multiplied with to become a score.
inline float score_factor(float lines) { return kScoreUnit / kGridUnit / std::sqrt(lines); }

// A sum of grid values as a score, rounded and limited, though no sum of noise comes near the limit.
[[gnu::always_inline]] inline int16_t score_of(int sum, float factor) {
  const float score = std::min(std::max(static_cast<float>(sum) * factor, -32767.f), 32767.f);
  return static_cast<int16_t>(static_cast<int>(score + 32768.5f) - 32768);
}

// Scores of a two-dimensional family of hypotheses; a row is a scale.
struct ScoreMap {
  int rows = 0, columns = 0;
  std::vector<int16_t> values;
  int16_t* row(int r) { return values.data() + static_cast<size_t>(r) * static_cast<size_t>(columns); }
  const int16_t* row(int r) const { return values.data() + static_cast<size_t>(r) * static_cast<size_t>(columns); }
};

// Grid rows between the scales of the range, both included.
int scale_rows(ScaleRange range, double step);

struct Peak {
  int row, column;
  int score;  // in steps of kScoreUnit
};

// How far a peak rules at a scale, in steps of `step` (of ln(scale)).
int peak_reach(const LineReader& reader, double pixels_per_canonical, double step);

// Local maxima above `min_score` standard deviations, at most `count`, best first. No value as large as a peak's stands
// within `reach(row)` steps. `wraps`: the last column borders on the first.
std::vector<Peak> find_peaks(const ScoreMap& map, bool wraps, float min_score, int count,
                             const std::function<int(int row)>& reach);

void append(std::vector<Hypothesis>& all, const std::vector<Hypothesis>& more);
void keep_best(std::vector<Hypothesis>& all, int count);

}  // namespace imprint::watermark
