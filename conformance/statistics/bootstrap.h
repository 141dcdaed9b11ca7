// The interval of a mean over pictures, by drawing pictures again and again.
#pragma once

#include <cstdint>
#include <span>

#include "statistics/proportion.h"

namespace imprint_conform {

struct BootstrapMean {
  double mean = 0;
  Interval interval;
};

// One value a picture (its mean over all attacks: a picture is one draw, however many attacks it saw). Percentiles of
// `resamples` means of as many pictures drawn with replacement; the same seed gives the same interval everywhere.
BootstrapMean bootstrap_mean(std::span<const double> per_picture, uint64_t seed, int resamples = 2000,
                             double confidence = 0.95);

}  // namespace imprint_conform
