// Geometry: the plate, its corners, and what does not fit.
#include "label/plate.h"

#include <doctest/doctest.h>

#include "pictures.h"

using namespace imprint;
using namespace imprint::label;
using namespace imprint::label::test;

TEST_CASE("plate: each corner keeps the same margin to both edges") {
  const Size picture{400, 300}, text{60, 20};
  const Spacing spacing = spacing_for(20);
  for (const Corner corner : {Corner::kLowerRight, Corner::kLowerLeft, Corner::kUpperRight, Corner::kUpperLeft}) {
    const auto plate = place_plate(picture, text, spacing, corner);
    REQUIRE(plate.ok());
    const auto& p = plate.value();
    const bool left = corner == Corner::kLowerLeft || corner == Corner::kUpperLeft;
    const bool upper = corner == Corner::kUpperLeft || corner == Corner::kUpperRight;
    CHECK((left ? p.x_px : 400 - p.x_px - p.width_px) == spacing.margin_px);
    CHECK((upper ? p.y_px : 300 - p.y_px - p.height_px) == spacing.margin_px);
    CHECK(p.width_px == text.width_px + 2 * spacing.pad_x_px);
    CHECK(p.height_px == text.height_px + 2 * spacing.pad_y_px);
  }
}

TEST_CASE("plate: it fits to the last pixel, and one pixel less is refused with the sizes") {
  const Spacing spacing = spacing_for(20);
  const uint32_t width = 60 + 2 * (spacing.pad_x_px + spacing.margin_px),
                 height = 20 + 2 * (spacing.pad_y_px + spacing.margin_px);
  CHECK(place_plate({width, height}, {60, 20}, spacing, Corner::kLowerRight).ok());
  for (const Size picture : {Size{width - 1, height}, Size{width, height - 1}}) {
    const auto refused = place_plate(picture, {60, 20}, spacing, Corner::kLowerRight);
    CHECK(refused.status().code() == Code::kLabelDoesNotFit);
    CHECK(refused.status().message().find(std::to_string(picture.width_px) + " x " +
                                          std::to_string(picture.height_px)) != std::string::npos);
  }
}

TEST_CASE("plate: a corner covers a quarter of a disc to within one percent, without steps") {
  for (const uint32_t radius : {2u, 4u, 12u, 60u}) {
    const auto corner = corner_coverage(radius);
    double sum = 0;
    for (const uint8_t v : corner) sum += v / 255.0;
    const double disc = 3.14159265358979 / 4 * radius * radius;
    CHECK(sum == doctest::Approx(disc).epsilon(radius < 4 ? 0.05 : 0.01));
    for (uint32_t x = 1; x < radius; ++x) CHECK(corner[x] >= corner[x - 1]);  // along the upper edge it only grows
  }
}

TEST_CASE("plate: what is too small for a label is refused with numbers and left as it was") {
  for (const auto& [width, height] : {std::pair{1u, 1u}, {16u, 16u}, {40u, 400u}, {2000u, 10u}}) {
    Image picture = flat(width, height, PixelFormat::kRgb8, grey(90));
    const Image before = picture;
    const auto placement = draw(picture.view(), {});
    CHECK(placement.status().code() == Code::kLabelDoesNotFit);
    CHECK(placement.status().message().find(std::to_string(std::min(width, height)) + " px") != std::string::npos);
    CHECK(picture.samples == before.samples);
  }
}

TEST_CASE("plate: a label too high for its picture is refused, never shrunk") {
  Image picture = flat(200, 200, PixelFormat::kGray8, grey(90));
  const Image before = picture;
  DrawOptions options;
  options.height_percent = 50;
  CHECK(draw(picture.view(), options).status().code() == Code::kLabelDoesNotFit);
  CHECK(picture.samples == before.samples);
}
