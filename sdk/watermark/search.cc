#include "watermark/search.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "image/plane.h"

namespace imprint::watermark {
namespace {

constexpr double kScaleStep = 0.003;             // of ln(scale)
constexpr int kAngles = 720;                     // over half a turn: the spectrum of a real picture is even
constexpr int kBackgroundRadius = 12;            // spectrum bins
constexpr float kClip = 5.f;                     // a line of the picture itself must not outvote the pilots

// Power over its neighbourhood's mean, clipped, mean taken off: what a bin says about a line being there.
image::Plane line_evidence(const transform::HalfSpectrum& spectrum) {
  image::Plane magnitude(spectrum.columns(), spectrum.height);
  for (size_t i = 0; i < magnitude.values.size(); ++i) magnitude.values[i] = std::sqrt(std::norm(spectrum.values[i]));
  image::Plane out = image::box_mean(magnitude, kBackgroundRadius);
  for (size_t i = 0; i < out.values.size(); ++i) {
    const float ratio = magnitude.values[i] / (out.values[i] + 1e-6f);
    out.values[i] = std::min(ratio * ratio, kClip);
  }
  return out;
}

float bilinear(const image::Plane& evidence, int period, double x, double y) {
  // y wraps, x stays within the half spectrum (callers keep x below the Nyquist column).
  const int x0 = static_cast<int>(x), y0 = static_cast<int>(std::floor(y));
  const auto fx = static_cast<float>(x - x0), fy = static_cast<float>(y - y0);
  const float* a = evidence.row((y0 + period) % period);
  const float* b = evidence.row((y0 + 1 + period) % period);
  const int x1 = std::min(x0 + 1, evidence.width - 1);
  return (1 - fy) * ((1 - fx) * a[x0] + fx * a[x1]) + fy * ((1 - fx) * b[x0] + fx * b[x1]);
}

// Evidence on a grid of ln(radius) by angle: a change of scale or angle becomes a shift of the grid.
struct PolarGrid {
  double log_radius_min = 0;
  int radii = 0;
  std::vector<float> values;  // radii * 2 * kAngles: each row twice, so that a shift by an angle needs no modulo

  const float* row(int r) const { return values.data() + static_cast<size_t>(r) * 2 * kAngles; }
};

PolarGrid polar_grid(const transform::HalfSpectrum& spectrum, double radius_min, double radius_max) {
  const image::Plane evidence = line_evidence(spectrum);
  PolarGrid grid;
  grid.log_radius_min = std::log(radius_min);
  grid.radii = static_cast<int>(std::ceil((std::log(radius_max) - grid.log_radius_min) / kScaleStep)) + 1;
  grid.values.assign(static_cast<size_t>(grid.radii) * 2 * kAngles, 0.f);
  std::vector<double> cosines(kAngles), sines(kAngles);
  for (int a = 0; a < kAngles; ++a) {
    cosines[static_cast<size_t>(a)] = std::cos(std::numbers::pi * a / kAngles);
    sines[static_cast<size_t>(a)] = std::sin(std::numbers::pi * a / kAngles);
  }
  double sum = 0, squares = 0, count = 0;
  for (int r = 0; r < grid.radii; ++r) {
    const double radius = std::exp(grid.log_radius_min + r * kScaleStep);
    float* row = grid.values.data() + static_cast<size_t>(r) * 2 * kAngles;
    for (int a = 0; a < kAngles; ++a) {
      double fx = radius * cosines[static_cast<size_t>(a)], fy = radius * sines[static_cast<size_t>(a)];
      if (fx < 0) fx = -fx, fy = -fy;
      if (fx >= 0.5 || std::fabs(fy) >= 0.5) {
        row[a] = -1.f;  // filled with the mean below
        continue;
      }
      row[a] = bilinear(evidence, spectrum.height, fx * spectrum.width, fy * spectrum.height);
      sum += row[a];
      squares += static_cast<double>(row[a]) * row[a];
      count += 1;
    }
  }
  const double mean = sum / count, deviation = std::sqrt(std::max(squares / count - mean * mean, 1e-9));
  for (int r = 0; r < grid.radii; ++r) {
    float* row = grid.values.data() + static_cast<size_t>(r) * 2 * kAngles;
    for (int a = 0; a < kAngles; ++a) {
      row[a] = row[a] < 0 ? 0.f : static_cast<float>((row[a] - mean) / deviation);
      row[a + kAngles] = row[a];
    }
  }
  return grid;
}

struct PilotOffset {
  int radius = 0;  // grid rows above the row of radius 1 cycle per period
  int angle = 0;   // [0, kAngles)
};

std::vector<PilotOffset> pilot_offsets(const CarrierPlan& plan) {
  std::vector<PilotOffset> out;
  for (Carrier c : plan.pilots) {
    const int radius = static_cast<int>(std::lround(0.5 * std::log(c.u * c.u + c.v * c.v) / kScaleStep));
    const int angle = static_cast<int>(std::lround(std::atan2(c.v, c.u) / std::numbers::pi * kAngles));
    out.push_back({radius, angle});
    out.push_back({radius, kAngles - angle});
  }
  return out;
}

}  // namespace

std::vector<Hypothesis> search_geometry(const LineReader& reader, const CarrierPlan& plan, double low, double high, int count) {
  const double radius_min = kPilotRadiusMin / (kPeriod * high) * 0.99;
  const double radius_max = 0.5;
  const PolarGrid grid = polar_grid(reader.spectrum(), radius_min, radius_max);
  const std::vector<PilotOffset> pilots = pilot_offsets(plan);

  std::vector<Hypothesis> all;
  std::vector<float> sums(kAngles);
  const int steps = static_cast<int>(std::ceil(std::log(high / low) / kScaleStep));
  for (int s = 0; s <= steps; ++s) {
    const double log_scale = std::log(low) + s * kScaleStep;
    const double base = (-std::log(static_cast<double>(kPeriod)) - log_scale - grid.log_radius_min) / kScaleStep;
    const int base_row = static_cast<int>(std::lround(base));
    std::fill(sums.begin(), sums.end(), 0.f);
    int used = 0;
    for (const PilotOffset& p : pilots) {
      const int r = base_row + p.radius;
      if (r < 0 || r >= grid.radii) continue;
      ++used;
      const float* row = grid.row(r) + p.angle;
      for (int a = 0; a < kAngles; ++a) sums[static_cast<size_t>(a)] += row[a];
    }
    if (used < static_cast<int>(pilots.size()) / 4) continue;
    const float norm = 1 / std::sqrt(static_cast<float>(used));
    for (int a = 0; a < kAngles; ++a) {
      const float score = sums[static_cast<size_t>(a)] * norm;
      if (score > 2.5f) all.push_back({std::exp(log_scale), std::numbers::pi * a / kAngles, score});
    }
  }
  std::sort(all.begin(), all.end(), [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });

  std::vector<Hypothesis> best;
  for (const Hypothesis& h : all) {
    const bool near = std::any_of(best.begin(), best.end(), [&](const Hypothesis& b) {
      double angle = std::fabs(h.radians - b.radians);
      angle = std::min(angle, std::numbers::pi - angle);
      return std::fabs(std::log(h.pixels_per_canonical / b.pixels_per_canonical)) < 2.5 * kScaleStep &&
             angle < 2.5 * std::numbers::pi / kAngles;
    });
    if (!near) best.push_back(h);
    if (static_cast<int>(best.size()) == count) break;
  }
  return best;
}

}  // namespace imprint::watermark
