// What the boxes of an AVIF say about its cost before libavif is asked (ISO/IEC 14496-12, ISO/IEC 23008-12).
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::codec {

// Refuses a file that ends inside a box, an image size (ispe) beyond limits, and more coded items than a decoder each
// can be paid for. Gives the number of coded items (av01): the cells of a grid, alpha planes and thumbnails among them.
Result<size_t> count_coded_items(ByteView file, const Limits& limits);

}  // namespace imprint::codec
