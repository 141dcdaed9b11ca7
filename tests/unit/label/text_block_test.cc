// Lines and their ink.
#include "label/text_block.h"

#include <doctest/doctest.h>

using namespace imprint;
using namespace imprint::label;

namespace {

TextBlock set(std::u32string_view text, uint32_t ink_height_px, uint32_t max_width_px) {
  const auto font = Font::open();
  REQUIRE(font.ok());
  auto block = set_text(font.value(), text, ink_height_px, max_width_px);
  REQUIRE_MESSAGE(block.ok(), block.status().message());
  return std::move(block).value();
}

}  // namespace

TEST_CASE("text block: the ink is as high as asked, and at most one pixel more, at every size from 3 to 120 px") {
  for (const std::u32string_view text :
       {U"AI生成", U"本内容由人工智能生成合成", U"AI合成 (made with AI)", U"人工智能合成：仅供参考"}) {
    for (uint32_t height = 3; height <= 120; ++height) {
      const TextBlock block = set(text, height, 100'000);
      CHECK(block.lines == 1);
      CHECK(block.ink_height_px >= height);
      CHECK(block.ink_height_px <= height + 1);
    }
  }
}

TEST_CASE("text block: words of Latin letters alone have the height too, which is then that of the capitals") {
  for (const uint32_t height : {5u, 20u, 51u, 200u}) {
    const TextBlock block = set(U"AI", height, 10'000);
    CHECK(block.ink_height_px >= height);
    CHECK(block.ink_height_px <= height + 1);
    CHECK(block.ink.height_px <= height + 1);
  }
}

TEST_CASE("text block: a text wider than its room is broken into as few lines as can be, and even ones") {
  constexpr std::u32string_view kText = U"图片图片图片图片图片图片";
  const uint32_t width = set(kText, 20, 10'000).ink.width_px;
  CHECK(set(kText, 20, width + 8).lines == 1);
  for (uint32_t lines = 2; lines <= 4; ++lines) {
    const TextBlock block = set(kText, 20, width / lines + 8);  // 8: the side bearings
    CHECK(block.lines == lines);
    CHECK(block.ink.width_px <= width / lines + 4);
    CHECK(block.ink_height_px >= 20);
  }
}

TEST_CASE("text block: a break goes to where the comma is") {
  const uint32_t half = set(U"图片由人工智能生成，", 20, 10'000).ink.width_px;
  const TextBlock block = set(U"图片由人工智能生成，仅供参考", 20, half + 30);
  CHECK(block.lines == 2);
  CHECK(block.ink.width_px <= half * 106 / 100);  // without a comma's tail the second line needs a larger size
}

TEST_CASE("text block: a line of dots alone does not blow up the size") {
  const uint32_t element = set(U"人工智能", 20, 10'000).ink.width_px;
  const TextBlock block = set(U"…… 人工智能生成", 20, element + 4);
  CHECK(block.lines == 3);
  CHECK(block.ink_height_px >= 20);
  CHECK(block.ink_height_px <= 21);
}

TEST_CASE("text block: no line breaks inside an element; where one is wider than the room, the text is refused") {
  const auto font = Font::open();
  REQUIRE(font.ok());
  const uint32_t element = set(U"人工智能", 20, 10'000).ink.width_px;
  CHECK(set_text(font.value(), U"人工智能生成", 20, element + 4).ok());
  CHECK(set_text(font.value(), U"人工智能生成", 20, element - 4).status().code() == Code::kLabelDoesNotFit);
}

TEST_CASE("text block: the size grows smoothly with the height asked for") {
  uint32_t last = 0;
  for (uint32_t height = 10; height <= 200; ++height) {
    const uint32_t width = set(U"AI生成", height, 10'000).ink.width_px;
    CHECK(width >= last);
    CHECK(width <= 4 * height);
    last = width;
  }
}
