// Encoding of the texts, media type, file name, description, object; each text ends in a zero.
#include "container/id3_object.h"

#include <algorithm>

namespace imprint::container {
namespace {

constexpr uint8_t kLatin1 = 0;

// Section 4 of the structure: UTF-16 ends in two zero bytes, the others in one.
size_t width_of(uint8_t encoding) { return encoding == 1 || encoding == 2 ? 2 : 1; }

// Bytes of the text at the front, with the zero that ends it; nothing where none does.
std::optional<size_t> text_bytes(ByteView rest, size_t width) {
  for (size_t at = 0; at + width <= rest.size(); at += width)
    if (rest[at] == 0 && rest[at + width - 1] == 0) return at + width;
  return std::nullopt;
}

// A size of three bytes in version 2.2, of 32 bits in 2.3, of four times seven in 2.4.
size_t largest_frame(int version) {
  if (version == 2) return (size_t{1} << 24) - 1;
  return version == 3 ? size_t{0xFFFFFFFF} : (size_t{1} << 28) - 1;
}

}  // namespace

std::optional<Id3Object> read_id3_object(const Id3Frame& frame) {
  if ((frame.id != "GEOB" && frame.id != "GEO") || !frame.data || frame.data->empty()) return std::nullopt;
  const ByteView data = *frame.data;
  size_t at = 1;
  Id3Object out;
  // The media type is of Latin-1, the other two are of the encoding.
  for (const size_t width : {size_t{1}, width_of(data[0]), width_of(data[0])}) {
    const std::optional<size_t> bytes = text_bytes(data.subspan(at), width);
    if (!bytes) return std::nullopt;
    if (at == 1) out.media_type = as_text(data.subspan(1, *bytes - 1));
    at += *bytes;
  }
  out.head = at;
  out.data = data.subspan(at);
  return out;
}

Result<Bytes> id3_object_frame(int version, std::string_view media_type, std::string_view file_name,
                               std::string_view description, ByteView data) {
  Bytes content = {kLatin1};
  for (const std::string_view text : {media_type, file_name, description}) {
    append(content, as_bytes(text));
    content.push_back(0);
  }
  append(content, data);
  if (content.size() > largest_frame(version))
    return limit_exceeded("size of an ID3v2 frame", content.size(), "what its header can state,",
                          largest_frame(version));
  return id3_frame(version, version == 2 ? "GEO" : "GEOB", content);
}

}  // namespace imprint::container
