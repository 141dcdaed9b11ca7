// Pictures that are put together from several: every mark is told, each with its place.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "data/handling.h"
#include "data/painter.h"
#include "watermark/watermark.h"

using namespace imprint;
using namespace imprint::test;
using namespace imprint::watermark;
using image::Image;

namespace {

constexpr Scene kTiles[] = {Scene::kPortrait, Scene::kSky, Scene::kFlatArt, Scene::kPortrait};

Image marked_tile(Scene scene, uint64_t payload, const Key& key, uint32_t side) {
  Image out = paint(scene, 800, 800);
  REQUIRE(embed(out.view(), payload, key, {}).ok());
  return resize(out, side, side);
}

void paste(Image& page, const Image& picture, uint32_t left, uint32_t top) {
  for (uint32_t y = 0; y < picture.height_px; ++y)
    std::copy_n(picture.view().row(y), picture.stride_bytes(), page.view().row(top + y) + size_t{3} * left);
}

// Intersection over union.
double alike(const Box& a, const Box& b) {
  const double w = std::min(a.x_px + a.width_px, b.x_px + b.width_px) - static_cast<double>(std::max(a.x_px, b.x_px));
  const double h = std::min(a.y_px + a.height_px, b.y_px + b.height_px) - static_cast<double>(std::max(a.y_px, b.y_px));
  const double both = std::max(0.0, w) * std::max(0.0, h);
  return both / (static_cast<double>(a.width_px) * a.height_px + static_cast<double>(b.width_px) * b.height_px - both);
}

std::vector<Detection> marks_of(const Image& picture, const std::vector<Key>& keys = {open_key()}) {
  std::vector<Detection> out = detect_all(picture.view(), keys, {.search = true}).value();
  if (!out.front().found) out.clear();
  return out;
}

bool has(const std::vector<Detection>& marks, uint64_t payload, const Box& place) {
  return std::any_of(marks.begin(), marks.end(), [&](const Detection& d) { return d.payload == payload && alike(d.place, place) > 0.6; });
}

}  // namespace

TEST_CASE("places: a collage tells all of its marks, each with its place") {
  Image page = fill(1, 960, 960);
  for (uint32_t i = 0; i < 4; ++i) paste(page, marked_tile(kTiles[i], 100 + i, open_key(), 470), i % 2 * 490, i / 2 * 490);
  const std::vector<Detection> marks = marks_of(page);
  CHECK(marks.size() == 4);
  for (uint32_t i = 0; i < 4; ++i) {
    CAPTURE(i);
    CHECK(has(marks, 100 + i, {i % 2 * 490, i / 2 * 490, 470, 470}));
  }
  for (const Detection& mark : marks) {
    CHECK(mark.p_value <= kMaxPValue);
    CHECK(mark.pixels_per_canonical == doctest::Approx(470 / 512.0).epsilon(0.03));
    CHECK(mark.attempts == marks.front().attempts);
  }
}

TEST_CASE("places: a collage of pictures that nobody marked tells none") {
  Image page = fill(1, 960, 960);
  for (uint32_t i = 0; i < 4; ++i) paste(page, paint(kTiles[i], 470, 470), i % 2 * 490, i / 2 * 490);
  CHECK(marks_of(page).empty());
}

TEST_CASE("places: one payload at two places is two marks") {
  Image page = fill(1, 960, 960);
  paste(page, marked_tile(Scene::kPortrait, 7, open_key(), 470), 0, 0);
  paste(page, marked_tile(Scene::kFlatArt, 7, open_key(), 470), 490, 490);
  const std::vector<Detection> marks = marks_of(page);
  CHECK(marks.size() == 2);
  CHECK(has(marks, 7, {0, 0, 470, 470}));
  CHECK(has(marks, 7, {490, 490, 470, 470}));
}

TEST_CASE("places: marks under several keys of one collage are told, given keys first") {
  const Key mine = private_key({5, 6, 7});
  Image page = fill(1, 960, 960);
  paste(page, marked_tile(Scene::kPortrait, 1, open_key(), 470), 0, 0);
  paste(page, marked_tile(Scene::kPortrait, 2, mine, 470), 490, 490);
  const std::vector<Detection> marks = marks_of(page, {mine, open_key()});
  REQUIRE(marks.size() == 2);
  CHECK(marks[0].key_id == mine.id);
  CHECK(has(marks, 2, {490, 490, 470, 470}));
  CHECK(marks[1].key_id == "open");
  CHECK(has(marks, 1, {0, 0, 470, 470}));
}

TEST_CASE("places: marks of a long page are found at both of its ends, as wide as the page or narrower") {
  Image page = fill(0.95, 600, 3600);
  paste(page, marked_tile(Scene::kPortrait, 1, open_key(), 360), 40, 100);
  paste(page, marked_tile(Scene::kPortrait, 2, open_key(), 600), 0, 2900);
  const std::vector<Detection> marks = marks_of(page);
  CHECK(marks.size() == 2);
  CHECK(has(marks, 1, {40, 100, 360, 360}));
  CHECK(has(marks, 2, {0, 2900, 600, 600}));
}
