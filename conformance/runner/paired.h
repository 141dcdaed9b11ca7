// Two runs picture by picture, from their ledgers: what k of n alone cannot tell.
#pragma once

#include "report/compare.h"
#include "runner/evaluate.h"

namespace imprint_conform {

// Steps that both runs took on the same pictures, with McNemar's exact p after Holm over all of them, and the smallest
// difference that so many pictures could have shown.
Comparison paired(const Records& first, const Records& second);

}  // namespace imprint_conform
