// What MPEG audio begins with: ID3v2 tags, frames of layer I to III, frames of AAC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace imprint::container {

// Of ID3v2 tags, one behind the other, that lead `file`; at most its size. 0 when it begins with none.
size_t bytes_of_leading_id3(ByteView file);

// What the header of a frame says (ISO/IEC 11172-3, 2.4.1.3).
struct MpegFrame {
  unsigned layer = 3;         // 1 to 3
  bool first_edition = true;  // MPEG-1; else MPEG-2 or 2.5, of half and a quarter of its rates
  uint32_t rate_hz = 0, channels = 0;
  uint32_t kbit_a_second = 0;  // 0: free format
  uint32_t samples = 0;        // of each channel
  size_t bytes = 0;            // header included; 0 in free format, whose headers do not tell
};
// Of the frame that begins at the first byte; nothing when none does.
std::optional<MpegFrame> read_mpeg_frame(ByteView at);

// Two frames in a row, or one that ends the file: four bytes alone are met in any data.
bool begins_with_mpeg_frames(ByteView sound);

bool is_adts_frame(ByteView sound);  // ISO/IEC 14496-3, 1.A.2: no MPEG layer, and a second frame where the first says

}  // namespace imprint::container
