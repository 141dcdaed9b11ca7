// A drawn label is found again, with its place and height; nothing is found where none was drawn.
#include "label/find.h"

#include <doctest/doctest.h>

#include <cmath>

#include "data/handling.h"
#include "data/painter.h"
#include "label/blend.h"
#include "label/plate.h"
#include "label/text_block.h"
#include "pictures.h"

using namespace imprint;
using namespace imprint::label;
using imprint::image::Image;
using imprint::image::PixelFormat;
namespace made = imprint::test;

namespace {

constexpr Style kStyles[] = {Style::kPlate, Style::kPlain, Style::kOutlined};

struct Marked {
  Image picture;
  Placement placement;
};

Marked marked(Image picture, const DrawOptions& options) {
  const Result<Placement> placed = draw(picture.view(), options);
  REQUIRE_MESSAGE(placed.ok(), placed.status().message());
  return {std::move(picture), placed.value()};
}

Found find_in(const Image& picture, const FindOptions& options = {}) {
  const Result<Found> found = find(picture.view(), options);
  REQUIRE_MESSAGE(found.ok(), found.status().message());
  return found.value();
}

void check_place(const Found& found, const Placement& drawn, double tolerance_px) {
  const auto near = [&](uint32_t a, uint32_t b) { return std::abs(static_cast<double>(a) - b) <= tolerance_px; };
  CHECK(near(found.placement.x_px, drawn.x_px));
  CHECK(near(found.placement.y_px, drawn.y_px));
  CHECK(near(found.placement.x_px + found.placement.width_px, drawn.x_px + drawn.width_px));
  CHECK(near(found.placement.y_px + found.placement.height_px, drawn.y_px + drawn.height_px));
}

// What no call of draw() writes: words that lack an element, in the looks of a label.
Image with_words(Image picture, std::u32string_view words) {
  const Result<Font> font = Font::open();
  REQUIRE(font.ok());
  const Result<TextBlock> block = set_text(font.value(), words, 24, 700);
  REQUIRE_MESSAGE(block.ok(), block.status().message());
  const Spacing spacing = spacing_for(24);
  const Result<Placement> plate = place_plate(
      {picture.width_px, picture.height_px}, {block->ink.width_px, block->ink.height_px}, spacing, Corner::kLowerRight);
  REQUIRE(plate.ok());
  const UprightPixels pixels(picture.view(), image::Orientation::kUpright);
  Backing backing = choose_backing(pixels, plate.value(), Style::kPlate);
  backing.radius_px = spacing.radius_px;
  blend(pixels, plate.value(), block->ink, backing);
  return picture;
}

}  // namespace

TEST_CASE("find: words that share all but a part with a label's are none") {
  CHECK(find_in(with_words(made::fill(0.2, 800, 600), U"人工智能生成")).found);  // the helper draws as draw() does
  for (const std::u32string_view words : {U"智能生成", U"图片生成", U"AI绘图", U"AI创作", U"AI合作", U"AI生图",
                                          U"AI GENERATION", U"由AI制作", U"人工智能", U"版权所有", U"2026-11-24"})
    for (const double ground : {0.2, 0.8}) {
      const Found found = find_in(with_words(made::fill(ground, 800, 600), words));
      CAPTURE(found.text);
      CHECK_FALSE(found.found);
    }
}

TEST_CASE("find: every built-in text is found in every corner and style, at its place and height") {
  size_t n = 0;
  for (const std::string& text : built_in_texts()) {
    for (const Style style : kStyles) {
      DrawOptions options;
      options.text = text;
      options.style = style;
      options.corner = static_cast<Corner>(n++ % 4);
      if (text.starts_with("AI ") && text.find("生成") == text.npos) options.form = Form::kEuIcon;
      const Marked m = marked(made::paint(made::Scene::kTerrain, 900, 500), options);
      const Found found = find_in(m.picture);
      CAPTURE(text);
      CAPTURE(static_cast<int>(style));
      REQUIRE(found.found);
      CHECK(found.text == text);
      CHECK(found.legibility == Legibility::kLegible);
      CHECK(found.placement.ink_height_percent == doctest::Approx(m.placement.ink_height_percent).epsilon(0.025));
      check_place(found, m.placement, 3);
    }
  }
}

TEST_CASE("find: labels of 5 to 24 % are found and measured") {
  for (const double percent : {5.0, 6.3, 9.0, 14.0, 19.0, 24.0}) {
    DrawOptions options;
    options.height_percent = percent;
    const Marked m = marked(made::paint(made::Scene::kPortrait, 1200, 600), options);
    const Found found = find_in(m.picture);
    CAPTURE(percent);
    REQUIRE(found.found);
    CHECK(found.placement.ink_height_percent == doctest::Approx(m.placement.ink_height_percent).epsilon(0.02));
  }
}

TEST_CASE("find: JPEG 50, resizing and slight cropping leave a label findable") {
  for (const Style style : kStyles) {
    DrawOptions options;
    options.style = style;
    const Marked m = marked(made::paint(made::Scene::kFlatArt, 640, 480), options);
    CAPTURE(static_cast<int>(style));
    CHECK(find_in(made::read_file(made::jpeg_file(m.picture, 50))).found);
    CHECK(find_in(made::resize(m.picture, 320, 240)).found);
    CHECK(find_in(made::resize(m.picture, 1280, 960)).found);
    CHECK(find_in(made::crop(m.picture, 12, 9, 616, 462)).found);
    CHECK(find_in(made::read_file(made::jpeg_file(made::resize(m.picture, 448, 336), 50))).found);
  }
}

TEST_CASE("find: clean pictures have no label, nor have those with other words") {
  for (const made::Scene scene : made::kAllScenes)
    for (const auto& [width, height] : {std::pair{640u, 480u}, {300u, 700u}, {120u, 120u}}) {
      const Found found = find_in(made::paint(scene, width, height));
      CAPTURE(made::name_of(scene));
      CHECK_FALSE(found.found);
      CHECK(found.score < 0.6);
    }
  CHECK_FALSE(find_in(made::fill(0.5, 400, 300)).found);
  CHECK_FALSE(find_in(made::fill(1.0, 400, 300)).found);
}

TEST_CASE("find: a text of one's own is found when it is named") {
  DrawOptions options;
  options.text = "由机器人AI合成 (demo)";
  const Marked m = marked(made::paint(made::Scene::kSky, 800, 600), options);
  FindOptions named;
  named.text = options.text;
  const Found found = find_in(m.picture, named);
  REQUIRE(found.found);
  CHECK(found.text == options.text);
  named.text = "nice picture";
  CHECK(find(m.picture.view(), named).status().code() == Code::kLabelText);
}

TEST_CASE("find: with the orientation of the stored pixels the label is found as a viewer sees it") {
  for (int o = 1; o <= 8; ++o) {
    DrawOptions options;
    options.orientation = static_cast<image::Orientation>(o);
    options.corner = Corner::kUpperLeft;
    const Marked m = marked(made::paint(made::Scene::kTerrain, 500, 400), options);
    FindOptions turned;
    turned.orientation = options.orientation;
    const Found found = find_in(m.picture, turned);
    CAPTURE(o);
    REQUIRE(found.found);
    check_place(found, m.placement, 3);
    if (o != 1) CHECK_FALSE(find_in(m.picture).found);
  }
}

TEST_CASE("find: in every pixel format") {
  for (const PixelFormat format : made::kPublicFormats) {
    const Marked m = marked(made::paint(made::Scene::kPortrait, 400, 300, format), {});
    CAPTURE(made::name_of(format));
    CHECK(find_in(m.picture).found);
  }
}

TEST_CASE("find: a label that is too low, too faint or too small is found and called so") {
  const Marked m = marked(made::fill(0.6, 640, 480), {});
  // The picture grows around its lower right corner: the label's share of the shortest side falls below 5 %.
  Image low = made::fill(0.6, 680, 510);
  for (uint32_t y = 0; y < 480; ++y) std::memcpy(low.view().row(y + 30) + 40 * 3, m.picture.view().row(y), 640 * 3);
  const Found too_low = find_in(low);
  REQUIRE(too_low.found);
  CHECK(too_low.legibility == Legibility::kTooLow);
  CHECK(too_low.placement.ink_height_percent < 4.9);

  Image faint = m.picture;
  for (uint8_t& sample : faint.samples) sample = static_cast<uint8_t>(110 + sample / 6);
  const Found too_faint = find_in(faint);
  REQUIRE(too_faint.found);
  CHECK(too_faint.contrast < 3);
  CHECK(too_faint.legibility == Legibility::kTooFaint);

  // draw() makes no letters under 8 px; pictures are made smaller afterwards.
  const Marked small = marked(made::fill(0.2, 300, 280), {});
  const Found too_small = find_in(made::resize(small.picture, 140, 130));
  REQUIRE(too_small.found);
  CHECK(too_small.legibility == Legibility::kTooFewPixels);
}

TEST_CASE("find: what cannot be searched is refused") {
  CHECK(find(made::fill(0.5, 99, 400).view(), {}).status().code() == Code::kImageTooSmall);
  CHECK(find(made::fill(0.5, 100, 400).view(), {}).ok());
  const Image picture = made::fill(0.5, 200, 200);
  CHECK(find({picture.samples.data(), 200, 200, 600, static_cast<PixelFormat>(99)}, {}).status().code() ==
        Code::kUnsupportedPixels);
  CHECK(find({nullptr, 200, 200, 600, PixelFormat::kRgb8}, {}).status().code() == Code::kInvalidArgument);
}
