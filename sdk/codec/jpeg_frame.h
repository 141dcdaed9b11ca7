// What the segments of a JPEG say about its picture before libjpeg is asked (ITU-T T.81 annex B).
#pragma once

#include <cstdint>

#include "base/limits.h"
#include "base/status.h"
#include "container/jpeg_segments.h"

namespace imprint::codec {

struct JpegFrame {
  uint32_t width_px = 0, height_px = 0;
  uint32_t components = 0;  // 1 or 3
  bool progressive = false;
};

// Refuses coding processes, precisions and colour spaces that we do not take, each by name, and sizes beyond limits.
Result<JpegFrame> read_jpeg_frame(const container::JpegSegments& file, const Limits& limits);

// Refuses what costs more than its size says (too many scans) or shows less (components without a scan).
Status check_jpeg_scans(const container::JpegSegments& file, const JpegFrame& frame, const Limits& limits);

// Refuses quantisation tables that can be read with but not written with: changed between scans, or with values that an
// encoder cannot divide by.
Status check_jpeg_tables(const container::JpegSegments& file);

}  // namespace imprint::codec
