// Reads and writes box headers. Clauses are those of ISO/IEC 14496-12.
#include "container/bmff_boxes.h"

namespace imprint::container {

// 4.2: 32-bit size and type; size 1 puts 64 bits behind the type, size 0 means up to the end.
Result<BmffBox> read_box(ByteView rest, const char* format) {
  const Status cut{Code::kTruncated, std::string(format) + " ends inside a box"};
  if (rest.size() < 8) return cut;
  size_t header = 8;
  uint64_t size = read_be32(rest.data());
  if (size == 1) {
    if (rest.size() < 16) return cut;
    header = 16;
    size = read_be64(&rest[8]);
  } else if (size == 0) {
    size = rest.size();
  }
  const std::string name = std::string(format) + " box " + std::string(as_text(rest.subspan(4, 4)));
  if (size < header) return Status{Code::kMalformed, name + " is smaller than its header"};
  if (size > rest.size())
    return Status{Code::kTruncated,
                  name + " of " + std::to_string(size) + " bytes is cut short after " + std::to_string(rest.size())};
  return BmffBox{as_text(rest.subspan(4, 4)), rest.subspan(header, static_cast<size_t>(size) - header),
                 rest.first(static_cast<size_t>(size))};
}

void append_box(Bytes& out, std::string_view type, ByteView data) {
  append_be32(out, static_cast<uint32_t>(data.size() + 8));
  append(out, as_bytes(type));
  append(out, data);
}

}  // namespace imprint::container
