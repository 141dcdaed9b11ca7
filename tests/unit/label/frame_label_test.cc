#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "data/painter.h"
#include "label/find.h"
#include "label/label.h"

using namespace imprint;
using namespace imprint::label;
using image::Image;
using image::PixelFormat;

namespace {

double luminance(const uint8_t* p) {
  double out = 0;
  constexpr double kWeights[] = {0.2126, 0.7152, 0.0722};
  for (int c = 0; c < 3; ++c) {
    const double s = p[c] / 255.0;
    out += kWeights[c] * (s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4));
  }
  return out;
}

// Black, white, grey and rough frames in turn: no first frame knows what comes.
std::vector<Image> flicker() {
  std::vector<Image> out;
  for (const double grey : {0.0, 1.0, 0.46, 0.2}) out.push_back(test::fill(grey, 400, 300, PixelFormat::kRgba8));
  out.push_back(test::paint(test::Scene::kNoise, 400, 300, PixelFormat::kRgba8));
  out.push_back(test::paint(test::Scene::kSky, 400, 300, PixelFormat::kRgba8));
  return out;
}

FrameLabel prepared(const std::vector<Image>& frames, const DrawOptions& options) {
  Result<FrameLabel> label = FrameLabel::prepare(frames.front().width_px, frames.front().height_px, options);
  REQUIRE(label.ok());
  for (const Image& frame : frames) REQUIRE(label->look(frame.view()).ok());
  return std::move(label).value();
}

struct Range {
  double least = 2, most = 0;
};
// Of the luminance on a drawn frame: letters where the mask frame says so, else what is between them.
Range range_of(const Image& drawn, const Image& mask, const Placement& plate, bool ink) {
  Range out;
  for (uint32_t y = plate.y_px; y < plate.y_px + plate.height_px; ++y)
    for (uint32_t x = plate.x_px; x < plate.x_px + plate.width_px; ++x) {
      const uint32_t level = test::sample(mask, x, y, 0);
      if (ink ? level != 0 : level != 255) continue;
      const double l = luminance(drawn.view().row(y) + size_t{x} * 4);
      out.least = std::min(out.least, l);
      out.most = std::max(out.most, l);
    }
  return out;
}

}  // namespace

TEST_CASE("frame label: one place and one tone, found on every frame, contrast held on each") {
  for (const Style style : {Style::kPlate, Style::kPlain, Style::kOutlined}) {
    CAPTURE(static_cast<int>(style));
    DrawOptions options;
    options.style = style;
    std::vector<Image> frames = flicker();
    const FrameLabel label = prepared(frames, options);
    std::vector<Placement> places;
    for (Image& frame : frames) {
      const Image before = frame;
      const auto placed = label.draw(frame.view());
      REQUIRE(placed.ok());
      places.push_back(placed.value());
      const auto found = find(std::as_const(frame).view(), {});
      REQUIRE(found.ok());
      CHECK(found.value().found);
      CHECK(found.value().text == options.text);
      CHECK(found.value().contrast >= 4.5);
      const Placement& p = placed.value();
      for (uint32_t y = 0; y < frame.height_px; ++y)
        for (uint32_t x = 0; x < frame.width_px; ++x) {
          const bool inside = x - p.x_px < p.width_px && y - p.y_px < p.height_px;
          const uint8_t *is = frame.view().row(y) + size_t{x} * 4, *was = before.view().row(y) + size_t{x} * 4;
          if (!inside) REQUIRE(std::equal(is, is + 4, was));
        }
      CHECK(p.x_px == places.front().x_px);
      CHECK(p.y_px == places.front().y_px);
    }
  }
}

TEST_CASE("frame label: WCAG contrast between letters and ground on the worst frames") {
  for (const Style style : {Style::kPlate, Style::kPlain}) {
    DrawOptions options;
    options.style = style;
    std::vector<Image> frames = flicker();
    const FrameLabel label = prepared(frames, options);
    // Ink is where white and black ground come out alike; what differs most is ground.
    Image on_black = test::fill(0, 400, 300, PixelFormat::kRgba8),
          on_white = test::fill(1, 400, 300, PixelFormat::kRgba8);
    REQUIRE(label.draw(on_black.view()).ok());
    REQUIRE(label.draw(on_white.view()).ok());
    Image mask(400, 300, PixelFormat::kGray8);
    const auto gap = [&](uint32_t x, uint32_t y) {
      return test::sample(on_white, x, y, 0) - test::sample(on_black, x, y, 0);
    };
    Image grey = test::fill(0.5, 400, 300, PixelFormat::kRgba8);
    const Placement plate = label.draw(grey.view()).value();
    const uint32_t middle_x = plate.x_px + plate.width_px / 2;
    const uint32_t widest = gap(middle_x, plate.y_px + 1);  // above the letters: plate alone
    for (uint32_t y = 0; y < 300; ++y)
      for (uint32_t x = 0; x < 400; ++x) {
        const uint32_t g = gap(x, y);
        test::set_sample(mask, x, y, 0, g == 0 ? 0 : g == widest ? 255 : 128);
      }
    for (Image& frame : frames) {
      REQUIRE(label.draw(frame.view()).ok());
      const Range ink = range_of(frame, mask, plate, true), ground = range_of(frame, mask, plate, false);
      REQUIRE(ink.least <= ink.most);
      REQUIRE(ground.least <= ground.most);
      const double contrast = ink.least > ground.most ? (ink.least + 0.05) / (ground.most + 0.05)
                                                      : (ground.least + 0.05) / (ink.most + 0.05);
      CHECK(contrast >= 4.5);
    }
  }
}

TEST_CASE("frame label: the corner that is calm on all frames is taken, not that of the first") {
  DrawOptions options;
  options.corner = Corner::kAutomatic;
  std::vector<Image> frames(4, test::fill(0.5, 400, 300, PixelFormat::kRgba8));
  const Image noise = test::paint(test::Scene::kNoise, 400, 300, PixelFormat::kRgba8);
  for (size_t i = 1; i < frames.size(); ++i)  // the lower half is calm on the first frame alone
    for (uint32_t y = 150; y < 300; ++y) std::copy_n(noise.view().row(y), 1600, frames[i].view().row(y));
  const FrameLabel label = prepared(frames, options);
  const auto placed = label.draw(frames.front().view());
  REQUIRE(placed.ok());
  CHECK(placed.value().y_px < 150);
  CHECK(placed.value().x_px > 200);
}

TEST_CASE("frame label: one picture gives what draw() gives; another size is refused") {
  const Image picture = test::paint(test::Scene::kTerrain, 300, 200, PixelFormat::kRgb8);
  Image one = picture, two = picture;
  const FrameLabel label = prepared({picture}, {});
  REQUIRE(label.draw(one.view()).ok());
  REQUIRE(draw(two.view(), {}).ok());
  CHECK(one.samples == two.samples);
  Image other(200, 300, PixelFormat::kRgb8);
  CHECK(label.draw(other.view()).status().code() == Code::kInvalidArgument);
}
