// What k of n proves about a rate (spec/conformance.md 6): Clopper-Pearson for verdicts, Wilson for drawing.
#pragma once

#include <cstdint>

namespace imprint_conform {

struct Interval {
  double low = 0, high = 1;
};

// All of them: k <= n, confidence within (0, 1), else ConformError; with n = 0 nothing is known: [0, 1].
// Clopper and Pearson, Biometrika 26(4), 1934: covers at least as often as it says.
Interval clopper_pearson(uint64_t k, uint64_t n, double confidence = 0.95);  // two-sided
double lower_bound(uint64_t k, uint64_t n, double confidence = 0.95);        // one-sided
double upper_bound(uint64_t k, uint64_t n, double confidence = 0.95);        // one-sided: "k in n proves at most this"
// Wilson, JASA 22, 1927: covers about as often as it says on average. For bands of curves, never for verdicts.
Interval wilson(uint64_t k, uint64_t n, double confidence = 0.95);

// The fewest pictures that prove a rate >= `claim` if `failures` of them fail.
uint64_t pictures_needed(double claim, uint64_t failures, double confidence = 0.95);

}  // namespace imprint_conform
