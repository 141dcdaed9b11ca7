// Coded frames of AV1 data.
#pragma once

#include <cstddef>

#include "base/bytes.h"

namespace imprint::codec {

// Frames that an AV1 decoder meets before it is done with `data`, those that it is told not to show included: open
// bitstream units with a frame header (AV1 6.2.2). What does not add up ends the count.
size_t count_av1_frames(ByteView data);

}  // namespace imprint::codec
