// Judges the frame header and counts the scans. Clause numbers are those of ITU-T T.81.
#include "codec/jpeg_frame.h"

#include <algorithm>
#include <string>
#include <vector>

namespace imprint::codec {
namespace {

using container::JpegSegment;
using container::JpegSegments;

constexpr uint8_t kSof55 = 0xF7;                        // JPEG-LS, ITU-T T.87 annex C
constexpr size_t kFixedBytes = 6, kComponentBytes = 3;  // B.2.2

// Each scan is decoded over the whole picture however little it holds, so a small file can ask for a lot of work.
// Encoders write about ten progressive scans; 500 is beyond what any useful script needs. The second bound keeps the
// work of a picture at the pixel limit to that of twenty scans.
constexpr size_t kMaxScans = 500;
constexpr uint64_t kFullSizeScans = 20;

// Table B.1; nullptr for the three processes that we take.
const char* unsupported_process(uint8_t marker) {
  switch (marker) {
    case 0xC0:
    case 0xC1:
    case 0xC2: return nullptr;
    case 0xC3: return "lossless";
    case 0xC5:
    case 0xC6:
    case 0xC7: return "hierarchical";
    case 0xC9:
    case 0xCA: return "arithmetic-coded";
    case 0xCB: return "lossless arithmetic-coded";
    default: return "hierarchical arithmetic-coded";
  }
}

// Byte 11 of the Adobe segment tells CMYK (0) from YCCK (2).
std::string four_component_name(const JpegSegments& file) {
  for (const JpegSegment& segment : file.segments)
    if (segment.marker == container::kJpegApp14 && container::starts_with(segment.data, "Adobe") &&
        segment.data.size() >= 12)
      return segment.data[11] == 2 ? "YCCK" : "CMYK";
  return "CMYK";
}

Status unsupported(const std::string& what) {
  return {Code::kUnsupportedPixels,
          what + " JPEG is not supported; 8-bit grey and three-colour JPEG, baseline or progressive, is"};
}

Status check_components(const JpegSegments& file, uint32_t components) {
  if (components == 1 || components == 3) return {};
  if (components == 4) return unsupported(four_component_name(file));
  return unsupported(std::to_string(components) + "-component");
}

Result<JpegSegment> find_frame(const JpegSegments& file) {
  for (const JpegSegment& segment : file.segments) {
    if (segment.marker == kSof55) return unsupported("JPEG-LS");
    if (container::is_jpeg_frame_header(segment.marker)) return segment;
  }
  return Status{file.has_eoi ? Code::kMalformed : Code::kTruncated, "JPEG has no frame header"};
}

// B.2.3: the components that a scan names.
Result<std::vector<uint8_t>> scan_components(const JpegSegment& sos) {
  const size_t count = sos.data.empty() ? 0 : sos.data[0];
  if (count == 0 || count > 4 || sos.data.size() != 4 + 2 * count)
    return Status{Code::kMalformed, "JPEG scan header of " + std::to_string(sos.data.size()) + " bytes for " +
                                        std::to_string(count) + " components"};
  std::vector<uint8_t> ids;
  for (size_t i = 0; i < count; ++i) ids.push_back(sos.data[1 + 2 * i]);
  return ids;
}

// B.2.4.1: tables of 64 values, each after a byte whose upper half says whether they take one byte or two. A value is
// at least 1; libjpeg-turbo's encoder divides by the low 16 bits of eight times the value, which 8192 makes 0 too.
Status check_table_values(ByteView dqt) {
  constexpr uint32_t kMaxValue = 8191;
  while (!dqt.empty()) {
    const size_t value_bytes = dqt[0] >> 4 != 0 ? 2 : 1;
    if (dqt.size() < 1 + 64 * value_bytes) return {Code::kMalformed, "JPEG quantisation table ends early"};
    for (size_t i = 0; i < 64; ++i) {
      const uint8_t* p = &dqt[1 + i * value_bytes];
      const uint32_t value = value_bytes == 2 ? read_be16(p) : *p;
      if (value == 0 || value > kMaxValue)
        return {Code::kUnsupportedPixels, "JPEG quantisation table holds " + std::to_string(value) +
                                              "; it can be read but not written, that takes 1 to " +
                                              std::to_string(kMaxValue)};
    }
    dqt = dqt.subspan(1 + 64 * value_bytes);
  }
  return {};
}

}  // namespace

Status check_jpeg_tables(const JpegSegments& file) {
  bool in_scans = false;
  for (const JpegSegment& segment : file.segments) {
    in_scans |= segment.marker == container::kJpegSos;
    if (segment.marker != container::kJpegDqt) continue;
    // Those that the header shows must be those of all scans, or "its own tables" would mean two things.
    if (in_scans)
      return {Code::kUnsupportedPixels,
              "JPEG changes its quantisation tables between scans; it can be read but not written"};
    IMPRINT_RETURN_IF_ERROR(check_table_values(segment.data));
  }
  return {};
}

Result<JpegFrame> read_jpeg_frame(const JpegSegments& file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegment sof, find_frame(file));
  if (const char* process = unsupported_process(sof.marker)) return unsupported(process);
  if (sof.data.size() < kFixedBytes) return Status{Code::kMalformed, "JPEG frame header is too short"};
  const uint8_t precision = sof.data[0];
  if (precision != 8) return unsupported(std::to_string(precision) + "-bit");
  const JpegFrame frame{read_be16(&sof.data[3]), read_be16(&sof.data[1]), sof.data[5], sof.marker == 0xC2};
  if (frame.height_px == 0 && frame.width_px != 0) return unsupported("height-after-scan (DNL)");
  IMPRINT_RETURN_IF_ERROR(check_components(file, frame.components));
  if (sof.data.size() != kFixedBytes + kComponentBytes * frame.components)
    return Status{Code::kMalformed, "JPEG frame header of " + std::to_string(sof.data.size()) + " bytes for " +
                                        std::to_string(frame.components) + " components"};
  IMPRINT_RETURN_IF_ERROR(check_dimensions(frame.width_px, frame.height_px, limits));
  return frame;
}

Status check_jpeg_scans(const JpegSegments& file, const JpegFrame& frame, const Limits& limits) {
  const Code incomplete = file.has_eoi ? Code::kMalformed : Code::kTruncated;
  std::vector<uint8_t> shown;
  size_t scans = 0;
  for (const JpegSegment& segment : file.segments) {
    if (segment.marker != container::kJpegSos) continue;
    ++scans;
    IMPRINT_ASSIGN_OR_RETURN(const std::vector<uint8_t> ids, scan_components(segment));
    for (const uint8_t id : ids)
      if (std::find(shown.begin(), shown.end(), id) == shown.end()) shown.push_back(id);
  }
  if (scans == 0) return {incomplete, "JPEG ends before its first scan"};
  if (scans > kMaxScans) return limit_exceeded("JPEG scan count", scans, "the limit of", kMaxScans);
  const uint64_t work = uint64_t{frame.width_px} * frame.height_px * scans;
  if (work > limits.max_pixels * kFullSizeScans)
    return limit_exceeded("JPEG pixels times scans", work, "20 x max_pixels", limits.max_pixels * kFullSizeScans);
  if (shown.size() < frame.components)
    return {incomplete, "JPEG has scans for " + std::to_string(shown.size()) + " of its " +
                            std::to_string(frame.components) + " components"};
  return {};
}

}  // namespace imprint::codec
