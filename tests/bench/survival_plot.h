// Draws how often frames that are not there agree with the carriers of a picture, beside the bound that p-values rest
// on.
#pragma once

#include "tally.h"

namespace imprint::bench {

// A PNG. The program ends with a message when it cannot be written.
void draw_survival(const Tally& tally, const char* path);

}  // namespace imprint::bench
