#include "image/enlarge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace imprint::image;

namespace {

constexpr int kSide = 24;

Plane parabola() {
  Plane out(kSide, kSide);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) out.row(y)[x] = 0.5f * static_cast<float>(x * x) - 0.25f * static_cast<float>(y * y) + static_cast<float>(x);
  return out;
}

}  // namespace

TEST_CASE("enlarge: parabolas come out exact away from the edges, with both centres at one place") {
  const Plane source = parabola();
  Enlarger enlarger(source, 61, 83);
  for (int y = 12; y < 71; ++y) {
    const float* row = enlarger.row(y);
    const double sy = (y + 0.5) * kSide / 83 - 0.5;
    for (int x = 9; x < 52; ++x) {
      const double sx = (x + 0.5) * kSide / 61 - 0.5;
      CHECK(std::fabs(row[x] - (0.5 * sx * sx - 0.25 * sy * sy + sx)) < 1e-3);
    }
  }
}

TEST_CASE("enlarge: rows are the same in any order, and edges repeat") {
  const Plane source = parabola(), flat(7, 5, 3.f);
  Enlarger rising(source, 50, 40), falling(source, 50, 40);
  std::vector<std::vector<float>> rows;
  for (int y = 0; y < 40; ++y) rows.emplace_back(rising.row(y), rising.row(y) + 50);
  for (int y = 39; y >= 0; --y) CHECK(std::equal(rows[static_cast<size_t>(y)].begin(), rows[static_cast<size_t>(y)].end(), falling.row(y)));
  Enlarger corners(flat, 100, 90);
  for (int y : {0, 1, 45, 89}) CHECK(std::all_of(corners.row(y), corners.row(y) + 100, [](float v) { return std::fabs(v - 3.f) < 1e-5f; }));
}
