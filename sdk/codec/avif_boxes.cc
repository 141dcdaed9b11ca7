// Walks boxes down to the list of items and the sizes of their pictures. What it does not understand is left to
// libavif.
#include "codec/avif_boxes.h"

#include <algorithm>
#include <string_view>

#include "codec/av1_frames.h"
#include "container/bmff_boxes.h"
#include "container/heif_items.h"

namespace imprint::codec {
namespace {

using container::BmffBox;

// libavif opens a decoder for every cell of a grid and keeps all their pictures until the last is done. Cameras write
// some hundred cells at most.
constexpr size_t kMaxCodedItems = 640;

// Of one coded picture. A decoder goes through frames that are not shown, each as large as the picture and of a few
// bytes, until one is; layered pictures have four at most.
constexpr size_t kMaxFrames = 8;

constexpr uint64_t kBytesAnAssociation = 128;

// `named`: how often a list names an item, which libavif looks for among all, and makes when there is none of its
// number.
struct Items {
  uint64_t named = 0, associations = 0;
  size_t coded = 0, grids = 0;
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

// ISO/IEC 23008-12 9.3.1: version and flags, a count, then an item's number, how many properties it has, and their
// places of 7 or 15 bits. What is cut short is libavif's to refuse.
void count_associations(const BmffBox& ipma, Items& items) {
  if (ipma.data.size() < 8) return;
  const size_t id_bytes = ipma.data[0] == 0 ? 2 : 4, place_bytes = (ipma.data[3] & 1) != 0 ? 2 : 1;
  for (size_t at = 8; at + id_bytes < ipma.data.size();) {
    const size_t count = ipma.data[at + id_bytes];
    ++items.named;
    items.associations += count;
    at += id_bytes + 1 + count * place_bytes;
  }
}

Status check_properties(const BmffBox& iprp, const Limits& limits, Items& items) {
  return for_each_box(iprp.data, [&](const BmffBox& ipco) -> Status {
    if (ipco.type == "ipma") count_associations(ipco, items);
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
    ++items.named;
    items.coded += type == "av01" ? 1 : 0;
    items.grids += type == "grid" ? 1 : 0;
    return {};
  });
}

// ISO/IEC 14496-12 8.11.3: version and flags, widths, a count of 16 bits or (version 2) 32; six bytes an item at the
// least.
void count_locations(const BmffBox& iloc, Items& items) {
  constexpr size_t kLeast = 6;
  if (iloc.data.size() < 10) return;
  const uint64_t count = iloc.data[0] < 2 ? read_be16(&iloc.data[6]) : read_be32(&iloc.data[6]);
  items.named += std::min<uint64_t>(count, iloc.data.size() / kLeast);
}

// 8.11.12: a box for each item that refers, with its number, a count, and the numbers of the others.
Status count_references(const BmffBox& iref, Items& items) {
  if (iref.data.size() < 4) return {};
  const size_t id_bytes = iref.data[0] == 0 ? 2 : 4;
  return for_each_box(iref.data.subspan(4), [&](const BmffBox& one) -> Status {
    items.named += 1 + one.data.size() / id_bytes;
    return {};
  });
}

Status read_meta(const BmffBox& meta, const Limits& limits, Items& items) {
  if (meta.data.size() < 4) return {Code::kMalformed, "AVIF box meta is shorter than 4 bytes"};
  return for_each_box(meta.data.subspan(4), [&](const BmffBox& box) -> Status {
    if (box.type == "iinf") return count_items(box, items);
    if (box.type == "iloc") count_locations(box, items);
    if (box.type == "iref") return count_references(box, items);
    return box.type == "iprp" ? check_properties(box, limits, items) : Status{};
  });
}

Status check_frames(ByteView coded) {
  const size_t frames = count_av1_frames(coded);
  if (frames <= kMaxFrames) return {};
  return limit_exceeded("frame count of an AVIF picture", frames, "the fixed limit of", kMaxFrames);
}

uint64_t entries_of(const BmffBox& list) { return list.data.size() < 8 ? 0 : read_be32(&list.data[4]); }

// libavif 0.11 reads the properties of a sample description up to the end of all of them: of the first those of every
// other, too. It ends the process when memory runs out. 8.5.2: version and flags, a count, boxes.
Status check_descriptions(const BmffBox& stsd, const Limits& limits) {
  constexpr uint64_t kBytesAProperty = 128, kLeastBox = 8;
  const uint64_t boxes = stsd.data.size() / kLeastBox, count = std::min(entries_of(stsd), boxes);
  return limits.spend(Resource::kInflatedBytes, kBytesAProperty * count * boxes, "AVIF sample descriptions");
}

// Where the first sample of a track is, which is the one that is decoded (14496-12 8.7.3, 8.7.5).
struct FirstSample {
  uint64_t at = 0, size = 0;

  void note(const BmffBox& box) {
    const ByteView d = box.data;
    if (box.type == "stsz" && d.size() >= 12) size = read_be32(&d[4]);
    if (box.type == "stsz" && d.size() >= 16 && size == 0) size = read_be32(&d[12]);
    if (box.type == "stco" && d.size() >= 12) at = read_be32(&d[8]);
    if (box.type == "co64" && d.size() >= 16) at = read_be64(&d[8]);
  }
  ByteView in(ByteView file) const {
    return at >= file.size() ? ByteView() : file.subspan(at, std::min<uint64_t>(size, file.size() - at));
  }
};

// For each chunk of a track libavif goes through its runs of chunks (8.7.4) from the end.
Status check_track(ByteView file, ByteView container, const Limits& limits, int depth) {
  constexpr int kDeepest = 5;  // moov, trak, mdia, minf, stbl
  constexpr uint64_t kBytesATrack = 4096;
  uint64_t runs = 0, chunks = 0;
  FirstSample first;
  IMPRINT_RETURN_IF_ERROR(for_each_box(container, [&](const BmffBox& box) -> Status {
    if (box.type == "trak")
      IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kInflatedBytes, kBytesATrack, "AVIF tracks"));
    if (box.type == "stsd") IMPRINT_RETURN_IF_ERROR(check_descriptions(box, limits));
    first.note(box);
    if (box.type == "stsc") runs += std::min<uint64_t>(entries_of(box), box.data.size());
    if (box.type == "stco" || box.type == "co64") chunks += std::min<uint64_t>(entries_of(box), box.data.size());
    for (const char* parent : {"trak", "mdia", "minf", "stbl"})
      if (box.type == parent && depth < kDeepest) return check_track(file, box.data, limits, depth + 1);
    return {};
  }));
  IMPRINT_RETURN_IF_ERROR(check_frames(first.in(file)));
  return limits.spend(Resource::kSteps, runs * chunks, "AVIF chunks and their runs");
}

// Of an item in several places libavif makes a copy, of all cells of a grid at one time: places may share bytes.
Status check_places(const container::HeifFile& heif, const Limits& limits) {
  uint64_t copied = 0;
  for (const container::HeifLocation& item : heif.locations)
    for (const container::HeifExtent& extent : item.extents)
      if (item.extents.size() > 1) copied += std::min<uint64_t>(extent.length, heif.file.size());
  const uint64_t shared = copied - std::min<uint64_t>(copied, heif.file.size());
  return limits.spend(Resource::kInflatedBytes, shared, "AVIF items that share bytes");
}

// Items whose bytes lie where nothing can read them are libavif's to refuse.
Status check_items(const container::HeifFile& heif, const Limits& limits) {
  for (const container::HeifItem& item : heif.items) {
    if (item.type != "av01") continue;
    const auto ranges = container::heif_ranges(heif, item);
    if (!ranges.ok()) continue;
    Bytes joined;
    for (const container::HeifRange& range : ranges.value()) {
      IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kSteps, range.size, "coded pictures of an AVIF"));
      append(joined, heif.file.subspan(range.at, range.size));
    }
    IMPRINT_RETURN_IF_ERROR(check_frames(joined));
  }
  return {};
}

}  // namespace

Result<size_t> count_coded_pictures(ByteView file, const Limits& limits) {
  Items items;
  IMPRINT_ASSIGN_OR_RETURN(const container::HeifFile heif, container::read_heif(file, "AVIF", limits));
  IMPRINT_RETURN_IF_ERROR(check_places(heif, limits));
  IMPRINT_RETURN_IF_ERROR(for_each_box(file, [&](const BmffBox& box) -> Status {
    if (box.type == "moov") return check_track(file, box.data, limits, 1);
    return box.type == "meta" ? read_meta(box, limits, items) : Status{};
  }));
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kSteps, items.named * items.named, "AVIF items"));
  IMPRINT_RETURN_IF_ERROR(
      limits.spend(Resource::kInflatedBytes, kBytesAnAssociation * items.associations, "properties of AVIF items"));
  IMPRINT_RETURN_IF_ERROR(check_items(heif, limits));
  if (items.grids == 0) return kWithoutGrid;
  if (items.coded > kMaxCodedItems)
    return limit_exceeded("item count of an AVIF with a grid", items.coded, "the fixed limit of", kMaxCodedItems);
  return items.coded;
}

}  // namespace imprint::codec
