// Which container a file is, told by its first bytes and never by its name.
#pragma once

#include "base/bytes.h"

namespace imprint::container {

enum class Format { kUnknown, kPng, kJpeg, kWebp, kGif, kTiff, kAvif, kHeic, kBmp };

Format sniff(ByteView file);
const char* format_name(Format format);  // "PNG", "JPEG", …; "unknown"

}  // namespace imprint::container
