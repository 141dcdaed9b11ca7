// holds_to and breaks_at.
#include "statistics/ladder.h"

#include "statistics/proportion.h"

namespace imprint_conform {
namespace {

// k / n >= 0.95 in whole numbers.
bool holds(const Step& step) { return step.n > 0 && step.k * 20 >= step.n * 19; }
bool breaks(const Step& step) { return step.n > 0 && upper_bound(step.k, step.n) < 0.5; }

}  // namespace

void conclude(Ladder& ladder) {
  for (Step& step : ladder.steps) {
    const Interval band = wilson(step.k, step.n);
    step.low = band.low;
    step.high = band.high;
  }
  ladder.holds_to.clear();
  ladder.breaks_at.clear();
  if (!ladder.ordered) return;
  for (const Step& step : ladder.steps) {
    if (!holds(step)) break;
    ladder.holds_to = step.parameter;
  }
  for (const Step& step : ladder.steps) {
    if (!breaks(step)) continue;
    ladder.breaks_at = step.parameter;
    break;
  }
}

}  // namespace imprint_conform
