// Walks JPEG marker segments. Clause numbers are those of ITU-T T.81.
#include "container/jpeg_segments.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

namespace imprint::container {
namespace {

constexpr uint8_t kTem = 0x01;

bool is_restart(uint8_t marker) { return marker >= 0xD0 && marker <= 0xD7; }

// B.1.1.3: markers without a length after them.
bool stands_alone(uint8_t marker) {
  return marker == kJpegSoi || marker == kJpegEoi || marker == kTem || is_restart(marker);
}

std::string name_at(uint8_t marker, size_t offset) {
  char text[64];
  std::snprintf(text, sizeof text, "JPEG segment 0x%02X at byte %zu", marker, offset);
  return text;
}

// Where the entropy-coded data from `at` on ends: before the next marker that is no restart marker. A zero after 0xFF
// is stuffing (B.1.1.5), further 0xFF before a marker are fill bytes and belong to it (B.1.1.2).
size_t scan_end(ByteView file, size_t at) {
  while (at < file.size()) {
    const void* found = std::memchr(&file[at], 0xFF, file.size() - at);
    if (found == nullptr) return file.size();
    const size_t start = static_cast<size_t>(static_cast<const uint8_t*>(found) - file.data());
    size_t code = start;
    while (code < file.size() && file[code] == 0xFF) ++code;
    if (code == file.size()) return file.size();
    if (file[code] != 0 && !is_restart(file[code])) return start;
    at = code + 1;
  }
  return file.size();
}

// The segment that starts at `at`, which is before the end of the file.
Result<JpegSegment> read_segment(ByteView file, size_t at) {
  size_t code = at;
  while (code < file.size() && file[code] == 0xFF) ++code;
  if (code == at) return Status{Code::kMalformed, "no JPEG marker at byte " + std::to_string(at)};
  if (code == file.size()) return Status{Code::kTruncated, "JPEG ends inside a marker"};
  const uint8_t marker = file[code];
  if (marker == 0) return Status{Code::kMalformed, "no JPEG marker at byte " + std::to_string(at)};
  const size_t body = code + 1;
  if (stands_alone(marker)) return JpegSegment{marker, {}, file.subspan(at, body - at)};

  const size_t left = file.size() - body;
  if (left < 2) return Status{Code::kTruncated, name_at(marker, at) + " ends before its length"};
  const size_t length = read_be16(&file[body]);
  if (length < 2) return Status{Code::kMalformed, name_at(marker, at) + " claims a length below 2"};
  if (length > left)
    return Status{Code::kTruncated, name_at(marker, at) + " claims " + std::to_string(length) + " bytes, but " +
                                        std::to_string(left) + " are left"};
  const size_t end = marker == kJpegSos ? scan_end(file, body + length) : body + length;
  return JpegSegment{marker, file.subspan(body + 2, length - 2), file.subspan(at, end - at)};
}

bool starts_scan(ByteView file, size_t at) {
  while (at < file.size() && file[at] == 0xFF) ++at;
  return at < file.size() && file[at] == kJpegSos;
}

Result<JpegSegments> split(ByteView file, const Limits& limits, bool header_only) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size", file.size(), "max_file_bytes", limits.max_file_bytes);
  if (file.size() < 2 || file[0] != 0xFF || file[1] != kJpegSoi)
    return Status{Code::kMalformed, "not a JPEG: the file does not start with the SOI marker"};
  JpegSegments out;
  out.has_eoi = false;
  size_t at = 0;
  while (at < file.size() && !out.has_eoi) {
    if (header_only && starts_scan(file, at)) break;
    if (out.segments.size() >= limits.max_segments)
      return limit_exceeded("segment count", out.segments.size() + 1, "max_segments", limits.max_segments);
    IMPRINT_ASSIGN_OR_RETURN(const JpegSegment segment, read_segment(file, at));
    if (segment.marker == kJpegSoi && at != 0)
      return Status{Code::kMalformed, "second SOI marker at byte " + std::to_string(at)};
    out.segments.push_back(segment);
    out.has_eoi = segment.marker == kJpegEoi;
    at += segment.raw.size();
  }
  out.trailing = file.subspan(at);
  return out;
}

}  // namespace

Result<JpegSegments> split_jpeg(ByteView file, const Limits& limits) { return split(file, limits, false); }

Result<JpegSegments> split_jpeg_header(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(JpegSegments out, split(file, limits, true));
  out.trailing = {};
  return out;
}

void append_jpeg_segment(Bytes& out, uint8_t marker, ByteView data) {
  out.push_back(0xFF);
  out.push_back(marker);
  append_be16(out, static_cast<uint16_t>(data.size() + 2));
  append(out, data);
}

bool is_jpeg_frame_header(uint8_t marker) {
  // Table B.1: 0xC4, 0xC8 and 0xCC within the range are DHT, JPG and DAC.
  return marker >= 0xC0 && marker <= 0xCF && marker != kJpegDht && marker != 0xC8 && marker != kJpegDac;
}

bool starts_with(ByteView data, std::string_view prefix) {
  return data.size() >= prefix.size() && as_text(data.first(prefix.size())) == prefix;
}

}  // namespace imprint::container
