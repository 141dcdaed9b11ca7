// Pictures with everything that a file may hold beside its pixels: colour profile, EXIF with an orientation, XMP of
// somebody else.
#pragma once

#include "pictures/picture.h"

namespace imprint_conform {

// A PNG or JPEG without metadata, with a colour profile (a gamma of 2.2 over Display P3's primaries), EXIF (orientation
// 6, a maker, a date) and an XMP packet with a title and a rating.
Bytes dressed(ByteSpan file);

// The colour profile alone, 400 odd bytes, the same in every run.
Bytes wide_profile();

}  // namespace imprint_conform
