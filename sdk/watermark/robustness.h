// What a picture can be expected to carry through handling (spec/watermark-format.md §7.5).
#pragma once

#include <cstdint>
#include <vector>

#include "watermark/pattern.h"

namespace imprint::watermark {

enum class Robustness : uint32_t { kLow = 1, kMedium = 2, kHigh = 3 };
const char* name(Robustness robustness);

// Energy that a reader hears of the mark in the waves that ordinary handling leaves, in dB above what a mark needs to be
// read at all. `bands` and `maps` as they were given to synthesise(), `gain` that the sum is multiplied with.
double margin_db(const std::vector<Amplitudes>& bands, const std::vector<image::Plane>& maps, double gain,
                 double pixels_per_canonical);

Robustness robustness_of(double margin_db);

}  // namespace imprint::watermark
