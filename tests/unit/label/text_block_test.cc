// Lines and their ink.
#include "label/text_block.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

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

// Of what stands side by side, parted by columns without ink.
std::vector<uint32_t> letter_heights(const Coverage& ink) {
  std::vector<uint32_t> out;
  uint32_t first = ink.height_px, last = 0;
  for (uint32_t x = 0; x <= ink.width_px; ++x) {
    bool inked = false;
    for (uint32_t y = 0; x < ink.width_px && y < ink.height_px; ++y) {
      if (ink.row(y)[x] < kInkCoverage) continue;
      first = std::min(first, y);
      last = std::max(last, y);
      inked = true;
    }
    if (inked || first > last) continue;
    out.push_back(last - first + 1);
    first = ink.height_px, last = 0;
  }
  return out;
}

}  // namespace

TEST_CASE("text block: what else the text holds takes nothing from the letters that the law names") {
  struct Row {
    std::u32string_view text;
    size_t before, behind;  // letters around the four of AI生成
  };
  for (const Row& row : {Row{U"AI生成", 0, 0}, Row{U"Kling AI生成", 5, 0}, Row{U"AI生成,图片", 0, 3}, Row{U"(AI生成)", 1, 1},
                         Row{U"AI生成 by gpqj", 0, 6}}) {
    for (const uint32_t height : {24u, 37u, 51u}) {
      const TextBlock block = set(row.text, height, 100'000);
      const std::vector<uint32_t> heights = letter_heights(block.ink);
      REQUIRE(heights.size() >= row.before + 4 + row.behind);
      const size_t last = heights.size() - row.behind;
      for (size_t i = last - 4; i < last; ++i) CHECK(heights[i] >= height);
      // By its outline a letter may be a row lower than by its pixels; the lower of the two counts.
      CHECK(*std::min_element(heights.begin() + static_cast<std::ptrdiff_t>(last) - 4,
                              heights.begin() + static_cast<std::ptrdiff_t>(last)) <= block.ink_height_px + 1);
      CHECK(block.ink_height_px <= height + 1);
    }
  }
}

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
    CHECK(width <= 5 * height);
    last = width;
  }
}
