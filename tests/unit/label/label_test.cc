// The whole label, measured from the pixels: its height, what it leaves alone, what it refuses.
#include "label/find.h"
#include "label/label.h"

#include <doctest/doctest.h>

#include <cstring>

#include <cstdlib>
#include <limits>
#include <memory>
#include <thread>

#include "pictures.h"

using namespace imprint;
using namespace imprint::label;
using namespace imprint::label::test;

namespace {

struct Drawn {
  Image picture;
  Placement plate;
};

Drawn draw_on(Image picture, const DrawOptions& options = {}) {
  const auto placement = draw(picture.view(), options);
  REQUIRE_MESSAGE(placement.ok(), placement.status().message());
  return {std::move(picture), placement.value()};
}

// 5.0 % at least, and 8 px; at most 0.3 percentage points more, or one pixel where that is coarser.
void check_ink_height(uint32_t ink_px, uint32_t shortest_px, double percent) {
  const double exact = std::max(8.0, shortest_px * percent / 100);
  CHECK(ink_px >= exact - 1e-9);
  CHECK(ink_px <= std::max(shortest_px * (percent + 0.3) / 100, std::ceil(exact - 1e-9) + 1));
}

constexpr uint32_t kLeastSide = 42;  // that AI生成 of 8 px fits into, in two lines

}  // namespace

TEST_CASE("label: the measured ink is 5 % of the shortest side, on dark and on light pictures of every shape") {
  for (const auto& [width, height] : {std::pair{640u, 480u},
                                      {480u, 640u},
                                      {512u, 512u},
                                      {64u, 64u},
                                      {64u, 48u},
                                      {101u, 99u},
                                      {999u, 333u},
                                      {4000u, 60u},
                                      {60u, 4000u},
                                      {16384u, 64u},
                                      {64u, 16384u},
                                      {1023u, 1025u}}) {
    for (const uint32_t background : {0u, 255u, 100u, 140u}) {
      const Drawn drawn = draw_on(flat(width, height, PixelFormat::kGray8, grey(background)));
      const uint32_t ink = measured_ink_height(drawn.picture, drawn.plate), shortest = std::min(width, height);
      CAPTURE(shortest);
      check_ink_height(ink, shortest, 5.0);
      CHECK(ink == drawn.plate.ink_height_px);
      CHECK(drawn.plate.ink_height_percent == doctest::Approx(100.0 * ink / shortest));
    }
  }
}

TEST_CASE("label: every shortest side up to 400 px gets its 5 %, and letters that can be read") {
  for (uint32_t side = kLeastSide; side <= 400; ++side) {
    const Drawn drawn = draw_on(flat(side, side + 30, PixelFormat::kGray8, grey(200)));
    CAPTURE(side);
    check_ink_height(measured_ink_height(drawn.picture, drawn.plate), side, 5.0);
    CHECK(drawn.plate.raised == (side <= 140));
  }
  Image picture = flat(kLeastSide - 1, kLeastSide - 1, PixelFormat::kGray8, grey(200));
  CHECK(draw(picture.view(), {}).status().code() == Code::kLabelDoesNotFit);
}

TEST_CASE("label: read() finds what was drawn, and nothing where it was not or is gone") {
  Image picture = flat(640, 480, PixelFormat::kRgb8, grey(90));
  const auto label = FrameLabel::prepare(640, 480, {});
  REQUIRE(label.ok());
  FrameLabel drawn = label.value();
  REQUIRE(drawn.look(picture.view()).ok());
  CHECK(drawn.read(picture.view()).status().code() == Code::kReadBackFailed);  // before it is drawn
  REQUIRE(drawn.draw(picture.view()).ok());
  const auto read = drawn.read(picture.view());
  REQUIRE(read.ok());
  CHECK(read->text == "AI生成");
  CHECK(read->score > 0.9);
  for (uint32_t y = 430; y < 480; ++y) std::memset(picture.view().row(y), 90, 640 * 3);
  CHECK(drawn.read(picture.view()).status().code() == Code::kReadBackFailed);  // the foot of the letters is gone
}

TEST_CASE("label: other words and other percentages keep their promise too") {
  for (const char* text : {"人工智能合成", "本内容由人工智能生成", "AI 生成", "AI合成 (demo)", "疑似AI生成合成内容"}) {
    for (const double percent : {5.0, 5.1, 7.5, 10.0}) {
      DrawOptions options;
      options.text = text;
      options.height_percent = percent;
      const Drawn drawn = draw_on(flat(1500, 700, PixelFormat::kGray8, grey(30)), options);
      CAPTURE(text);
      check_ink_height(drawn.plate.ink_height_px, 700, percent);  // what it says of itself; text_block_test.cc measures letters
    }
  }
}

TEST_CASE("label: on 16384 x 16384 pixels it touches its own corner only") {
  constexpr uint32_t kSide = 16384;
  // calloc leaves untouched pages unmapped, so this costs the memory of the label.
  const std::unique_ptr<uint8_t, decltype(&std::free)> pixels(static_cast<uint8_t*>(std::calloc(kSide, kSide)),
                                                              &std::free);
  REQUIRE(pixels != nullptr);
  const image::MutableView picture{pixels.get(), kSide, kSide, kSide, PixelFormat::kGray8};
  const auto placement = draw(picture, {});
  REQUIRE(placement.ok());
  const Placement& p = placement.value();
  check_ink_height(p.ink_height_px, kSide, 5.0);
  Image corner(p.width_px, p.height_px, PixelFormat::kGray8);
  for (uint32_t y = 0; y < p.height_px; ++y)
    std::memcpy(corner.view().row(y), picture.row(p.y_px + y) + p.x_px, p.width_px);
  CHECK(measured_ink_height(corner, {0, 0, p.width_px, p.height_px, p.ink_height_px, 0.0}) == p.ink_height_px);
}

TEST_CASE("label: outside the plate every byte stays, padding between the rows included") {
  for (const PixelFormat format : kAllFormats) {
    const uint32_t bytes = traits(format).bytes_per_pixel();
    const size_t stride = size_t{230} * bytes + 7;  // odd: 16-bit samples are not aligned
    std::vector<uint8_t> samples(stride * 170);
    std::mt19937 random(7);
    for (uint8_t& s : samples) s = static_cast<uint8_t>(random() >> 24);
    const std::vector<uint8_t> before = samples;
    const auto placement = draw({samples.data(), 230, 170, stride, format}, {});
    REQUIRE(placement.ok());
    const Placement& p = placement.value();
    size_t changed = 0, strayed = 0;
    for (size_t i = 0; i < samples.size(); ++i) {
      const size_t x = i % stride / bytes, y = i / stride;
      const bool inside = x >= p.x_px && x < p.x_px + p.width_px && y >= p.y_px && y < p.y_px + p.height_px;
      changed += samples[i] != before[i];
      strayed += samples[i] != before[i] && !inside;
    }
    CHECK(strayed == 0);
    CHECK(changed > size_t{p.width_px} * p.height_px / 2);
  }
}

TEST_CASE("label: the default place is the lower right corner, a small margin away") {
  const Drawn drawn = draw_on(flat(800, 600, PixelFormat::kRgb8, grey(80)));
  const uint32_t right = 800 - drawn.plate.x_px - drawn.plate.width_px,
                 bottom = 600 - drawn.plate.y_px - drawn.plate.height_px;
  CHECK(right == bottom);
  CHECK(right > 0);
  CHECK(right < 30);
}

TEST_CASE("label: wrong calls are refused and draw nothing") {
  Image picture = noise(200, 200, PixelFormat::kRgb8, 1);
  const Image before = picture;
  const auto code = [&](const DrawOptions& options) { return draw(picture.view(), options).status().code(); };
  for (const double percent :
       {4.99, 50.1, 0.0, -5.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    DrawOptions options;
    options.height_percent = percent;
    CHECK(code(options) == Code::kInvalidArgument);
  }
  DrawOptions turned, cornered, worded, unknown;
  turned.orientation = static_cast<image::Orientation>(9);
  CHECK(code(turned) == Code::kInvalidArgument);
  cornered.corner = static_cast<Corner>(5);
  CHECK(code(cornered) == Code::kInvalidArgument);
  worded.text = "AI";
  CHECK(code(worded) == Code::kLabelText);
  unknown.text = "AI生成龘";
  CHECK(code(unknown) == Code::kGlyphMissing);
  CHECK(draw({nullptr, 200, 200, 600, PixelFormat::kRgb8}, {}).status().code() == Code::kInvalidArgument);
  CHECK(draw({picture.samples.data(), 200, 200, 599, PixelFormat::kRgb8}, {}).status().code() ==
        Code::kInvalidArgument);
  CHECK(draw({picture.samples.data(), 200, 200, 600, static_cast<PixelFormat>(99)}, {}).status().code() ==
        Code::kUnsupportedPixels);
  CHECK(picture.samples == before.samples);
}

TEST_CASE("label: the same call gives the same bytes, on one thread and on four at once") {
  const Image expected = draw_on(noise(300, 300, PixelFormat::kRgba8, 3)).picture;
  Image pictures[4];
  std::vector<std::thread> threads;
  for (Image& picture : pictures) {
    picture = noise(300, 300, PixelFormat::kRgba8, 3);
    threads.emplace_back([&picture] { (void)draw(picture.view(), {}); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Image& picture : pictures) CHECK(picture.samples == expected.samples);
}
