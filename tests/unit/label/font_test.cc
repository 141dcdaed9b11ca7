// The embedded font and its outlines.
#include "label/font.h"

#include <doctest/doctest.h>

#include "label/font_bytes.h"

using namespace imprint;
using namespace imprint::label;

TEST_CASE("font: printable ASCII and the words of labels have glyphs") {
  const auto font = Font::open();
  REQUIRE(font.ok());
  for (char32_t c = U' '; c < 0x7F; ++c) CHECK(font.value().has(c));
  for (const char32_t c : std::u32string_view(
           U"人工智能生成合成内容本由图片像视音频文字疑似可能为属于与辅助制作的标识印记提示注意非真实仅供参考，。（）"))
    CHECK(font.value().has(c));
  CHECK_FALSE(font.value().has(U'龘'));
}

TEST_CASE("font: the file keeps within its budget of 900 KB") { CHECK(font_bytes().size() <= 900 * 1024); }

TEST_CASE("font: shaping gives a glyph a character and kerns") {
  const auto font = Font::open();
  REQUIRE(font.ok());
  const auto one = font.value().shape(U"A"), other = font.value().shape(U"V"), pair = font.value().shape(U"AV");
  REQUIRE(pair.ok());
  REQUIRE(pair.value().size() == 2);
  CHECK(pair.value()[0].advance + pair.value()[1].advance < one.value()[0].advance + other.value()[0].advance);
}

TEST_CASE("font: an outline covers its area and stays inside the picture it is given") {
  const auto font = Font::open();
  REQUIRE(font.ok());
  // A square of 4 x 4 px whose left half lies outside.
  Outline square;
  square.points = {{-128, 64}, {128, 64}, {128, 320}, {-128, 320}};
  square.tags.assign(4, FT_CURVE_TAG_ON);
  square.contours = {3};
  Coverage to(4, 6);
  REQUIRE(font.value().fill(square, to).ok());
  int sum = 0;
  for (const uint8_t v : to.values) sum += v;
  CHECK(sum == 2 * 4 * 255);
  CHECK(to.row(0)[0] == 0);
  CHECK(to.row(1)[0] == 255);
  CHECK(to.row(4)[1] == 255);
  CHECK(to.row(5)[0] == 0);
}
