// The a trous (undecimated) wavelet transform with the cubic B-spline scaling function.
// Source: Starck, Murtagh, Bijaoui, "Image Processing and Data Analysis", 1998, section 1.4.4.
#pragma once

#include <vector>

namespace imprint::transform {

// One smoothing step: the separable kernel [1 4 6 4 1] / 16 with its taps `spacing` samples apart, edges reflected.
// `source` and `target` are width * height, row-major, and differ. `scratch` is resized as needed.
void atrous_smooth(const float* source, float* target, int width, int height, int spacing, std::vector<float>& scratch);

// Row `y` of the same, to `target` of `width` values.
void atrous_smooth_row(const float* source, int y, float* target, int width, int height, int spacing,
                       std::vector<float>& scratch);

// The same step's gain on a plane wave of `cycles_per_sample` along one axis.
double atrous_gain(double cycles_per_sample, int spacing);

}  // namespace imprint::transform
