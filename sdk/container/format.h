// Which container a file is, told by its first bytes and never by its name.
#pragma once

#include <string>

#include "base/bytes.h"

namespace imprint::container {

enum class Format { kUnknown, kPng, kJpeg, kWebp, kGif, kTiff, kAvif, kHeic, kBmp, kWav, kAiff, kMp3, kFlac, kOgg, kM4a };

Format sniff(ByteView file);
const char* format_name(Format format);  // "PNG", "JPEG", …; "unknown"
bool is_sound(Format format);

// Film or sound in boxes (ISO/IEC 14496-12): MP4, QuickTime and their like, M4A among them. Of films nothing but the
// manifest is read.
bool is_film(ByteView file);
// For messages, with its article: "a PNG picture", "a PDF document", "an empty file". Formats that are not read are
// known by name.
std::string describe(ByteView file);

}  // namespace imprint::container
