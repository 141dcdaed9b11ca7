// What goes along when a picture changes its format: colour profile, Exif and XMP, wherever a container keeps them.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "container/format.h"

namespace imprint::container {

struct Attached {
  Bytes icc;        // ICC.1, as it is
  Bytes exif;       // from the byte-order mark on
  std::string xmp;  // a packet
};

// Of a PNG, JPEG, WebP or TIFF (no Exif: its own directory is that), the first of each kind; XMP that JPEG spreads over several
// segments, its main packet alone. What is damaged is as good as absent; empty = none. kUnsupportedFormat, and what the walk of
// the container refuses.
Result<Attached> attached_to(ByteView file, const Limits& limits);

// `bare`, a PNG, JPEG or WebP with none of the three, with all that its format has room for; what it has not is named in `left_out`.
// Exif gets room in JPEG up to 65527 bytes, XMP up to 65504.
Result<Bytes> attach(ByteView bare, const Attached& attached, std::vector<std::string>& left_out);

}  // namespace imprint::container
