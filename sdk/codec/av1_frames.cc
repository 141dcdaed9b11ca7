#include "codec/av1_frames.h"

#include <cstdint>
#include <optional>

namespace imprint::codec {
namespace {

constexpr int kFrameHeader = 3, kFrame = 6;  // AV1 6.2.2

// AV1 4.10.5
std::optional<uint64_t> take_leb128(ByteView& data) {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 56 && !data.empty(); shift += 7) {
    const uint8_t byte = data.front();
    data = data.subspan(1);
    value |= uint64_t{byte & 0x7Fu} << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

}  // namespace

size_t count_av1_frames(ByteView data) {
  size_t frames = 0;
  while (!data.empty()) {
    const uint8_t header = data.front();  // 5.3.2: forbidden bit, type, extension, has a size, reserved bit
    const int type = header >> 3 & 15;
    const size_t header_bytes = (header & 4) != 0 ? 2 : 1;
    const bool has_size = (header & 2) != 0;
    if (type == kFrame || type == kFrameHeader) ++frames;
    if (!has_size || data.size() < header_bytes) break;
    data = data.subspan(header_bytes);
    const std::optional<uint64_t> size = take_leb128(data);
    if (!size || *size > data.size()) break;
    data = data.subspan(static_cast<size_t>(*size));
  }
  return frames;
}

}  // namespace imprint::codec
