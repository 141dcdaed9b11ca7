// How far two forms of one picture are apart.
#pragma once

#include "image/view.h"

namespace imprint::image {

struct Difference {
  double mean_square = 0;  // of the colour samples, in levels of 8 bits squared
  double largest = 0;      // of one sample, in levels of 8 bits
};

// Over the colour samples of all pixels but those that are fully transparent in `before`, as a watermark leaves them alone. Of one
// size; a grey picture beside one in colour counts as three equal colours.
Difference difference(View before, View after);

// Of a mean square error in levels of 8 bits; 1e-9 and less counts as that.
double psnr_db(double mean_square);

}  // namespace imprint::image
