// Measuring ink: rows against drawn truth, the contrast of known colours.
#include "visible/ink.h"

#include <doctest/doctest.h>

#include "conformance/visible/strokes.h"

using namespace imprint_conform;

namespace {

// Draws the words on a ground, and measures around where they are, a little off.
Ink measured(const std::u32string& words, int height_px, const cv::Vec3b& ink, int level, int* truth) {
  cv::Mat picture = strokes::ground(900, 400, level);
  const cv::Mat cover = strokes::draw(words, height_px);
  *truth = strokes::ink_rows(cover);
  strokes::blend(picture, cover, {200, 150}, ink);
  const bool light = ink[1] > level;
  return measure_ink(picture, {197, 148, cover.cols + 5, cover.rows + 6}, light);
}

}  // namespace

TEST_CASE("ink: rows within 1 px of what was drawn, light and dark, small and large") {
  for (const int height : {14, 20, 35, 49, 50, 51, 98, 150}) {
    for (const bool light : {true, false}) {
      CAPTURE(height);
      CAPTURE(light);
      int truth = 0;
      const Ink ink =
          measured(U"AI生成", height, light ? cv::Vec3b(255, 255, 255) : cv::Vec3b(0, 0, 0), light ? 80 : 170, &truth);
      REQUIRE(ink.found);
      CHECK(std::abs(ink.height_px - truth) <= 1);
      CHECK(std::abs(ink.box.height - truth) <= 2);
    }
  }
}

TEST_CASE("ink: a lower letter shows in the lowest, not in the line") {
  cv::Mat picture = strokes::ground(900, 400, 60);
  const cv::Mat low = strokes::draw(U"AI", 40), high = strokes::draw(U"生成", 50);
  strokes::blend(picture, low, {200, 158}, {255, 255, 255});
  strokes::blend(picture, high, {200 + low.cols + 8, 150}, {255, 255, 255});
  const Ink ink = measure_ink(picture, {200, 150, low.cols + 8 + high.cols, high.rows}, true);
  CHECK(std::abs(ink.height_px - strokes::ink_rows(high)) <= 1);
  CHECK(std::abs(ink.letter_height_px - strokes::ink_rows(low)) <= 1);
}

TEST_CASE("ink: contrast of black on white, of grey on grey") {
  const auto contrast = [](uchar paper, uchar letter) {
    cv::Mat picture(300, 600, CV_8UC3, cv::Scalar::all(paper));
    const cv::Mat cover = strokes::draw(U"AI生成", 60);
    strokes::blend(picture, cover, {100, 100}, cv::Vec3b::all(letter));
    return measure_ink(picture, {100, 100, cover.cols, cover.rows}, letter > paper).contrast;
  };
  CHECK(contrast(255, 0) == doctest::Approx(21).epsilon(0.01));
  CHECK(contrast(255, 118) == doctest::Approx(4.54).epsilon(0.02));  // #767676 on white
  CHECK(contrast(0, 255) == doctest::Approx(21).epsilon(0.01));
}

TEST_CASE("ink: an empty place has none") {
  const cv::Mat flat(200, 300, CV_8UC3, cv::Scalar::all(90));
  CHECK_FALSE(measure_ink(flat, {50, 50, 100, 30}, true).found);
}

TEST_CASE("ink: luminance of WCAG") {
  CHECK(luminance_of({255, 255, 255}) == doctest::Approx(1));
  CHECK(luminance_of({0, 0, 0}) == doctest::Approx(0));
  CHECK(luminance_of({255, 0, 0}) == doctest::Approx(0.2126));
}
