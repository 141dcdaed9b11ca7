// Where might the pattern lie? Pilots are looked for in the power spectrum, over all angles and scales (spec/watermark-format.md §8.3).
#pragma once

#include <vector>

#include "watermark/lines.h"

namespace imprint::watermark {

struct Hypothesis {
  double pixels_per_canonical = 1;
  double radians = 0;
  double score = 0;  // sum over the pilots, in standard deviations of noise
};

// The best `count` hypotheses with pixels_per_canonical in [low, high], best first, near duplicates dropped.
std::vector<Hypothesis> search_geometry(const LineReader& reader, const CarrierPlan& plan, double low, double high, int count);

}  // namespace imprint::watermark
