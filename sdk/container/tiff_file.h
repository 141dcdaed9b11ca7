// TIFF and BigTIFF files (TIFF 6.0): their pages, and one field set without moving anything that is there.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "container/tiff.h"

namespace imprint::container {

// A main directory ("IFD"): one picture of the file.
struct TiffPage {
  size_t at = 0;
  size_t entries = 0;
  bool pixels = false;  // it names strips or tiles; one that does not is no picture, but holds metadata
};

struct TiffFile {
  ByteView file;
  Tiff tiff;
  std::vector<TiffPage> pages;  // in the order of their chain; never empty
};

// Refuses a wrong header, a directory that leaves the file, a chain without end, strips and tiles that leave the file
// (kTruncated), more than limits.max_segments pages, and more than four times as many strips and tiles.
Result<TiffFile> open_tiff(ByteView file, const Limits& limits);

// `file` is a copy of what `tiff` was opened on, of which nothing but the bytes of values may have changed.
// Gives `page` the field `tag` with `value`, of UNDEFINED bytes unless the field is there with another type of bytes; a
// page that does not have the field yet has to be the first. A new value goes to the end of the file, and with a new field a copy of the directory; an old value is
// overwritten if `reuse`, and if the new one fits or the old one ends the file. Every other byte stays where it is.
// `value` has more bytes than an entry could hold itself. kMalformed: the old field has no byte type or leaves the
// file. kLimitExceeded: 65535 fields, or offsets beyond 32 bits outside BigTIFF.
Status set_tiff_field(Bytes& file, const TiffFile& tiff, const TiffPage& page, uint16_t tag, ByteView value, bool reuse,
                      const Limits& limits);

}  // namespace imprint::container
