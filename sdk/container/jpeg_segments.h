// JPEG as a list of marker segments (ITU-T T.81 annex B). Borrowed from the file; unknown segments are kept.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

struct JpegSegment {
  uint8_t marker = 0;  // 0xE1 for APP1, …; 0xD8 SOI and 0xD9 EOI stand alone
  ByteView data;       // payload after the length; empty for markers that stand alone
  ByteView raw;  // marker (with any fill bytes before it), length and payload; for SOS also the entropy-coded data up
                 // to the next marker, restart markers included
};

struct JpegSegments {
  std::vector<JpegSegment> segments;  // SOI first; EOI last unless the file was cut
  ByteView trailing;                  // bytes after EOI (MPF pictures, motion video, …), kept on writing
  bool has_eoi = true;
};

// Refuses a missing SOI, a segment that runs past the end, bytes between segments that are no marker, and more than
// limits.max_segments segments. Every `raw` in order and `trailing` are the file again.
Result<JpegSegments> split_jpeg(ByteView file, const Limits& limits);

// The segments before the first SOS only, for who needs the headers: the rest of the file is not looked at.
Result<JpegSegments> split_jpeg_header(ByteView file, const Limits& limits);

void append_jpeg_segment(Bytes& out, uint8_t marker, ByteView data);  // data of at most 65533 bytes

// Markers that our rooms look for by name (T.81 table B.1).
inline constexpr uint8_t kJpegSoi = 0xD8, kJpegEoi = 0xD9, kJpegSos = 0xDA, kJpegDqt = 0xDB, kJpegDri = 0xDD,
                         kJpegDht = 0xC4, kJpegDac = 0xCC, kJpegApp0 = 0xE0, kJpegApp1 = 0xE1, kJpegApp2 = 0xE2,
                         kJpegApp11 = 0xEB, kJpegApp14 = 0xEE, kJpegApp15 = 0xEF, kJpegCom = 0xFE;

// SOF0 to SOF15: a frame header, whatever the coding process.
bool is_jpeg_frame_header(uint8_t marker);

inline constexpr std::string_view kExifPrefix{"Exif\0\0", 6};
inline constexpr std::string_view kXmpPrefix{"http://ns.adobe.com/xap/1.0/\0", 29};
inline constexpr std::string_view kExtendedXmpPrefix{"http://ns.adobe.com/xmp/extension/\0", 35};

bool starts_with(ByteView data, std::string_view prefix);

}  // namespace imprint::container
