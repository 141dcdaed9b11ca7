// Where lines of text may stand in a picture: boxes worth reading, best first.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace imprint_conform {

struct Candidate {
  cv::Rect box;          // px of the picture that was searched
  bool light = false;    // light letters on darker ground
  double height_px = 0;  // of the line
  double score = 0;      // more is more like text; only good for sorting
};

// Lines from 1.4 % to about 30 % of the shortest side of `grey` (CV_8UC1, shortest side about kSearchSide). At most
// `most`.
std::vector<Candidate> propose_lines(const cv::Mat& grey, size_t most);
inline constexpr int kSearchSide = 960;

}  // namespace imprint_conform
