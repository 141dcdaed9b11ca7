#include "watermark/straighten.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace imprint::watermark {
namespace {

constexpr int kUnknowns = 8;  // a matrix (4), a shift (2), the projective part (2)

// Least squares by normal equations, a little towards 0 where the rows say nothing.
class LeastSquares {
 public:
  using Row = std::array<double, kUnknowns>;
  void add(const Row& row, double value, double weight) {
    for (size_t i = 0; i < kUnknowns; ++i) {
      for (size_t j = 0; j < kUnknowns; ++j) normal_[i][j] += weight * row[i] * row[j];
      normal_[i][kUnknowns] += weight * row[i] * value;
    }
  }

  // Gauss and Jordan, pivots by size.
  Row solve() {
    for (size_t i = 0; i < kUnknowns; ++i) normal_[i][i] += kTowardsZero;
    for (size_t i = 0; i < kUnknowns; ++i) {
      size_t pivot = i;
      for (size_t r = i + 1; r < kUnknowns; ++r)
        if (std::fabs(normal_[r][i]) > std::fabs(normal_[pivot][i])) pivot = r;
      std::swap(normal_[i], normal_[pivot]);
      for (size_t r = 0; r < kUnknowns; ++r) {
        if (r == i) continue;
        const double factor = normal_[r][i] / normal_[i][i];
        for (size_t c = i; c <= kUnknowns; ++c) normal_[r][c] -= factor * normal_[i][c];
      }
    }
    Row out{};
    for (size_t i = 0; i < kUnknowns; ++i) out[i] = normal_[i][kUnknowns] / normal_[i][i];
    return out;
  }

 private:
  static constexpr double kTowardsZero = 1e-3;  // beside weights of 1e4 and more
  std::array<std::array<double, kUnknowns + 1>, kUnknowns> normal_{};
};

// Canonical pixels of a pixel: the transpose of a geometry, which maps frequencies.
Geometry transposed(const Geometry& g) { return {g.xx, g.yx, g.xy, g.yy}; }
Geometry inverted(const Geometry& g) {
  const double d = g.xx * g.yy - g.xy * g.yx;
  return {g.yy / d, -g.xy / d, -g.yx / d, g.xx / d};
}
Geometry times(const Geometry& a, const Geometry& b) {
  return {a.xx * b.xx + a.xy * b.yx, a.xx * b.xy + a.xy * b.yy, a.yx * b.xx + a.yy * b.yx, a.yx * b.xy + a.yy * b.yy};
}
Point map_point(const Geometry& a, Point p) { return {a.xx * p.x + a.xy * p.y, a.yx * p.x + a.yy * p.y}; }

double wrapped(double canonical) { return canonical - kPeriod * std::round(canonical / kPeriod); }

}  // namespace

namespace {

using Row = LeastSquares::Row;

// What one part says: rows of the least squares, each divided by its error.
struct Equations {
  std::vector<std::pair<Row, double>> rows;
  double weight = 1;
};

constexpr double kMatrixError = 0.01;  // of a part's matrix, as a share: a third of a line's width
constexpr double kShiftError = 0.7;    // of a part's shift, canonical pixels
constexpr int kRounds = 6;             // in which parts that contradict the others lose their weight
constexpr double kBelievable = 2;      // errors, as a root mean square, by which a part may contradict the others

// To first order a pixel r (in sides of the plane) belongs at r + a + B r - r (g r), and the map's derivative there is
// 1 + B - (g r)
// - r g. Unknowns in the order Bxx, Bxy, Byx, Byy, ax, ay, gx, gy.
Equations equations_of(const PartHeard& part, const PartHeard& reference, const Geometry& wanted, double side_px,
                       bool by_shifts) {
  const Geometry to_pixels = inverted(transposed(wanted)), j = times(to_pixels, transposed(part.sync.geometry));
  const double x = part.centre.x / side_px, y = part.centre.y / side_px;
  Equations out;
  const auto add = [&](Row row, double value, double error) {
    for (double& r : row) r /= error;
    out.rows.emplace_back(row, value / error);
  };
  add({1, 0, 0, 0, 0, 0, -2 * x, -y}, j.xx - 1, kMatrixError);
  add({0, 1, 0, 0, 0, 0, 0, -x}, j.xy, kMatrixError);
  add({0, 0, 1, 0, 0, 0, -y, 0}, j.yx, kMatrixError);
  add({0, 0, 0, 1, 0, 0, -x, -2 * y}, j.yy - 1, kMatrixError);
  out.weight = part.sync.shift.sigma * part.sync.shift.sigma;
  if (!by_shifts) return out;
  const Point apart =
      map_point(transposed(wanted), {part.centre.x - reference.centre.x, part.centre.y - reference.centre.y});
  const Point moved = map_point(to_pixels, {wrapped(reference.sync.shift.x - part.sync.shift.x - apart.x),
                                            wrapped(reference.sync.shift.y - part.sync.shift.y - apart.y)});
  const double error = kShiftError * pixels_per_canonical(wanted) / side_px;
  add({x, y, 0, 0, 1, 0, -x * x, -x * y}, moved.x / side_px, error);
  add({0, 0, x, y, 0, 1, -x * y, -y * y}, moved.y / side_px, error);
  return out;
}

// How far a part is from what the map says, in errors.
double contradiction(const Equations& part, const Row& map) {
  double sum = 0;
  for (const auto& [row, value] : part.rows) {
    double rest = value;
    for (size_t i = 0; i < kUnknowns; ++i) rest -= row[i] * map[i];
    sum += rest * rest;
  }
  return sum / static_cast<double>(part.rows.size());
}

}  // namespace

Projective correction(const std::vector<PartHeard>& parts, const Geometry& wanted, double side_px, bool by_shifts) {
  const PartHeard& reference =
      *std::max_element(parts.begin(), parts.end(),
                        [](const PartHeard& a, const PartHeard& b) { return a.sync.shift.sigma < b.sync.shift.sigma; });
  std::vector<Equations> all;
  for (const PartHeard& part : parts) all.push_back(equations_of(part, reference, wanted, side_px, by_shifts));
  Row u{};
  for (int round = 0; round < kRounds; ++round) {
    LeastSquares fit;
    for (const Equations& part : all) {
      const double believed =
          part.weight / (1 + (round == 0 ? 0 : contradiction(part, u) / (kBelievable * kBelievable)));
      for (const auto& [row, value] : part.rows) fit.add(row, value, believed);
    }
    u = fit.solve();
  }
  return {1 + u[0], u[1], u[4] * side_px, u[2], 1 + u[3], u[5] * side_px, u[6] / side_px, u[7] / side_px, 1};
}

Projective product(const Projective& a, const Projective& b) {
  Projective out{};
  for (size_t r = 0; r < 3; ++r)
    for (size_t c = 0; c < 3; ++c)
      for (size_t k = 0; k < 3; ++k) out[3 * r + c] += a[3 * r + k] * b[3 * k + c];
  return out;
}

// Up to a factor, which does not matter.
Projective inverse(const Projective& a) {
  const auto minor = [&](size_t r, size_t c) {
    const size_t r1 = (r + 1) % 3, r2 = (r + 2) % 3, c1 = (c + 1) % 3, c2 = (c + 2) % 3;
    return a[3 * r1 + c1] * a[3 * r2 + c2] - a[3 * r1 + c2] * a[3 * r2 + c1];
  };
  Projective out{};
  for (size_t r = 0; r < 3; ++r)
    for (size_t c = 0; c < 3; ++c) out[3 * c + r] = minor(r, c);
  return out;
}

}  // namespace imprint::watermark
