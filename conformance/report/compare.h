// Two subjects, or two versions of one, beside each other: the counts that only a paired look can give.
#pragma once

#include <string>
#include <vector>

#include "model/report.h"

namespace imprint_conform {

// One step of one ladder on the same pictures.
struct Paired {
  std::string ladder, parameter;
  uint64_t both = 0, only_first = 0, only_second = 0, neither = 0;
  double p = 1;  // exact McNemar, after Holm over all steps that were compared
};

struct Comparison {
  Report second;
  std::vector<Paired> paired;      // empty: nothing was paired, so nothing is said about which is better
  double smallest_difference = 0;  // that this number of pictures could have shown; 0: not known
};

enum class Better { kTie, kFirst, kSecond };
// A tie unless p <= 0.05, and always with fewer than 6 pictures that only one of the two recovered: then no p can be.
Better result_of(const Paired& paired);

}  // namespace imprint_conform
