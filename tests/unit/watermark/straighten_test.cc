// The map that brings parts under one matrix, from what parts of a known map would say.
#include "watermark/straighten.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace imprint::watermark;

namespace {

constexpr double kSide = 768;

Point mapped(const Projective& m, Point p) {
  const double w = m[6] * p.x + m[7] * p.y + m[8];
  return {(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

// What a part at `centre` says when the pattern lies under `wanted` once its pixels were moved by `truth`.
PartHeard part_at(Point centre, const Projective& truth, const Geometry& wanted) {
  const Point c = mapped(truth, centre), x = mapped(truth, {centre.x + 1, centre.y}), y = mapped(truth, {centre.x, centre.y + 1});
  const Geometry j{x.x - c.x, y.x - c.x, x.y - c.y, y.y - c.y};
  const auto canonical = [&](Point p) { return Point{wanted.xx * p.x + wanted.yx * p.y, wanted.xy * p.x + wanted.yy * p.y}; };
  const Point at = canonical(c);
  PartHeard out;
  out.centre = centre;
  // (J^T wanted), as frequencies are mapped.
  out.sync.geometry = {j.xx * wanted.xx + j.yx * wanted.yx, j.xx * wanted.xy + j.yx * wanted.yy,
                       j.xy * wanted.xx + j.yy * wanted.yx, j.xy * wanted.xy + j.yy * wanted.yy};
  out.sync.shift = {-at.x + 3 * kPeriod, -at.y - kPeriod, 8, 1};
  return out;
}

std::vector<PartHeard> nine_parts(const Projective& truth, const Geometry& wanted) {
  std::vector<PartHeard> out;
  for (double y : {-250.0, 0.0, 250.0})
    for (double x : {-250.0, 0.0, 250.0}) out.push_back(part_at({x, y}, truth, wanted));
  return out;
}

// The farthest that a pixel of the plane is from where it belongs; a common shift is nobody's fault.
double worst(const Projective& map, const Projective& truth) {
  const Point a = mapped(map, {0, 0}), b = mapped(truth, {0, 0});
  double out = 0;
  for (double y : {-380.0, 380.0})
    for (double x : {-380.0, 380.0}) {
      const Point p = mapped(map, {x, y}), q = mapped(truth, {x, y});
      out = std::fmax(out, std::hypot(p.x - a.x - q.x + b.x, p.y - a.y - q.y + b.y));
    }
  return out;
}

constexpr Projective kBent = {1.02, 0.01, 0, -0.015, 0.99, 0, 3e-5, -4e-5, 1};
constexpr Geometry kWanted = {0.66, 0.05, -0.06, 0.64};

}  // namespace

TEST_CASE("straighten: parts tell the map that bent them, by matrices alone and better by shifts") {
  const std::vector<PartHeard> parts = nine_parts(kBent, kWanted);
  const Projective none = correction(nine_parts(kUnbent, kWanted), kWanted, kSide, true);
  CHECK(worst(none, kUnbent) < 0.01);
  CHECK(worst(kUnbent, kBent) > 10);
  CHECK(worst(correction(parts, kWanted, kSide, false), kBent) < 1.5);
  CHECK(worst(correction(parts, kWanted, kSide, true), kBent) < 1);
}

TEST_CASE("straighten: a part that contradicts the others does not move the map") {
  std::vector<PartHeard> parts = nine_parts(kBent, kWanted);
  parts[8].sync.geometry.xx *= 1.2;
  parts[8].sync.shift.x += 40;
  CHECK(worst(correction(parts, kWanted, kSide, true), kBent) < 1.5);
}

TEST_CASE("straighten: a map after its inverse changes nothing") {
  const Projective same = product(kBent, inverse(kBent));
  for (size_t i = 0; i < 9; ++i) CHECK(same[i] / same[8] == doctest::Approx(kUnbent[i]));
}
