// Where lines of text may stand in a picture: boxes worth reading, best first.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

namespace imprint_conform {

// What tells a line of text from texture, each a plain number (candidates.cc, features_of()).
inline constexpr size_t kFeatures = 14;
using Features = std::array<double, kFeatures>;

struct Candidate {
  cv::Rect box;          // px of the picture that was searched
  bool light = false;    // light letters on darker ground
  double height_px = 0;  // of the line
  double score = 0;      // more is more like text; only good for sorting
  double cut = 0.4;      // of the strongest stroke: what counted as a letter
  Features features{};   // what the score was made of: tests/bench/visible_labels.py weighs them anew
};

// Lines from 1.4 % to about 30 % of the shortest side of `grey` (CV_8UC1, shortest side about kSearchSide). At most
// `most`.
std::vector<Candidate> propose_lines(const cv::Mat& grey, size_t most);
inline constexpr int kSearchSide = 768;

}  // namespace imprint_conform
