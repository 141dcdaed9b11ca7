// Sound of one channel at another rate (spec/label.md 8.6).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/status.h"

namespace imprint::label {

// From one rate to another, both in [8000, 192000] Hz, by libsamplerate's best converter (a band-limited sinc). As long in seconds, to the
// nearest sample.
Result<std::vector<float>> resampled(std::span<const float> sound, uint32_t from_hz, uint32_t to_hz);

}  // namespace imprint::label
