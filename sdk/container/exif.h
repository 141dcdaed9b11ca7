// The few EXIF tags that matter here (CIPA DC-008; TIFF 6.0 section 2). Reads only, bounded, tolerant.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/limits.h"

namespace imprint::container {

// `tiff` starts at the byte-order mark ("II*\0" or "MM\0*"). Absent, damaged or out-of-range tags give nullopt, and so does a
// budget of steps that runs out (Limits::status).
// IFD0 tag 0x0112, 1..8
std::optional<int> exif_orientation(ByteView tiff, const Limits& limits);
// Exif IFD tag 0x9286, with its 8-byte prefix if any
std::optional<ByteView> exif_user_comment(ByteView tiff, const Limits& limits);
// IFD0 tag 0x010E, without the zero bytes at its end
std::optional<ByteView> exif_image_description(ByteView tiff, const Limits& limits);

}  // namespace imprint::container
