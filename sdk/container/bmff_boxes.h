// Boxes of the ISO base media file format (ISO/IEC 14496-12), of which AVIF and HEIC are made. Borrowed from the file.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/status.h"

namespace imprint::container {

struct BmffBox {
  std::string_view type;  // four bytes
  ByteView data;          // behind the header
  ByteView raw;           // all of it
};

// The box at the front of `rest`. kTruncated when it ends later than `rest`, kMalformed when it is smaller than its
// header. `format` names the file in messages. A size of 0 means up to the end of `rest`.
Result<BmffBox> read_box(ByteView rest, const char* format);

template <typename Visit>
Status for_each_box(ByteView bytes, const char* format, const Visit& visit) {
  while (!bytes.empty()) {
    IMPRINT_ASSIGN_OR_RETURN(const BmffBox box, read_box(bytes, format));
    IMPRINT_RETURN_IF_ERROR(visit(box));
    bytes = bytes.subspan(box.raw.size());
  }
  return {};
}

// The same for boxes inside another, where only a broken or hostile file has one without a size (4.2): kMalformed.
template <typename Visit>
Status for_each_inner_box(ByteView bytes, const char* format, const Visit& visit) {
  return for_each_box(bytes, format, [&](const BmffBox& box) -> Status {
    if (read_be32(box.raw.data()) == 0)
      return {Code::kMalformed, std::string(format) + " box " + std::string(box.type) + " inside another has no size"};
    return visit(box);
  });
}

void append_box(Bytes& out, std::string_view type, ByteView data);  // data below 2^32 - 8 bytes

}  // namespace imprint::container
