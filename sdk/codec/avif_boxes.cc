// Walks boxes down to the list of items and the sizes of their pictures. What it does not understand is left to
// libavif.
#include "codec/avif_boxes.h"

#include <string>
#include <string_view>

namespace imprint::codec {
namespace {

// libavif opens a decoder for every cell of a grid and keeps all their pictures until the last is done. Cameras write
// some hundred cells at most.
constexpr size_t kMaxCodedItems = 1024;

constexpr size_t kWithoutGrid = 2;  // colours and alpha

struct Items {
  size_t coded = 0, grids = 0;
};

struct Box {
  std::string_view type;
  ByteView data;  // behind the header
  size_t size = 0;
};

// ISO/IEC 14496-12 4.2: 32-bit size and type; size 1 puts 64 bits behind the type, size 0 means up to the end.
Result<Box> read_box(ByteView rest) {
  const Status cut{Code::kTruncated, "AVIF ends inside a box"};
  if (rest.size() < 8) return cut;
  size_t header = 8;
  uint64_t size = read_be32(rest.data());
  if (size == 1) {
    if (rest.size() < 16) return cut;
    header = 16;
    size = uint64_t{read_be32(&rest[8])} << 32 | read_be32(&rest[12]);
  }
  if (size == 0) size = rest.size();
  const std::string name(as_text(rest.subspan(4, 4)));
  if (size < header) return Status{Code::kMalformed, "AVIF box " + name + " is smaller than its header"};
  if (size > rest.size())
    return Status{Code::kTruncated, "AVIF box " + name + " of " + std::to_string(size) + " bytes is cut short after " +
                                        std::to_string(rest.size())};
  return Box{as_text(rest.subspan(4, 4)), rest.subspan(header, static_cast<size_t>(size) - header),
             static_cast<size_t>(size)};
}

template <typename Visit>
Status for_each_box(ByteView bytes, const Visit& visit) {
  while (!bytes.empty()) {
    IMPRINT_ASSIGN_OR_RETURN(const Box box, read_box(bytes));
    IMPRINT_RETURN_IF_ERROR(visit(box));
    bytes = bytes.subspan(box.size);
  }
  return {};
}

// ISO/IEC 23008-12 6.5.3: version and flags, width, height.
Status check_size(const Box& ispe, const Limits& limits) {
  if (ispe.data.size() < 12) return {Code::kMalformed, "AVIF box ispe is shorter than 12 bytes"};
  return check_dimensions(read_be32(&ispe.data[4]), read_be32(&ispe.data[8]), limits);
}

Status check_properties(const Box& iprp, const Limits& limits) {
  return for_each_box(iprp.data, [&](const Box& ipco) -> Status {
    if (ipco.type != "ipco") return {};
    return for_each_box(ipco.data, [&](const Box& property) -> Status {
      return property.type == "ispe" ? check_size(property, limits) : Status{};
    });
  });
}

// ISO/IEC 14496-12 8.11.6: version and flags, a count of 16 bits or (version 1) 32, then infe boxes. Those of version 2
// have the type of the item behind 16-bit item and protection numbers; in version 3 the first of these has 32 bits.
Status count_items(const Box& iinf, Items& items) {
  const size_t count_bytes = !iinf.data.empty() && iinf.data[0] == 0 ? 2 : 4;
  if (iinf.data.size() < 4 + count_bytes) return {Code::kMalformed, "AVIF box iinf is too short for its count"};
  return for_each_box(iinf.data.subspan(4 + count_bytes), [&](const Box& infe) -> Status {
    const size_t type_at = !infe.data.empty() && infe.data[0] == 3 ? 10 : 8;
    if (infe.type != "infe" || infe.data.size() < type_at + 4) return {};
    const std::string_view type = as_text(infe.data.subspan(type_at, 4));
    items.coded += type == "av01" ? 1 : 0;
    items.grids += type == "grid" ? 1 : 0;
    return {};
  });
}

Status read_meta(const Box& meta, const Limits& limits, Items& items) {
  if (meta.data.size() < 4) return {Code::kMalformed, "AVIF box meta is shorter than 4 bytes"};
  return for_each_box(meta.data.subspan(4), [&](const Box& box) -> Status {
    if (box.type == "iinf") return count_items(box, items);
    return box.type == "iprp" ? check_properties(box, limits) : Status{};
  });
}

}  // namespace

Result<size_t> count_coded_pictures(ByteView file, const Limits& limits) {
  Items items;
  IMPRINT_RETURN_IF_ERROR(for_each_box(
      file, [&](const Box& box) -> Status { return box.type == "meta" ? read_meta(box, limits, items) : Status{}; }));
  if (items.grids == 0) return kWithoutGrid;
  if (items.coded > kMaxCodedItems)
    return limit_exceeded("item count of an AVIF with a grid", items.coded, "the fixed limit of", kMaxCodedItems);
  return items.coded;
}

}  // namespace imprint::codec
