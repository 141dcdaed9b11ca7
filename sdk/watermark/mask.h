// Where a picture can hide how much: one map per wavelet band (spec/watermark-format.md §7.2).
#pragma once

#include <vector>

#include "image/plane.h"
#include "watermark/pattern.h"

namespace imprint::watermark {

// One map per a trous band of the marking raster (kPatternBands), finest first: the largest amplitude that hides, as a root mean square in luma levels.
// `in_flats`: the amplitude where there is nothing.
std::vector<image::Plane> masking_maps(const image::Plane& luma, double in_flats);

// The activity, in levels, for which a map allows this amplitude: what a picture itself has in the band there.
double activity_under(double amplitude, double in_flats);

}  // namespace imprint::watermark
