#include "watermark/synchroniser.h"

#include <cmath>

namespace imprint::watermark {
namespace {

constexpr double kNearSteps[] = {0.35, 0.15, 0.06};
constexpr double kWideSteps[] = {1.0, 0.5, 0.35, 0.15};
constexpr int kClimbRounds = 3;
// Between the samples of the correlation a true peak may be half as high again: from here on it is looked at closely.
constexpr double kSigmaToRefine = 4;
constexpr int kStepsOfLook = 2;
constexpr int kMostNegatives = 4;  // that are taken out

// Axis 0: scale, 1: turn, 2: aspect, 3: shear.
Geometry nudged(const Geometry& g, int axis, double step) {
  const double a = axis == 0 ? step : axis == 2 ? step : 0, d = axis == 0 ? step : axis == 2 ? -step : 0;
  const double b = axis == 1 ? -step : axis == 3 ? step : 0, c = axis == 1 || axis == 3 ? step : 0;
  return {g.xx + g.xx * a + g.xy * c, g.xy + g.xx * b + g.xy * d, g.yx + g.yx * a + g.yy * c,
          g.yy + g.yx * b + g.yy * d};
}

}  // namespace

// Over the four numbers of the matrix, in steps that move the outermost pilot by a share of one line's width.
template <typename Score>
void Synchroniser::climb(Geometry& g, std::span<const double> steps, Score score) const {
  const double canonical_side = longest_side_px_ / pixels_per_canonical(g);
  const double line_width = 1.0 / (canonical_side * kPilotRadiusMax / kPeriod);  // relative to the outermost pilot
  double best = score(g);
  for (double step : steps)
    for (int round = 0; round < kClimbRounds; ++round) {
      bool moved = false;
      for (int axis = 0; axis < 4; ++axis)
        for (double sign : {-1.0, 1.0}) {
          const Geometry next = nudged(g, axis, sign * step * line_width);
          const double value = score(next);
          if (value > best) best = value, g = next, moved = true;
        }
      if (!moved) break;
    }
}

const std::vector<LinePair>& Synchroniser::pilots(const Geometry& g) {
  lines_.read(plan_.pilots, g, pilots_);
  return pilots_;
}

Sync Synchroniser::synchronise(const Geometry& g) {
  const Shift coarse = shifts_.coarse(pilots(g));
  return {g, coarse.sigma < kSigmaToRefine ? coarse : shifts_.refine(coarse, pilots_, kStepsOfLook)};
}

Sync Synchroniser::tune_and_synchronise(Geometry g, Reach reach) {
  const std::span<const double> steps = reach == Reach::kNear ? std::span<const double>(kNearSteps) : kWideSteps;
  climb(g, steps, [&](const Geometry& next) {
    float sum = 0;
    for (const LinePair& p : pilots(next)) sum += std::sqrt(std::norm(p.plus.value)) + std::sqrt(std::norm(p.minus.value));
    return static_cast<double>(sum);
  });
  return {g, shifts_.near_peak(pilots(g))};
}

Sync Synchroniser::as_negative(const Sync& sync) {
  return {sync.geometry, shifts_.fine(pilots(sync.geometry), -1)};
}

Sync Synchroniser::as_positive(const Sync& sync) {
  std::vector<LinePair> left = pilots(sync.geometry);
  for (int i = 0; i < kMostNegatives; ++i) {
    const Shift loudest = shifts_.fine(left);
    if (loudest.polarity > 0) return {sync.geometry, loudest};
    take_out(left, plan_, loudest);
  }
  return {sync.geometry, shifts_.fine(left, 1)};
}

Heard Synchroniser::hear(Sync& sync, Look look) {
  const auto find = [&](const std::vector<LinePair>& heard) {
    return look == Look::kNear ? shifts_.refine(sync.shift, heard) : shifts_.fine(heard);
  };
  sync.shift = find(pilots(sync.geometry));
  const PilotSum sum(plan_, sync.shift);
  climb(sync.geometry, kNearSteps, [&](const Geometry& next) { return sum.sigma(pilots(next)); });
  const Lines lines = read_all_lines(lines_, plan_, sync.geometry);
  sync.shift = find(lines.pilots);
  return hear_carriers(lines, plan_, sync.shift);
}

}  // namespace imprint::watermark
