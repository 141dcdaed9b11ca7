#include "watermark/pattern.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>

using namespace imprint;
using namespace imprint::watermark;

namespace {

Amplitudes random_amplitudes(uint32_t seed) {
  std::mt19937 random(seed);
  Amplitudes out(static_cast<size_t>(kRadiusMax) * kRadiusMax, 0.f);
  for (float& a : out) a = static_cast<float>(random() % 201) / 100 - 1;
  return out;
}

}  // namespace

TEST_CASE("pattern: the marking raster has canonical pixels, or the picture's own when those are fewer") {
  const Raster large = marking_raster(2048, 1024);
  CHECK(large.width == 1024);
  CHECK(large.height == 512);
  CHECK(large.step_x() == doctest::Approx(1));
  const Raster small = marking_raster(256, 300);
  CHECK(small.width == 256);
  CHECK(small.height == 300);
  CHECK(small.canonical_width == doctest::Approx(512));
  CHECK(small.step_y() == doctest::Approx(2));
}

TEST_CASE("pattern: is the sum of its cosines") {
  const Raster raster = marking_raster(141, 130);
  const Amplitudes amplitudes = random_amplitudes(1);
  const image::Plane plane = synthesise(raster, amplitudes);
  for (int y : {0, 17, 64, 65, 129})
    for (int x : {0, 31, 70, 71, 140}) {
      const double px = (x + 0.5 - raster.width / 2.0) * raster.step_x(), py = (y + 0.5 - raster.height / 2.0) * raster.step_y();
      double sum = 0;
      for (int v = 1; v <= kRadiusMax; ++v)
        for (int u = 1; u <= kRadiusMax; ++u)
          sum += amplitudes[carrier_index({static_cast<uint8_t>(u), static_cast<uint8_t>(v)})] *
                 std::cos(2 * std::numbers::pi * u * px / kPeriod) * std::cos(2 * std::numbers::pi * v * py / kPeriod);
      CHECK(std::fabs(plane.row(y)[x] - sum) < 1e-3);
    }
}

TEST_CASE("pattern: is the same in both mirrors, for odd and even sizes") {
  for (uint32_t width : {140u, 141u})
    for (uint32_t height : {130u, 131u}) {
      const image::Plane plane = synthesise(marking_raster(width, height), random_amplitudes(2));
      for (int y = 0; y < plane.height; ++y)
        for (int x = 0; x < plane.width; ++x) {
          REQUIRE(plane.row(y)[x] == plane.row(y)[plane.width - 1 - x]);
          REQUIRE(plane.row(y)[x] == plane.row(plane.height - 1 - y)[x]);
        }
    }
}

TEST_CASE("pattern: analyse is the adjoint of synthesise") {
  const Raster raster = marking_raster(151, 133);
  const Amplitudes amplitudes = random_amplitudes(3);
  std::mt19937 random(4);
  image::Plane plane(raster.width, raster.height);
  for (float& v : plane.values) v = static_cast<float>(random() % 201) / 100 - 1;
  const image::Plane synthesised = synthesise(raster, amplitudes);
  const Amplitudes analysed = analyse(raster, plane);
  double left = 0, right = 0, size = 0;
  for (size_t i = 0; i < plane.values.size(); ++i) left += static_cast<double>(synthesised.values[i]) * plane.values[i];
  for (size_t i = 0; i < amplitudes.size(); ++i) right += static_cast<double>(amplitudes[i]) * analysed[i];
  for (float a : analysed) size += std::fabs(a);
  CHECK(std::fabs(left - right) < 1e-5 * size);
}
