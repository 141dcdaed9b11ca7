// Boxes are put together anew from the inside out, and only those that hold a change.
#include "container/mp4_edit.h"

#include <algorithm>
#include <map>
#include <string>

namespace imprint::container {
namespace {

constexpr std::string_view kLabelName = "AIGC";
constexpr uint64_t kMax32 = 0xFFFFFFFF;

Bytes box_of(std::string_view type, ByteView data) {
  Bytes out;
  append_box(out, type, data);
  return out;
}

std::string_view number_as_type(uint32_t number, Bytes& room) {
  room.clear();
  append_be32(room, number);
  return as_text(room);
}

// QTFF: an item of the number of its key, with one value of type UTF-8 and no locale.
Bytes label_item(uint32_t number, ByteView value) {
  Bytes data;
  append_be32(data, 1);
  append_be32(data, 0);
  append(data, value);
  Bytes room;
  return box_of(number_as_type(number, room), box_of("data", data));
}

Bytes keys_box(const std::vector<std::string_view>& names) {
  Bytes data(4);
  append_be32(data, static_cast<uint32_t>(names.size()));
  for (const std::string_view name : names) {
    append_be32(data, static_cast<uint32_t>(name.size() + 8));
    append(data, as_bytes("mdta"));
    append(data, as_bytes(name));
  }
  return box_of("keys", data);
}

// The list with one more key; others stay as they are, of whatever namespace, and so does what stands behind them.
Bytes with_label_key(const Mp4Keys& keys) {
  ByteView data = keys.keys.subspan(read_be32(keys.keys.data()) == 1 ? 16 : 8);
  size_t end = 8;
  for (const std::string_view name : keys.names) end += name.size() + 8;
  Bytes out(data.begin(), data.begin() + 4);
  append_be32(out, static_cast<uint32_t>(keys.names.size() + 1));
  append(out, data.subspan(8, end - 8));
  append_be32(out, static_cast<uint32_t>(kLabelName.size() + 8));
  append(out, as_bytes("mdta"));
  append(out, as_bytes(kLabelName));
  append(out, data.subspan(end));
  return box_of("keys", out);
}

Bytes new_meta(ByteView value) {
  Bytes handler(8);
  append(handler, as_bytes("mdta"));
  handler.resize(handler.size() + 13);  // reserved, and an empty name
  Bytes data(4);
  append(data, box_of("hdlr", handler));
  append(data, keys_box({kLabelName}));
  append(data, box_of("ilst", label_item(1, value)));
  return box_of("meta", data);
}

// What is added to the end of a box, and what stands in the place of one, by where the box begins.
class Editor {
 public:
  Editor(const Mp4File& mp4, const char* format) : mp4_(mp4), format_(format) {}

  void change(ByteView box, Bytes bytes) { replaced_[box.data()] = std::move(bytes); }

  // Behind the first box of the file.
  void put_second(Bytes bytes) { second_ = std::move(bytes); }

  void put_label(ByteView value) {
    const auto main = std::find_if(mp4_.texts.begin(), mp4_.texts.end(), [](const Mp4Text& t) { return t.main; });
    if (main != mp4_.texts.end()) return change(main->box, label_item(read_be32(&main->box[4]), value));
    if (!mp4_.keys.empty()) return add_item(mp4_.keys.front(), value);
    const Bytes meta = new_meta(value);
    if (mp4_.udta.empty()) return add(mp4_.moov, box_of("udta", meta));
    add(mp4_.udta, meta);
  }

  Status put_metadata(const Mp4File& from) {
    IMPRINT_RETURN_IF_ERROR(for_metadata(mp4_, [&](const BmffBox& box) { change(box.raw, {}); }));
    IMPRINT_RETURN_IF_ERROR(for_metadata(from, [&](const BmffBox& box) { append(added_[mp4_.moov.data()], box.raw); }));
    for (const Mp4Xmp& xmp : mp4_.xmp) change(xmp.box, {});
    for (const BmffBox& box : from.boxes)  // what stands in udta came with it
      for (const Mp4Xmp& xmp : from.xmp)
        if (xmp.box.data() == box.raw.data()) append(second_, xmp.box);
    return {};
  }

  Result<Bytes> run() && {
    Bytes out;
    out.reserve(mp4_.file.size() + second_.size() + 4096);
    size_t moov_at = 0;
    for (const BmffBox& box : mp4_.boxes) {
      if (box.raw.data() == mp4_.moov.data()) moov_at = out.size();
      IMPRINT_RETURN_IF_ERROR(write(box, out));
      if (box.raw.data() == mp4_.file.data()) append(out, second_);
      const size_t old_end = static_cast<size_t>(box.raw.data() - mp4_.file.data()) + box.raw.size();
      if (moves_.empty() || moves_.back().by != out.size() - old_end) moves_.push_back({old_end, out.size() - old_end});
    }
    if (moves_.size() == 1 && moves_.front().by == 0) return out;
    IMPRINT_RETURN_IF_ERROR(check_movable());
    IMPRINT_RETURN_IF_ERROR(mend(out, moov_at));
    return out;
  }

 private:
  // From `end` of the old file on bytes stand `by` further on, modulo 2^64.
  struct Move {
    size_t end = 0, by = 0;
  };

  Status unsupported(const std::string& what) const {
    return {Code::kUnsupportedFormat, std::string(format_) + " " + what + "; such a file is not changed"};
  }

  template <typename Visit>
  Status for_metadata(const Mp4File& mp4, const Visit& visit) const {
    IMPRINT_ASSIGN_OR_RETURN(const BmffBox moov, read_box(mp4.moov, format_));
    IMPRINT_ASSIGN_OR_RETURN(const Mp4Children children, mp4_children(moov, format_));
    for (const BmffBox& box : children.boxes)
      if (box.type == "udta" || box.type == "meta") visit(box);
    return {};
  }

  void add(ByteView box, const Bytes& bytes) { append(added_[box.data()], bytes); }

  void add_item(const Mp4Keys& keys, ByteView value) {
    const std::vector<std::string_view>& names = keys.names;
    const auto known = std::find(names.begin(), names.end(), kLabelName);
    const auto number = static_cast<uint32_t>(known - names.begin()) + 1;
    if (known == names.end()) {
      change(keys.keys, with_label_key(keys));
      for (const ByteView item : keys.loose) change(item, {});  // which would become the label's
    }
    const Bytes item = label_item(number, value);
    if (keys.ilst.empty()) return add(keys.meta.raw, box_of("ilst", item));
    add(keys.ilst, item);
  }

  // Whether something of the box changes, itself or within.
  template <typename Map>
  static bool touches(const Map& map, ByteView box) {
    const auto first = map.lower_bound(box.data());
    return first != map.end() && first->first < box.data() + box.size();
  }

  Status write(const BmffBox& box, Bytes& out) const {
    const auto replaced = replaced_.find(box.raw.data());
    if (replaced != replaced_.end()) {
      append(out, replaced->second);
      return {};
    }
    if (!touches(replaced_, box.raw) && !touches(added_, box.raw)) {
      append(out, box.raw);
      return {};
    }
    IMPRINT_ASSIGN_OR_RETURN(const Mp4Children children, mp4_children(box, format_));
    Bytes data(children.before.begin(), children.before.end());
    for (const BmffBox& child : children.boxes) IMPRINT_RETURN_IF_ERROR(write(child, data));
    const auto added = added_.find(box.raw.data());
    if (added != added_.end()) append(data, added->second);
    append(data, children.behind);
    if (data.size() > kMax32 - 8) return unsupported("has metadata of 4 GiB");
    append_box(out, box.type, data);
    return {};
  }

  Status check_movable() const {
    for (const BmffBox& box : mp4_.boxes)
      for (const char* moved : {"moof", "mfra", "sidx", "ssix", "meco"})
        if (box.type == moved) return unsupported(std::string("holds a box ") + moved);
    return {};
  }

  uint64_t moved(uint64_t offset) const {
    uint64_t out = offset;
    for (const Move& move : moves_)
      if (offset >= move.end) out = offset + move.by;
    return out;
  }

  Status mend(Bytes& out, size_t moov_at) const {
    IMPRINT_ASSIGN_OR_RETURN(const BmffBox moov, read_box(ByteView(out).subspan(moov_at), format_));
    return mend_in(moov, 0, out);
  }

  Status mend_in(const BmffBox& parent, int depth, Bytes& out) const {
    constexpr int kDeepest = 5;  // moov, trak, mdia, minf, stbl
    IMPRINT_ASSIGN_OR_RETURN(const Mp4Children children, mp4_children(parent, format_));
    for (const BmffBox& box : children.boxes) {
      if (box.type == "saio" || box.type == "iloc") return unsupported("has a box " + std::string(box.type));
      if (box.type == "stco" || box.type == "co64") IMPRINT_RETURN_IF_ERROR(mend_list(box, out));
      for (const char* inner : {"trak", "mdia", "minf", "stbl", "meta"})
        if (box.type == inner && depth < kDeepest) IMPRINT_RETURN_IF_ERROR(mend_in(box, depth + 1, out));
    }
    return {};
  }

  // 8.7.5: version, count, offsets from the beginning of the file.
  Status mend_list(const BmffBox& box, Bytes& out) const {
    const size_t width = box.type == "co64" ? 8 : 4;
    if (box.data.size() < 8 || read_be32(&box.data[4]) > (box.data.size() - 8) / width)
      return {Code::kMalformed,
              std::string(format_) + " box " + std::string(box.type) + " is too short for what it lists"};
    uint8_t* at = out.data() + (box.data.data() - out.data()) + 8;
    for (uint32_t i = read_be32(&box.data[4]); i > 0; --i, at += width) {
      const uint64_t offset = moved(width == 8 ? read_be64(at) : read_be32(at));
      if (width == 4 && offset > kMax32)
        return limit_exceeded("offset of a chunk", offset, "what its box can state,", kMax32);
      for (size_t b = 0; b < width; ++b) at[b] = static_cast<uint8_t>(offset >> (8 * (width - 1 - b)));
    }
    return {};
  }

  const Mp4File& mp4_;
  const char* format_;
  std::map<const uint8_t*, Bytes> replaced_, added_;
  Bytes second_;
  std::vector<Move> moves_;
};

}  // namespace

Result<Bytes> with_mp4_label(const Mp4File& mp4, ByteView value, std::vector<Mp4Change> changes, const char* format) {
  Editor editor(mp4, format);
  for (Mp4Change& change : changes) editor.change(change.box, std::move(change.bytes));
  editor.put_label(value);
  return std::move(editor).run();
}

Result<Bytes> with_mp4_box(const Mp4File& mp4, ByteView old, Bytes box, const char* format) {
  Editor editor(mp4, format);
  if (!old.empty()) {
    editor.change(old, std::move(box));
  } else {
    if (mp4.boxes.front().type != "ftyp")
      return Status{Code::kMalformed, std::string(format) + " does not begin with a box ftyp"};
    editor.put_second(std::move(box));
  }
  return std::move(editor).run();
}

Result<Bytes> with_mp4_metadata(const Mp4File& made, const Mp4File& from, const char* format) {
  Editor editor(made, format);
  IMPRINT_RETURN_IF_ERROR(editor.put_metadata(from));
  return std::move(editor).run();
}

}  // namespace imprint::container
