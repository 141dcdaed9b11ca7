// New bytes for the strips or tiles of a TIFF, nothing else of which moves.
#pragma once

#include <vector>

#include "base/status.h"
#include "container/tiff_file.h"

namespace imprint::codec {

// `blocks` in the order of the first page's strips or tiles, as many as it has. The new ones share the room of all old ones, and what is
// left of it becomes zeros: nothing of the old pixels stays. Room at the end of the file is given back, and what fits nowhere goes there. kMalformed,
// kLimitExceeded (offsets beyond 32 bits).
Result<Bytes> replace_strips(ByteView original, const container::TiffFile& file, const std::vector<Bytes>& blocks,
                             const Limits& limits);

}  // namespace imprint::codec
