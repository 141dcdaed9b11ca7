// Parses the lists in the box meta. Clauses are those of ISO/IEC 14496-12.
#include "container/heif_items.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace imprint::container {
namespace {

// Big-endian numbers off the front of a box; after one that is not there all are 0.
class Cursor {
 public:
  explicit Cursor(ByteView bytes) : rest_(bytes) {}

  uint64_t take(size_t bytes) {
    if (bytes > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return 0;
    }
    uint64_t value = 0;
    for (const uint8_t byte : rest_.first(bytes)) value = value << 8 | byte;
    rest_ = rest_.subspan(bytes);
    return value;
  }
  uint8_t u8() { return static_cast<uint8_t>(take(1)); }
  uint16_t u16() { return static_cast<uint16_t>(take(2)); }
  uint32_t u32() { return static_cast<uint32_t>(take(4)); }

  std::string_view text(size_t bytes) {
    const std::string_view all = as_text(rest_);
    take(bytes);
    return ok_ ? all.substr(0, bytes) : std::string_view();
  }
  // Up to the next zero, or to the end: writers leave the last zero out.
  std::string_view zero_terminated() {
    const std::string_view all = as_text(rest_);
    const size_t size = std::min(all.find('\0'), all.size());
    rest_ = rest_.subspan(std::min(size + 1, rest_.size()));
    return all.substr(0, size);
  }

  bool ok() const { return ok_; }
  ByteView rest() const { return rest_; }

 private:
  ByteView rest_;
  bool ok_ = true;
};

class Reader {
 public:
  Reader(ByteView file, const char* format, const Limits& limits) : limits_(limits) {
    out_.file = file;
    out_.format = format;
  }

  Result<HeifFile> run() && {
    IMPRINT_RETURN_IF_ERROR(for_each_box(out_.file, out_.format, [&](const BmffBox& box) -> Status {
      if (box.type == "meta" && !out_.meta) out_.meta = box;
      out_.boxes.push_back(box);
      return count();
    }));
    if (out_.meta) IMPRINT_RETURN_IF_ERROR(meta());
    return std::move(out_);
  }

 private:
  Status count() {
    if (++counted_ <= limits_.max_segments) return {};
    return limit_exceeded(std::string(out_.format) + " box, item and extent count (so far)", counted_, "max_segments",
                          limits_.max_segments);
  }
  Status too_short(const char* box) const {
    return {Code::kMalformed, std::string(out_.format) + " box " + box + " is too short for what it lists"};
  }

  // 8.11.1: version and flags, then boxes.
  Status meta() {
    if (out_.meta->data.size() < 4) return too_short("meta");
    std::optional<BmffBox> pitm;
    IMPRINT_RETURN_IF_ERROR(
        for_each_inner_box(out_.meta->data.subspan(4), out_.format, [&](const BmffBox& box) -> Status {
          if (box.type == "pitm" && pitm) return {Code::kMalformed, std::string(out_.format) + " box meta holds two boxes pitm"};
          if (box.type == "pitm") pitm = box;
          for (const auto& [type, member] : {std::pair{"iinf", &HeifFile::iinf}, std::pair{"iloc", &HeifFile::iloc},
                                             std::pair{"iref", &HeifFile::iref}, std::pair{"idat", &HeifFile::idat}}) {
            if (box.type != type) continue;
            if (out_.*member)
              return {Code::kMalformed, std::string(out_.format) + " box meta holds two boxes " + std::string(type)};
            out_.*member = box;
          }
          if (box.type == "grpl") IMPRINT_RETURN_IF_ERROR(groups(box));
          return count();
        }));
    if (pitm) IMPRINT_RETURN_IF_ERROR(primary(*pitm));
    if (out_.iinf) IMPRINT_RETURN_IF_ERROR(item_list());
    if (out_.iref) IMPRINT_RETURN_IF_ERROR(references());
    if (out_.iloc) return location_list();
    return {};
  }

  // 8.11.4
  Status primary(const BmffBox& pitm) {
    Cursor in(pitm.data);
    const bool wide = in.u32() >> 24 != 0;
    out_.primary = static_cast<uint32_t>(in.take(wide ? 4 : 2));
    return in.ok() ? Status{} : too_short("pitm");
  }

  // 8.18.3: groups share their numbers with items.
  Status groups(const BmffBox& grpl) {
    return for_each_inner_box(grpl.data, out_.format, [&](const BmffBox& group) -> Status {
      if (group.data.size() >= 8) out_.max_id = std::max(out_.max_id, read_be32(&group.data[4]));
      return count();
    });
  }

  // 8.11.6
  Status item_list() {
    Cursor in(out_.iinf->data);
    const bool wide = in.u32() >> 24 != 0;
    in.take(wide ? 4 : 2);
    if (!in.ok()) return too_short("iinf");
    return for_each_inner_box(in.rest(), out_.format, [&](const BmffBox& infe) -> Status {
      if (infe.type == "infe") item(infe);
      return count();
    });
  }

  // Versions 0 and 1 know no types, so nothing in them can be an item of interest.
  void item(const BmffBox& infe) {
    Cursor in(infe.data);
    const uint32_t version = in.u32() >> 24;
    HeifItem item;
    item.id = static_cast<uint32_t>(in.take(version >= 3 ? 4 : 2));
    item.is_protected = in.u16() != 0;
    if (in.ok()) out_.max_id = std::max(out_.max_id, item.id);
    if (version < 2) return;
    item.type = in.text(4);
    if (!in.ok()) return;
    item.name = in.zero_terminated();
    if (item.type == "mime") {
      item.content_type = in.zero_terminated();
      item.content_encoding = in.zero_terminated();
    }
    number_of_.emplace(item.id, out_.items.size());
    out_.items.push_back(item);
  }

  // 8.11.12: of all references, "cdsc" says which item a piece of metadata is about (ISO/IEC 23008-12, 6.5).
  Status references() {
    Cursor in(out_.iref->data);
    const bool wide = in.u32() >> 24 != 0;
    if (!in.ok()) return too_short("iref");
    return for_each_inner_box(in.rest(), out_.format, [&](const BmffBox& box) -> Status {
      Cursor ref(box.data);
      const auto id = static_cast<uint32_t>(ref.take(wide ? 4 : 2));
      const auto from = number_of_.find(id);
      const size_t targets = ref.u16();
      if (!ref.ok()) return too_short("iref");
      out_.max_id = std::max(out_.max_id, id);  // a new item must not inherit the references of one that is not there
      for (size_t i = 0; box.type == "cdsc" && from != number_of_.end() && i < targets; ++i) {
        const auto to = static_cast<uint32_t>(ref.take(wide ? 4 : 2));
        if (!ref.ok()) return too_short("iref");
        out_.items[from->second].describes = true;
        out_.items[from->second].describes_primary |= to == out_.primary;
      }
      return count();
    });
  }

  // 8.11.3
  Status location_list() {
    Cursor in(out_.iloc->data);
    HeifWidths& w = out_.widths;
    w.version = static_cast<uint8_t>(in.u32() >> 24);
    const uint16_t nibbles = in.u16();
    w.offset = nibbles >> 12, w.length = nibbles >> 8 & 15, w.base = nibbles >> 4 & 15;
    w.index = w.version == 0 ? 0 : nibbles & 15;
    for (const size_t width : {w.offset, w.length, w.base, w.index})
      if (w.version > 2 || (width != 0 && width != 4 && width != 8))
        return {Code::kMalformed, std::string(out_.format) + " box iloc has a version or a width that is not known"};
    for (uint64_t left = in.take(w.version < 2 ? 2 : 4); left > 0 && in.ok(); --left) {
      IMPRINT_RETURN_IF_ERROR(location(in));
      IMPRINT_RETURN_IF_ERROR(count());
    }
    return in.ok() ? Status{} : too_short("iloc");
  }

  Status location(Cursor& in) {
    const HeifWidths& w = out_.widths;
    HeifLocation entry;
    entry.id = static_cast<uint32_t>(in.take(w.version < 2 ? 2 : 4));
    if (w.version > 0) entry.method = in.u16() & 15;
    entry.data_reference = in.u16();
    entry.base = in.take(w.base);
    const size_t extents = in.u16();
    for (size_t i = 0; i < extents && in.ok(); ++i) {
      HeifExtent e;
      e.index = in.take(w.index), e.offset = in.take(w.offset), e.length = in.take(w.length);
      entry.extents.push_back(e);
      IMPRINT_RETURN_IF_ERROR(count());
    }
    out_.max_id = std::max(out_.max_id, entry.id);
    out_.location_of.emplace(entry.id, out_.locations.size());
    out_.locations.push_back(std::move(entry));
    return {};
  }

  const Limits& limits_;
  HeifFile out_;
  uint64_t counted_ = 0;
  std::unordered_map<uint32_t, size_t> number_of_;  // place in `items` of an id
};

}  // namespace

const HeifLocation* HeifFile::location(uint32_t id) const {
  const auto found = location_of.find(id);
  return found == location_of.end() ? nullptr : &locations[found->second];
}

Result<HeifFile> read_heif(ByteView file, const char* format, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size", file.size(), "max_file_bytes", limits.max_file_bytes);
  return Reader(file, format, limits).run();
}

Result<std::vector<HeifRange>> heif_ranges(const HeifFile& heif, const HeifItem& item) {
  const std::string name = std::string(heif.format) + " item " + std::to_string(item.id);
  const HeifLocation* location = heif.location(item.id);
  if (location == nullptr) return Status{Code::kMalformed, name + " has no place in the file"};
  if (item.is_protected) return Status{Code::kMalformed, name + " is protected"};
  if (location->method > 1 || location->data_reference != 0)
    return Status{Code::kMalformed, name + " lies in another item or another file"};
  if (location->method == 1 && !heif.idat)
    return Status{Code::kMalformed, name + " lies in a box idat that is missing"};
  const ByteView source = location->method == 1 ? heif.idat->data : heif.file;
  const size_t source_at = static_cast<size_t>(source.data() - heif.file.data());
  std::vector<HeifRange> out;
  for (const HeifExtent& e : location->extents) {
    const uint64_t at = location->base + e.offset;
    if (at < location->base || at > source.size() || e.length > source.size() - at)
      return Status{Code::kTruncated, name + " lies outside the file"};
    const uint64_t size = e.length == 0 ? source.size() - at : e.length;  // 8.11.3: 0 means all there is
    out.push_back({source_at + static_cast<size_t>(at), static_cast<size_t>(size)});
  }
  return out;
}

Result<Bytes> heif_item_data(const HeifFile& heif, const HeifItem& item, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::vector<HeifRange> ranges, heif_ranges(heif, item));
  Bytes out;
  for (const HeifRange& range : ranges) {
    if (range.size > limits.max_metadata_bytes - out.size())
      return limit_exceeded("metadata item size (so far)", uint64_t{out.size()} + range.size, "max_metadata_bytes",
                            limits.max_metadata_bytes);
    // Items may share bytes: a small file could have any number of large ones.
    IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kInflatedBytes, range.size, "metadata items"));
    append(out, heif.file.subspan(range.at, range.size));
  }
  return out;
}

}  // namespace imprint::container
