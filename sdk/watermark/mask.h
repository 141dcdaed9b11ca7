// Where a picture can hide how much: one map per wavelet band (spec/watermark-format.md §7.2).
#pragma once

#include <vector>

#include "image/plane.h"

namespace imprint::watermark {

inline constexpr int kMaskBands = 4;  // a trous bands of the marking raster, finest first

// Per band the largest amplitude that hides, as a root mean square in luma levels.
std::vector<image::Plane> masking_maps(const image::Plane& luma);

}  // namespace imprint::watermark
