// What the reader does to the luma before it looks for the mark: every wavelet band is brought to unit local strength and
// soft-limited, so that edges do not shout and quiet regions are heard (spec/watermark-format.md §8.1).
#pragma once

#include "image/plane.h"

namespace imprint::watermark {

// Sum of the first `levels` bands of the a trous transform, each divided by its local standard deviation and limited.
image::Plane front_end(image::Plane luma, int levels);

}  // namespace imprint::watermark
