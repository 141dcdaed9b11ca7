// New bytes for the strips or tiles of a TIFF, nothing else of which moves.
#pragma once

#include <vector>

#include "base/status.h"
#include "container/tiff_file.h"

namespace imprint::codec {

// `blocks` in the order of the first page's strips or tiles, as many as it has. Where the old bytes stood come the new
// ones if they fit, and zeros: nothing of the old pixels stays. What does not fit goes to the end. kMalformed,
// kLimitExceeded (offsets beyond 32 bits).
Result<Bytes> replace_strips(ByteView original, const container::TiffFile& file, const std::vector<Bytes>& blocks,
                             const Limits& limits);

}  // namespace imprint::codec
