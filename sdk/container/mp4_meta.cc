// Clauses are those of ISO/IEC 14496-12; "QTFF" is Apple's QuickTime File Format, chapter Metadata.
#include "container/mp4_meta.h"

#include <algorithm>
#include <array>
#include <optional>

namespace imprint::container {
namespace {

constexpr std::array<uint8_t, 16> kXmpUuid = {0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8,
                                              0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC};
constexpr uint32_t kUntyped = 0, kUtf8 = 1, kUtf16 = 2;  // QTFF, well-known types of a box data
constexpr std::string_view kCopyright = "\xA9";          // with which names of QuickTime texts begin
constexpr std::string_view kLabelName = "AIGC";

// "©cmt": names of boxes are Mac OS Roman, of which this one letter is used.
std::string name_of(std::string_view type) {
  std::string out;
  for (const char c : type) out.append(c == kCopyright[0] ? "\u00A9" : std::string(1, c));
  return out;
}

class Reader {
 public:
  Reader(Mp4File& out, const char* format, const Limits& limits) : out_(out), format_(format), limits_(limits) {}

  Status read() {
    IMPRINT_RETURN_IF_ERROR(for_each_box(out_.file, format_, [&](const BmffBox& box) -> Status {
      IMPRINT_RETURN_IF_ERROR(count());
      out_.boxes.push_back(box);
      if (box.type == "meta") return meta(box, "file:", false);
      if (box.type == "uuid") return uuid(box);
      if (box.type != "moov") return {};
      if (!out_.moov.empty()) return malformed("has two boxes moov");
      out_.moov = box.raw;
      return moov(box);
    }));
    return out_.moov.empty() ? malformed("has no box moov") : Status();
  }

 private:
  Status malformed(const std::string& what) const { return {Code::kMalformed, std::string(format_) + " " + what}; }

  Status count() {
    if (++count_ <= limits_.max_segments) return {};
    return limit_exceeded(std::string(format_) + " box count", count_, "max_segments", limits_.max_segments);
  }

  template <typename Visit>
  Status each(const BmffBox& parent, const Visit& visit) {
    IMPRINT_ASSIGN_OR_RETURN(const Mp4Children children, mp4_children(parent, format_));
    for (const BmffBox& box : children.boxes) {
      IMPRINT_RETURN_IF_ERROR(count());
      IMPRINT_RETURN_IF_ERROR(visit(box));
    }
    return {};
  }

  Status moov(const BmffBox& parent) {
    return each(parent, [&](const BmffBox& box) -> Status {
      if (box.type == "meta") return meta(box, "moov:", false);
      if (box.type == "trak") return trak(box);
      if (box.type != "udta") return {};
      const bool first = out_.udta.empty();
      if (first) out_.udta = box.raw;
      return udta(box, first ? "" : "moov:", first);
    });
  }

  Status trak(const BmffBox& parent) {
    return each(parent, [&](const BmffBox& box) -> Status {
      if (box.type == "meta") return meta(box, "trak:", false);
      return box.type == "udta" ? udta(box, "trak:", false) : Status();
    });
  }

  Status uuid(const BmffBox& box) {
    if (box.data.size() < kXmpUuid.size() || !std::equal(kXmpUuid.begin(), kXmpUuid.end(), box.data.begin())) return {};
    const ByteView packet = box.data.subspan(kXmpUuid.size());
    IMPRINT_RETURN_IF_ERROR(check_size(packet));
    out_.xmp.push_back({box.raw, packet});
    return {};
  }

  Status udta(const BmffBox& parent, const std::string& where, bool in_place) {
    return each(parent, [&](const BmffBox& box) -> Status {
      if (box.type == "meta") return meta(box, where, in_place);
      if (box.type == "uuid") return uuid(box);
      if (box.type == kLabelName) return text({where + "udta", name_of(box.type), box.data, false, false, box.raw});
      // QTFF, user data text: bytes, language, and more of the same behind it.
      if (!box.type.starts_with(kCopyright) || box.data.size() < 4) return {};
      const size_t bytes = std::min<size_t>(read_be16(box.data.data()), box.data.size() - 4);
      return text({where + "udta", name_of(box.type), box.data.subspan(4, bytes), false, false, box.raw});
    });
  }

  Status meta(const BmffBox& parent, const std::string& where, bool in_place) {
    Mp4Keys keys{parent, {}, {}, {}, {}};
    bool named = false;
    std::optional<BmffBox> items;
    IMPRINT_RETURN_IF_ERROR(each(parent, [&](const BmffBox& box) -> Status {
      if (box.type == "hdlr" && box.data.size() >= 12) named = as_text(box.data.subspan(8, 4)) == "mdta";  // 8.4.3
      if (box.type == "keys" && keys.keys.empty()) {
        keys.keys = box.raw;
        return names(box, keys.names);
      }
      if (box.type == "ilst" && !items) {
        items = box;
        keys.ilst = box.raw;
      }
      return {};
    }));
    if (items) IMPRINT_RETURN_IF_ERROR(read_items(*items, named, keys, where, in_place));
    if (named && in_place && !keys.keys.empty()) out_.keys.push_back(std::move(keys));
    return {};
  }

  Status read_items(const BmffBox& items, bool named, Mp4Keys& keys, const std::string& where, bool in_place) {
    // Room that iTunes keeps for more.
    const auto is_room = [](const BmffBox& box) { return box.type == "free" || box.type == "skip"; };
    return each(items, [&](const BmffBox& box) -> Status {
      if (is_room(box)) return {};
      if (named && read_be32(&box.raw[4]) == keys.names.size() + 1) keys.loose.push_back(box.raw);
      return named ? key_item(box, keys.names, where, in_place) : item(box, where);
    });
  }

  // QTFF: version, count, then size, namespace and name of each.
  Status names(const BmffBox& box, std::vector<std::string_view>& out) {
    if (box.data.size() < 8) return malformed("has a box keys that is too short");
    const uint32_t stated = read_be32(&box.data[4]);
    ByteView rest = box.data.subspan(8);
    for (uint32_t i = 0; i < stated; ++i) {
      IMPRINT_RETURN_IF_ERROR(count());
      if (rest.size() < 8 || read_be32(rest.data()) < 8 || read_be32(rest.data()) > rest.size())
        return malformed("has a box keys with fewer keys than it says");
      out.push_back(as_text(rest.subspan(8, read_be32(rest.data()) - 8)));
      rest = rest.subspan(read_be32(rest.data()));
    }
    return {};
  }

  // The type of the box is the number of the key, from 1 on.
  Status key_item(const BmffBox& box, const std::vector<std::string_view>& names, const std::string& where,
                  bool in_place) {
    const uint32_t number = read_be32(&box.raw[4]);
    if (number == 0 || number > names.size()) return {};
    const std::string name(names[number - 1]);
    return each(box, [&](const BmffBox& data) {
      return data.type == "data"
                 ? typed_text({where + "keys", name, {}, false, in_place && name == kLabelName, box.raw}, data)
                 : Status();
    });
  }

  Status item(const BmffBox& box, const std::string& where) {
    std::string name = name_of(box.type);
    return each(box, [&](const BmffBox& part) {
      // An item "----" has its name in a box of its own, behind four bytes of version.
      if (part.type == "name" && box.type == "----" && part.data.size() >= 4) name = as_text(part.data.subspan(4));
      return part.type == "data" ? typed_text({where + "ilst", name, {}, false, false, box.raw}, part) : Status();
    });
  }

  Status typed_text(Mp4Text found, const BmffBox& data) {
    if (data.data.size() < 8) return {};
    const uint32_t type = read_be32(data.data.data());
    if (type != kUntyped && type != kUtf8 && type != kUtf16) return {};
    found.utf16 = type == kUtf16;
    found.value = data.data.subspan(8);
    return text(std::move(found));
  }

  Status text(Mp4Text found) {
    IMPRINT_RETURN_IF_ERROR(check_size(found.value));
    out_.texts.push_back(std::move(found));
    return {};
  }

  Status check_size(ByteView text) const {
    if (text.size() <= limits_.max_metadata_bytes) return {};
    return limit_exceeded(std::string(format_) + " text size", text.size(), "max_metadata_bytes",
                          limits_.max_metadata_bytes);
  }

  Mp4File& out_;
  const char* format_;
  const Limits& limits_;
  uint32_t count_ = 0;
};

}  // namespace

Result<Mp4File> read_mp4(ByteView file, const char* format, const Limits& limits) {
  Mp4File out;
  out.file = file;
  IMPRINT_RETURN_IF_ERROR(Reader(out, format, limits).read());
  return out;
}

Result<Mp4Children> mp4_children(const BmffBox& parent, const char* format) {
  Mp4Children out;
  ByteView rest = parent.data;
  // QTFF has no version in a box meta, 8.11.1 has one.
  const bool version = parent.type == "meta" && !(rest.size() >= 8 && as_text(rest.subspan(4, 4)) == "hdlr");
  if (version && rest.size() < 4)
    return Status{Code::kMalformed, std::string(format) + " box meta is too short for its version"};
  out.before = rest.first(version ? 4 : 0);
  rest = rest.subspan(out.before.size());
  while (!rest.empty()) {
    // A size of 0 ends a list in QuickTime; inside another box no box runs "to the end".
    if (rest.size() < 8 || read_be32(rest.data()) == 0) break;
    IMPRINT_ASSIGN_OR_RETURN(const BmffBox box, read_box(rest, format));
    out.boxes.push_back(box);
    rest = rest.subspan(box.raw.size());
  }
  out.behind = rest;
  return out;
}

}  // namespace imprint::container
