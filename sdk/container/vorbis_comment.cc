#include "container/vorbis_comment.h"

#include <optional>
#include <string>

namespace imprint::container {
namespace {

void append_text(Bytes& out, std::string_view text) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<uint8_t>(text.size() >> shift));
  append(out, as_bytes(text));
}

// A length of four bytes, little endian, and so many bytes.
std::optional<std::string_view> take_text(ByteView& rest) {
  if (rest.size() < 4 || read_le32(rest.data()) > rest.size() - 4) return std::nullopt;
  const std::string_view out = as_text(rest.subspan(4, read_le32(rest.data())));
  rest = rest.subspan(4 + out.size());
  return out;
}

}  // namespace

Result<VorbisComments> read_vorbis_comments(ByteView bytes, const Limits& limits) {
  const Status cut{Code::kMalformed, "list of Vorbis comments runs past its end"};
  VorbisComments out;
  const auto vendor = take_text(bytes);
  if (!vendor || bytes.size() < 4) return cut;
  out.vendor = *vendor;
  const uint32_t count = read_le32(bytes.data());
  bytes = bytes.subspan(4);
  if (count > bytes.size() / 4) return cut;  // each takes four bytes at least
  if (count > limits.max_segments)
    return limit_exceeded("count of Vorbis comments", count, "max_segments", limits.max_segments);
  for (uint32_t i = 0; i < count; ++i) {
    const auto comment = take_text(bytes);
    if (!comment) return cut;
    out.comments.push_back(*comment);
  }
  out.rest = bytes;
  return out;
}

Bytes write_vorbis_comments(const VorbisComments& comments) {
  Bytes out;
  append_text(out, comments.vendor);
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<uint8_t>(comments.comments.size() >> shift));
  for (const std::string_view comment : comments.comments) append_text(out, comment);
  append(out, comments.rest);
  return out;
}

VorbisComment split_vorbis_comment(std::string_view comment) {
  const size_t equals = comment.find('=');
  if (equals == std::string_view::npos) return {{}, comment};
  return {comment.substr(0, equals), comment.substr(equals + 1)};
}

}  // namespace imprint::container
