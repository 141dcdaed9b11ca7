// What the steps of a ladder add up to.
#pragma once

#include "model/report.h"

namespace imprint_conform {

// Sets each step's Wilson band from its k and n and, if the steps are ordered from weak to strong, `holds_to`: the last
// step up to which every step has k / n >= 0.95, and `breaks_at`: the first one whose one-sided upper bound is below
// 0.5. A step without pictures (n = 0) ends what is known: nothing holds past it.
void conclude(Ladder& ladder);

}  // namespace imprint_conform
