// Walks boxes down to the list of items and the sizes of their pictures. What it does not understand is left to
// libavif.
#include "codec/avif_boxes.h"

#include <string_view>

#include "container/bmff_boxes.h"

namespace imprint::codec {
namespace {

using container::BmffBox;

// libavif opens a decoder for every cell of a grid and keeps all their pictures until the last is done. Cameras write
// some hundred cells at most.
constexpr size_t kMaxCodedItems = 1024;

constexpr uint64_t kStepsAPair = 4;
constexpr size_t kWithoutGrid = 2;  // colours and alpha

struct Items {
  size_t all = 0, coded = 0, grids = 0;
};

template <typename Visit>
Status for_each_box(ByteView bytes, const Visit& visit) {
  return container::for_each_box(bytes, "AVIF", visit);
}

// ISO/IEC 23008-12 6.5.3: version and flags, width, height.
Status check_size(const BmffBox& ispe, const Limits& limits) {
  if (ispe.data.size() < 12) return {Code::kMalformed, "AVIF box ispe is shorter than 12 bytes"};
  return check_dimensions(read_be32(&ispe.data[4]), read_be32(&ispe.data[8]), limits);
}

Status check_properties(const BmffBox& iprp, const Limits& limits) {
  return for_each_box(iprp.data, [&](const BmffBox& ipco) -> Status {
    if (ipco.type != "ipco") return {};
    return for_each_box(ipco.data, [&](const BmffBox& property) -> Status {
      return property.type == "ispe" ? check_size(property, limits) : Status{};
    });
  });
}

// ISO/IEC 14496-12 8.11.6: version and flags, a count of 16 bits or (version 1) 32, then infe boxes. Those of version 2
// have the type of the item behind 16-bit item and protection numbers; in version 3 the first of these has 32 bits.
Status count_items(const BmffBox& iinf, Items& items) {
  const size_t count_bytes = !iinf.data.empty() && iinf.data[0] == 0 ? 2 : 4;
  if (iinf.data.size() < 4 + count_bytes) return {Code::kMalformed, "AVIF box iinf is too short for its count"};
  return for_each_box(iinf.data.subspan(4 + count_bytes), [&](const BmffBox& infe) -> Status {
    const size_t type_at = !infe.data.empty() && infe.data[0] == 3 ? 10 : 8;
    if (infe.type != "infe" || infe.data.size() < type_at + 4) return {};
    const std::string_view type = as_text(infe.data.subspan(type_at, 4));
    ++items.all;
    items.coded += type == "av01" ? 1 : 0;
    items.grids += type == "grid" ? 1 : 0;
    return {};
  });
}

Status read_meta(const BmffBox& meta, const Limits& limits, Items& items) {
  if (meta.data.size() < 4) return {Code::kMalformed, "AVIF box meta is shorter than 4 bytes"};
  return for_each_box(meta.data.subspan(4), [&](const BmffBox& box) -> Status {
    if (box.type == "iinf") return count_items(box, items);
    return box.type == "iprp" ? check_properties(box, limits) : Status{};
  });
}

}  // namespace

Result<size_t> count_coded_pictures(ByteView file, const Limits& limits) {
  Items items;
  IMPRINT_RETURN_IF_ERROR(for_each_box(file, [&](const BmffBox& box) -> Status {
    return box.type == "meta" ? read_meta(box, limits, items) : Status{};
  }));
  // libavif looks every item up in the list of all.
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kSteps, kStepsAPair * items.all * items.all, "AVIF items"));
  if (items.grids == 0) return kWithoutGrid;
  if (items.coded > kMaxCodedItems)
    return limit_exceeded("item count of an AVIF with a grid", items.coded, "the fixed limit of", kMaxCodedItems);
  return items.coded;
}

}  // namespace imprint::codec
