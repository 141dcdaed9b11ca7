#include "watermark/lines.h"

#include <doctest/doctest.h>

#include <random>

using namespace imprint;
using namespace imprint::watermark;

namespace {

image::Plane random_plane(int width, int height) {
  std::mt19937 random(5);
  image::Plane plane(width, height);
  for (float& v : plane.values) v = static_cast<float>(random() % 255) - 127;
  return plane;
}

}  // namespace

TEST_CASE("lines: a frequency that a rounding error left below zero reads as zero") {
  // A pattern turned by 45 degrees puts lines there: its carriers with u = v.
  const LineReader reader(random_plane(100, 128));
  for (double fx : {0.05, 0.18436109336692225, 0.4}) {
    const Line zero = reader.at(fx, 0), below = reader.at(fx, -1.4e-17), mirrored = reader.at(-fx, 1.4e-17);
    CHECK(below.value == zero.value);
    CHECK(below.gain == zero.gain);
    CHECK(mirrored.value == std::conj(zero.value));
    CHECK(mirrored.gain == zero.gain);
  }
}

TEST_CASE("lines: opposite frequencies are conjugate, and nothing is read from the Nyquist frequency on") {
  const LineReader reader(random_plane(101, 127));
  for (double fx : {0.013, 0.25, 0.499999999999})
    for (double fy : {-0.499999999999, -0.2, -1e-9, 0.0, 0.31, 0.499999999999}) {
      const Line there = reader.at(fx, fy), opposite = reader.at(-fx, -fy);
      CHECK(std::abs(there.value - std::conj(opposite.value)) < 1e-4f);
    }
  CHECK(reader.at(0.5, 0.1).gain == 0);
  CHECK(reader.at(0.1, -0.5).gain == 0);
  CHECK(reader.at(0.499, 0.499).gain > 0);
}
