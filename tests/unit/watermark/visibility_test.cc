// What may be seen of the mark, and what it is expected to stand (spec/watermark-format.md §7.3, §7.5).
#include "watermark/visibility.h"

#include <doctest/doctest.h>

#include <cmath>
#include <tuple>

#include "data/handling.h"
#include "data/painter.h"
#include "watermark/watermark.h"

using namespace imprint;
using namespace imprint::watermark;
using image::Image;
using test::paint;
using test::Scene;

namespace {

constexpr uint64_t kPayload = 0x0123456789abcdef;

EmbedReport report_of(Image picture, const EmbedOptions& options = {}) {
  const Result<EmbedReport> report = embed(picture.view(), kPayload, open_key(), options);
  REQUIRE(report.ok());
  return report.value();
}

}  // namespace

TEST_CASE("visibility: the table over sizes is the specification's, and has no steps between") {
  CHECK(visibility_at_gain_1(0.28) == doctest::Approx(0.42));
  CHECK(visibility_at_gain_1(1) == doctest::Approx(0.955));
  CHECK(visibility_at_gain_1(2) == doctest::Approx(1.675));
  CHECK(visibility_at_gain_1(1.41421356) == doctest::Approx(std::sqrt(0.955 * 1.675)));
  CHECK(visibility_at_gain_1(8) > visibility_at_gain_1(4));
  CHECK(visibility_at_gain_1(0.2) < visibility_at_gain_1(0.28));
  for (double size = 0.2; size < 9; size *= 1.02) CHECK(visibility_at_gain_1(size * 1.02) / visibility_at_gain_1(size) < 1.03);
  CHECK(visibility_budget(0.3) == visibility_budget(1));
  CHECK(visibility_budget(9) == visibility_budget(2));
  CHECK(visibility_budget(2) > visibility_budget(1));
  CHECK(amplitude_in_flats(0.5) == doctest::Approx(0.9));
  CHECK(amplitude_in_flats(4) == doctest::Approx(1));
}

TEST_CASE("visibility: large pictures carry the mark in finer waves of their own") {
  CHECK(carrier_slope(1) == doctest::Approx(0));
  CHECK(carrier_slope(2) == doctest::Approx(-1.1));
  CHECK(carrier_slope(6) == -1.5);
  CHECK(carrier_slope(0.3) == doctest::Approx(0.3));
}

TEST_CASE("visibility: the report is the budget's share, and a quality floor takes from it") {
  const Image picture = paint(Scene::kTerrain, 640, 512);
  CHECK(report_of(picture).visibility == doctest::Approx(visibility_budget(1)));
  CHECK(report_of(picture, {.strength = 0.5}).visibility == doctest::Approx(visibility_budget(1) / 2));
  const EmbedReport floored = report_of(picture, {.min_psnr_db = 50});
  CHECK(floored.visibility < visibility_budget(1) / 2);
  CHECK(floored.psnr_db >= 49.9);
}

TEST_CASE("visibility: what is seen of a picture is alike at all sizes, so the change is not") {
  const double small = report_of(paint(Scene::kPortrait, 256, 256)).psnr_db, middle = report_of(paint(Scene::kPortrait, 512, 512)).psnr_db,
               large = report_of(paint(Scene::kPortrait, 1024, 1024)).psnr_db;
  CHECK(small + 1 < middle);
  CHECK(middle + 2 < large);
}

TEST_CASE("robustness: steps go with the room that a picture offers") {
  CHECK(report_of(paint(Scene::kPortrait, 1024, 1024)).robustness == Robustness::kHigh);
  CHECK(report_of(paint(Scene::kTerrain, 640, 512)).robustness == Robustness::kHigh);
  CHECK(report_of(paint(Scene::kTerrain, 240, 160)).robustness == Robustness::kLow);
  CHECK(report_of(paint(Scene::kPortrait, 384, 256)).robustness == Robustness::kHigh);
  CHECK(report_of(paint(Scene::kPortrait, 240, 160)).robustness == Robustness::kMedium);
  CHECK(report_of(paint(Scene::kPortrait, 240, 160), {.strength = 0.3}).robustness == Robustness::kLow);
  CHECK(report_of(paint(Scene::kTerrain, 640, 512), {.strength = 0.1}).robustness == Robustness::kLow);
  CHECK(report_of(paint(Scene::kTerrain, 640, 512), {.min_psnr_db = 60}).robustness == Robustness::kLow);
}

TEST_CASE("robustness: a picture that offers less than is asked for stays as it is") {
  for (const auto& [width, least, code] : {std::tuple(256u, Robustness::kHigh, Code::kTooWeak), {256u, Robustness::kMedium, Code::kOk},
                                           {160u, Robustness::kMedium, Code::kTooWeak}, {160u, Robustness::kLow, Code::kOk},
                                           {1024u, Robustness::kHigh, Code::kOk}}) {
    CAPTURE(width);
    const Image picture = paint(Scene::kPortrait, width, width);
    Image out = picture;
    CHECK(embed(out.view(), kPayload, open_key(), {.least_robustness = least}).status().code() == code);
    CHECK((out.samples == picture.samples) == (code != Code::kOk));
  }
}
