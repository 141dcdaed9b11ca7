// One channel laid on all (spec/label.md 8.1).
#pragma once

#include <cstdint>
#include <span>

#include "audio/pcm.h"

namespace imprint::label {

// The fourth of 5.1 and 7.1, low frequencies: it says nothing of a label.
inline bool is_low_frequency(uint32_t channel, audio::PcmFormat format) {
  return channel == 3 && (format.channels == 6 || format.channels == 8);
}

// `out` has room for as many frames as `mono` has samples, interleaved.
inline void spread(std::span<const float> mono, audio::PcmFormat format, std::span<float> out) {
  for (size_t frame = 0; frame < mono.size(); ++frame)
    for (uint32_t c = 0; c < format.channels; ++c)
      out[frame * format.channels + c] = is_low_frequency(c, format) ? 0.0f : mono[frame];
}

}  // namespace imprint::label
