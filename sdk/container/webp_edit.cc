// Headers of WebP. Section numbers are those of RFC 9649.
#include "container/webp_edit.h"

#include <string>

namespace imprint::container {
namespace {

constexpr uint8_t kAlpha = 0x10;  // 2.7.1
constexpr size_t kVp8xBytes = 10;

void append_le(Bytes& out, uint64_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; ++i) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

struct Canvas {
  uint32_t width_px = 0, height_px = 0;
  bool alpha = false;
};

// 2.5; RFC 6386 9.1: frame tag, start code, then 14 bits of width and of height, with two bits of scale above each.
Result<Canvas> canvas_of_vp8(ByteView data) {
  if (data.size() < 10 || as_text(data.subspan(3, 3)) != "\x9d\x01\x2a")
    return Status{Code::kMalformed, "WebP chunk VP8 does not begin with a key frame"};
  return Canvas{read_le16(&data[6]) & 0x3FFFu, read_le16(&data[8]) & 0x3FFFu, false};
}

// 3.4: a signature, 14 bits of width - 1, 14 of height - 1, one of alpha.
Result<Canvas> canvas_of_vp8l(ByteView data) {
  if (data.size() < 5 || data[0] != 0x2F)
    return Status{Code::kMalformed, "WebP chunk VP8L does not begin with its signature"};
  const uint32_t bits = read_le32(&data[1]);
  return Canvas{(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, (bits >> 28 & 1) != 0};
}

Result<Bytes> new_header(const WebpChunks& webp, const Canvas& canvas, uint8_t flags) {
  if (canvas.width_px == 0 || canvas.height_px == 0)
    return Status{Code::kMalformed,
                  "WebP of " + std::to_string(canvas.width_px) + " x " + std::to_string(canvas.height_px) + " pixels"};
  if (canvas.alpha) flags |= kAlpha;
  if (webp.find("EXIF") != nullptr) flags |= kWebpExifFlag;
  if (webp.find("ICCP") != nullptr) flags |= kWebpIccFlag;
  Bytes data = {flags, 0, 0, 0};
  append_le(data, canvas.width_px - 1, 3);
  append_le(data, canvas.height_px - 1, 3);
  Bytes out;
  append_webp_chunk(out, "VP8X", data);
  return out;
}

}  // namespace

void append_webp_chunk(Bytes& out, std::string_view type, ByteView data) {
  append(out, as_bytes(type));
  append_le(out, data.size(), 4);
  append(out, data);
  if (data.size() % 2 == 1) out.push_back(0);
}

Result<Bytes> extended_webp_header(const WebpChunks& webp, uint8_t flags) {
  const WebpChunk& first = webp.chunks.front();
  if (first.type == "VP8X") {
    if (first.data.size() < kVp8xBytes)
      return Status{Code::kMalformed,
                    "WebP chunk VP8X of " + std::to_string(first.data.size()) + " bytes instead of 10"};
    Bytes data(first.data.begin(), first.data.end());
    data[0] |= flags;
    Bytes out;
    append_webp_chunk(out, "VP8X", data);
    return out;
  }
  if (first.type != "VP8 " && first.type != "VP8L")
    return Status{Code::kMalformed, "WebP begins with none of the chunks VP8X, VP8 and VP8L"};
  IMPRINT_ASSIGN_OR_RETURN(const Canvas canvas,
                           first.type == "VP8 " ? canvas_of_vp8(first.data) : canvas_of_vp8l(first.data));
  return new_header(webp, canvas, flags);
}

Result<Bytes> join_webp(const std::vector<ByteView>& chunks, ByteView trailing) {
  constexpr uint64_t kMaxRiffBytes = 0xFFFFFFFE - 8;  // 2.4: an even 32-bit number, without the first eight bytes
  uint64_t size = 4;
  for (const ByteView chunk : chunks) size += chunk.size() + chunk.size() % 2;
  if (size > kMaxRiffBytes)
    return Status{Code::kLimitExceeded, "WebP of " + std::to_string(size) + " bytes exceeds what RIFF can state, " +
                                            std::to_string(kMaxRiffBytes)};
  Bytes out;
  out.reserve(static_cast<size_t>(size) + 8 + trailing.size());
  append(out, as_bytes("RIFF"));
  append_le(out, size, 4);
  append(out, as_bytes("WEBP"));
  for (const ByteView chunk : chunks) {
    append(out, chunk);
    if (chunk.size() % 2 == 1) out.push_back(0);
  }
  append(out, trailing);
  return out;
}

}  // namespace imprint::container
