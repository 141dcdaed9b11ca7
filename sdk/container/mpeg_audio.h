// What MPEG audio begins with: ID3v2 tags, frames of layer I to III, frames of AAC.
#pragma once

#include <cstddef>

#include "base/bytes.h"

namespace imprint::container {

// Of ID3v2 tags, one behind the other, that lead `file`; at most its size. 0 when it begins with none.
size_t bytes_of_leading_id3(ByteView file);

// Two frames in a row, or one that ends the file: four bytes alone are met in any data.
bool begins_with_mpeg_frames(ByteView sound);

bool is_adts_frame(ByteView sound);  // ISO/IEC 14496-3, 1.A.2: no MPEG layer, and a second frame where the first says

}  // namespace imprint::container
