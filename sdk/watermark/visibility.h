// How much of the mark the eye sees, and how much it may (spec/watermark-format.md §7.3).
#pragma once

namespace imprint::watermark {

// All by the size of the pattern: pixels per canonical pixel, shortest side / kCanonicalSide.

// The amplitude of a carrier falls as radius^-slope. A small picture shows the fine waves first, a large one the coarse.
double carrier_slope(double pixels_per_canonical);

// What the masking maps allow where a picture has nothing, in luma levels. Flats of a large picture show less of it.
double amplitude_in_flats(double pixels_per_canonical);

// What the mark shows of itself at gain 1 on the masking maps, in units of Butteraugli's 3-norm.
double visibility_at_gain_1(double pixels_per_canonical);

// What it may show at strength 1.
double visibility_budget(double pixels_per_canonical);

}  // namespace imprint::watermark
