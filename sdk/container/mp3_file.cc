// Finds the tags around MPEG audio.
#include "container/mp3_file.h"

#include <algorithm>
#include <string>

#include "container/id3.h"

namespace imprint::container {
namespace {

constexpr size_t kId3v1Bytes = 128;
constexpr size_t kApeFrame = 32;  // header and footer alike: "APETAGEX", version, size, items, flags, 8 reserved
constexpr uint32_t kHasHeader = 0x80000000, kIsHeader = 0x20000000;
constexpr size_t kItemHead = 8;  // size of the value, flags

bool ends_in_id3v1(ByteView rest) {
  return rest.size() >= kId3v1Bytes && as_text(rest.last(kId3v1Bytes).first(3)) == "TAG";
}

// The size in a footer counts the items and itself, not the header.
ByteView ape_at_end(ByteView rest) {
  if (rest.size() < kApeFrame || as_text(rest.last(kApeFrame).first(8)) != "APETAGEX") return {};
  const ByteView footer = rest.last(kApeFrame);
  const uint64_t stated = read_le32(&footer[12]);
  const uint64_t bytes = stated + ((read_le32(&footer[20]) & kHasHeader) != 0 ? kApeFrame : 0);
  if ((read_le32(&footer[20]) & kIsHeader) != 0 || stated < kApeFrame || bytes > rest.size()) return {};
  return rest.last(static_cast<size_t>(bytes));
}

ByteView items_of(ByteView ape) {
  const ByteView footer = ape.last(kApeFrame);
  const size_t head = (read_le32(&footer[20]) & kHasHeader) != 0 ? kApeFrame : 0;
  return ape.subspan(head, ape.size() - head - kApeFrame);
}

void append_le32(Bytes& out, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<uint8_t>(value >> shift));
}

// `frame` with the size and the count of items that are left.
void append_frame(Bytes& out, ByteView frame, size_t bytes, size_t count) {
  append(out, frame.first(12));
  append_le32(out, static_cast<uint32_t>(bytes));
  append_le32(out, static_cast<uint32_t>(count));
  append(out, frame.subspan(20));
}

Result<ApeItem> read_item(ByteView rest) {
  const Status cut{Code::kMalformed, "APE tag has an item that runs past its end"};
  if (rest.size() < kItemHead) return cut;
  const size_t bytes = read_le32(rest.data());
  const auto key_end = std::find(rest.begin() + kItemHead, rest.end(), uint8_t{0});
  if (key_end == rest.end()) return cut;
  const size_t head = static_cast<size_t>(key_end - rest.begin()) + 1;
  if (bytes > rest.size() - head) return cut;
  const std::string_view key = as_text(rest.subspan(kItemHead, head - 1 - kItemHead));
  return ApeItem{key, rest.subspan(head, bytes), (read_le32(&rest[4]) & 6) == 0, rest.first(head + bytes)};
}

}  // namespace

Result<Mp3File> split_mp3(ByteView file, const Limits& limits) {
  Mp3File out;
  IMPRINT_ASSIGN_OR_RETURN(out.id3, split_leading_id3(file, limits));
  ByteView rest = file;
  for (const ByteView tag : out.id3) rest = rest.subspan(tag.size());
  if (rest.empty()) return Status{Code::kTruncated, "MP3 ends behind its tags, without any sound"};
  if (ends_in_id3v1(rest)) out.trailing = rest.last(kId3v1Bytes);
  rest = rest.first(rest.size() - out.trailing.size());
  out.ape = ape_at_end(rest);
  if (out.ape.size() > limits.max_metadata_bytes)
    return limit_exceeded("size of an APE tag", out.ape.size(), "max_metadata_bytes", limits.max_metadata_bytes);
  out.sound = rest.first(rest.size() - out.ape.size());
  return out;
}

Result<std::vector<ApeItem>> split_ape(ByteView ape, const Limits& limits) {
  std::vector<ApeItem> out;
  ByteView rest = items_of(ape);
  const uint32_t count = read_le32(&ape.last(kApeFrame)[16]);
  while (!rest.empty()) {
    if (out.size() == limits.max_segments)
      return limit_exceeded("count of APE items", out.size() + 1, "max_segments", limits.max_segments);
    IMPRINT_ASSIGN_OR_RETURN(const ApeItem item, read_item(rest));
    out.push_back(item);
    rest = rest.subspan(item.raw.size());
  }
  if (out.size() != count)
    return Status{Code::kMalformed,
                  "APE tag has " + std::to_string(out.size()) + " items and says " + std::to_string(count)};
  return out;
}

Bytes with_ape_items(ByteView ape, const std::vector<ByteView>& items) {
  Bytes out;
  if (items.empty()) return out;
  const ByteView kept = items_of(ape);
  size_t bytes = kApeFrame;
  for (const ByteView item : items) bytes += item.size();
  if (kept.data() != ape.data()) append_frame(out, ape.first(kApeFrame), bytes, items.size());
  for (const ByteView item : items) append(out, item);
  append_frame(out, ape.last(kApeFrame), bytes, items.size());
  return out;
}

}  // namespace imprint::container
