#include "watermark/correlation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace imprint;
using namespace imprint::watermark;

namespace {

std::vector<LinePair> random_pilots(uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<LinePair> out(kPilotCount);
  for (LinePair& pair : out)
    for (Line* line : {&pair.plus, &pair.minus})
      *line = {{normal(random), normal(random)}, std::fabs(normal(random))};
  return out;
}

// The definition (§8.4): the phases of 3.3 undone, times sign and gain.
double sum_at(const std::vector<LinePair>& pilots, const CarrierPlan& plan, double x, double y) {
  double sum = 0;
  for (size_t i = 0; i < pilots.size(); ++i) {
    const Carrier c = plan.pilots[i];
    const auto part = [&](const Line& line, double turns) {
      return static_cast<double>(line.gain) * (std::complex<double>(line.value) * std::polar(1.0, 2 * std::numbers::pi * turns)).real();
    };
    sum += plan.pilot_signs[i] * (part(pilots[i].plus, (c.u * x + c.v * y) / kPeriod) +
                                  part(pilots[i].minus, (c.u * x - c.v * y) / kPeriod));
  }
  return sum;
}

}  // namespace

TEST_CASE("correlation: its extremes are those of the definition over all shifts, and so are their places") {
  const CarrierPlan plan = plan_carriers(open_key());
  Correlation correlation(plan);
  for (uint32_t seed : {1u, 2u, 3u}) {
    const std::vector<LinePair> pilots = random_pilots(seed);
    double lowest = 0, highest = 0;
    for (int y = 1; y < kPeriod; y += 2)
      for (int x = 1; x < kPeriod; x += 2) {
        const double sum = sum_at(pilots, plan, x, y);
        lowest = std::min(lowest, sum);
        highest = std::max(highest, sum);
      }
    const Correlation::Range range = correlation.run(pilots);
    CHECK(range.lowest == doctest::Approx(lowest).epsilon(1e-4));
    CHECK(range.highest == doctest::Approx(highest).epsilon(1e-4));
    for (const int polarity : {1, -1}) {
      const Correlation::Peak peak = correlation.peak(polarity);
      CHECK(peak.value == (polarity > 0 ? range.highest : range.lowest));
      CHECK(sum_at(pilots, plan, peak.x, peak.y) == doctest::Approx(peak.value).epsilon(1e-4));
      const auto peaks = correlation.peaks(polarity);
      CHECK(peaks.front().value == peak.value);
      for (size_t i = 1; i < peaks.size(); ++i) CHECK(polarity * peaks[i].value <= polarity * peaks[i - 1].value);
      for (const Correlation::Peak& p : peaks) CHECK(sum_at(pilots, plan, p.x, p.y) == doctest::Approx(p.value).epsilon(1e-3));
    }
  }
}
