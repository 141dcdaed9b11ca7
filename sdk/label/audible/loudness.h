// Loudness of sound in pieces, for the parts of this sub-room.
#pragma once

#include <span>

#include "label/audible/audible.h"

namespace imprint::label {

// As if they followed each other without a gap.
Result<Loudness> loudness_of_parts(std::span<const std::span<const float>> parts, audio::PcmFormat format);

}  // namespace imprint::label
