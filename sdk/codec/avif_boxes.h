// What the boxes of an AVIF say about its cost before libavif is asked (ISO/IEC 14496-12, ISO/IEC 23008-12).
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::codec {

inline constexpr size_t kWithoutGrid = 2;  // coded pictures: colours and alpha

// Refuses a file that ends inside a box, an image size (ispe) beyond limits, and a grid of more cells than a decoder
// each can be paid for. Gives how many coded pictures may have to be decoded for the one that is asked for: all coded
// items (av01) when there is a grid that they may be cells of, otherwise colours and alpha.
Result<size_t> count_coded_pictures(ByteView file, const Limits& limits);

}  // namespace imprint::codec
