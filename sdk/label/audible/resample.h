// Sound of one channel at another rate (spec/label.md 8.6).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace imprint::label {

// From one rate to another, both in [8000, 192000] Hz: a sinc of 64 zero crossings under a Kaiser window, flat to 0.8 of the lower
// Nyquist frequency and 90 dB down from it on. As long in seconds, to the nearest sample. Time: 64 multiplications for each sample of the
// longer side.
std::vector<float> resampled(std::span<const float> sound, uint32_t from_hz, uint32_t to_hz);

}  // namespace imprint::label
