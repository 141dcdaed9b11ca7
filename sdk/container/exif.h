// The few EXIF tags that matter here (CIPA DC-008; TIFF 6.0 section 2). Reads only, bounded, tolerant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "container/tiff.h"

namespace imprint::container {

// `tiff` starts at the byte-order mark ("II*\0" or "MM\0*"). Absent, damaged or out-of-range tags give nullopt, and so does a
// budget of steps that runs out (Limits::status).
// IFD0 tag 0x0112, 1..8
std::optional<int> exif_orientation(ByteView tiff, const Limits& limits);
// Makes a tag that exif_orientation() gives say 1, for pixels that have been turned.
void set_exif_upright(Bytes& tiff, const Limits& limits);

// A text of IFD0 or of the Exif IFD, as it is stored.
struct ExifField {
  uint16_t tag = 0;
  bool in_exif_ifd = false;
  ByteView value;
};
inline constexpr uint16_t kExifImageDescription = 0x010E, kExifSoftware = 0x0131, kExifArtist = 0x013B, kExifCopyright = 0x8298,
                          kExifUserComment = 0x9286, kExifXpTitle = 0x9C9B, kExifXpComment = 0x9C9C, kExifXpKeywords = 0x9C9E,
                          kExifXpSubject = 0x9C9F, kExifMakerNote = 0x927C;

// Those fields above that are there and not empty, each in whichever of the two directories it stands (Pillow writes UserComment
// into IFD0); IFD0 first, in the order of the directory.
std::vector<ExifField> exif_fields(ByteView tiff, const Limits& limits);
// The same of another directory than the first, as each page of a TIFF has one.
std::vector<ExifField> exif_fields_at(const Tiff& tiff, size_t ifd, const Limits& limits);

}  // namespace imprint::container
