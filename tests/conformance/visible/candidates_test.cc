// Proposing lines: words are among the first boxes, flat pictures have none.
#include "visible/candidates.h"

#include <doctest/doctest.h>

#include "conformance/visible/strokes.h"

using namespace imprint_conform;

namespace {

double overlap(const cv::Rect& a, const cv::Rect& b) { return 1.0 * (a & b).area() / (a | b).area(); }

}  // namespace

TEST_CASE("candidates: the words are the first or second box at each size and in both polarities") {
  for (const int height : {14, 24, 40, 80, 120}) {
    for (const bool light : {true, false}) {
      CAPTURE(height);
      CAPTURE(light);
      cv::Mat picture = strokes::ground(1100, kSearchSide, light ? 80 : 170), grey;
      const cv::Mat cover = strokes::draw(U"AI生成", height);
      strokes::blend(picture, cover, {60, 600}, light ? cv::Vec3b(255, 255, 255) : cv::Vec3b(0, 0, 0));
      cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
      const auto lines = propose_lines(grey, 2);
      REQUIRE_FALSE(lines.empty());
      double best = 0;
      for (const Candidate& line : lines)
        if (line.light == light) best = std::max(best, overlap(line.box, {60, 600, cover.cols, cover.rows}));
      CHECK(best > 0.6);
    }
  }
}

TEST_CASE("candidates: nothing in a flat picture, and no more than asked for") {
  CHECK(propose_lines(cv::Mat(kSearchSide, 900, CV_8U, cv::Scalar(77)), 50).empty());
  cv::Mat picture = strokes::ground(1000, kSearchSide, 90), grey;
  for (int i = 0; i < 6; ++i)
    strokes::blend(picture, strokes::draw(U"AI生成", 30), {40, 60 + 100 * i}, {255, 255, 255});
  cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
  CHECK(propose_lines(grey, 4).size() == 4);
  CHECK(propose_lines(grey, 50).size() >= 6);
}
