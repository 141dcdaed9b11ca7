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

std::vector<image::Plane> random_maps(const Raster& raster) {
  std::mt19937 random(9);
  std::vector<image::Plane> maps(kPatternBands, image::Plane(raster.width, raster.height));
  for (image::Plane& map : maps)
    for (float& v : map.values) v = static_cast<float>(random() % 200) / 100;
  return maps;
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

TEST_CASE("pattern: is the sum over the bands of map times cosines about the origin") {
  const Raster raster = marking_raster(141, 130);
  const std::vector<Amplitudes> bands = {random_amplitudes(1), random_amplitudes(2), random_amplitudes(3), random_amplitudes(4)};
  const std::vector<image::Plane> maps = random_maps(raster);
  const Origin origin{17.3, -40.75};
  imprint::Team alone(1);
  const image::Plane plane = synthesise(raster, origin, bands, maps, alone);
  for (int y : {0, 17, 64, 65, 129})
    for (int x : {0, 31, 70, 71, 140}) {
      const double px = (x + 0.5 - raster.width / 2.0) * raster.step_x() - origin.x;
      const double py = (y + 0.5 - raster.height / 2.0) * raster.step_y() - origin.y;
      double sum = 0;
      for (size_t band = 0; band < bands.size(); ++band)
        for (int v = 1; v <= kRadiusMax; ++v)
          for (int u = 1; u <= kRadiusMax; ++u)
            sum += maps[band].row(y)[x] * bands[band][carrier_index({static_cast<uint8_t>(u), static_cast<uint8_t>(v)})] *
                   std::cos(2 * std::numbers::pi * u * px / kPeriod) * std::cos(2 * std::numbers::pi * v * py / kPeriod);
      CHECK(std::fabs(plane.row(y)[x] - sum) < 2e-3);
    }
}

TEST_CASE("pattern: is even about its origin and repeats after a period") {
  const Raster raster = marking_raster(512, 640);  // one sample per canonical pixel, the centre between four samples
  const std::vector<Amplitudes> bands(kPatternBands, random_amplitudes(5));
  const std::vector<image::Plane> flat(kPatternBands, image::Plane(raster.width, raster.height, 0.25f));
  imprint::Team alone(1);
  const image::Plane centred = synthesise(raster, {0, 0}, bands, flat, alone), moved = synthesise(raster, {9, 5}, bands, flat, alone);
  for (int y : {0, 100, 319})
    for (int x : {0, 60, 255}) {
      CHECK(centred.row(y)[x] == doctest::Approx(centred.row(y)[511 - x]).epsilon(1e-3));
      CHECK(centred.row(y)[x] == doctest::Approx(centred.row(639 - y)[x]).epsilon(1e-3));
      CHECK(centred.row(y)[x] == doctest::Approx(centred.row(y + kPeriod)[x + kPeriod]).epsilon(1e-3));
      CHECK(centred.row(y)[x] == doctest::Approx(moved.row(y + 5)[x + 9]).epsilon(1e-3));
    }
}
