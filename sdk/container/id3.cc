// Section numbers are those of "ID3 tag version 2.4.0 - Main Structure" (2000) unless another version is named.
#include "container/id3.h"

#include <algorithm>

namespace imprint::container {
namespace {

constexpr size_t kHeader = 10;                                       // 3.1, and the footer of 3.4
constexpr uint8_t kUnsync = 0x80, kExtended = 0x40, kFooter = 0x10;  // 3.1
constexpr uint8_t kFrameUnsync = 0x02;                               // 4.1.2, second byte
constexpr uint8_t kCompressedTag = 0x40;                             // of version 2.2, whose scheme nobody laid down
constexpr size_t kMaxTagBytes = (size_t{1} << 28) - 1;               // 6.2: four bytes of seven bits
constexpr size_t kMostTags = 16;                                     // in a row

bool is_sync_safe(ByteView four) {
  return std::all_of(four.begin(), four.begin() + 4, [](uint8_t byte) { return byte < 0x80; });
}
uint32_t sync_safe(ByteView four) {
  return uint32_t{four[0] & 0x7Fu} << 21 | uint32_t{four[1] & 0x7Fu} << 14 | uint32_t{four[2] & 0x7Fu} << 7 |
         (four[3] & 0x7Fu);
}
void append_sync_safe(Bytes& out, size_t value) {
  for (int shift = 21; shift >= 0; shift -= 7) out.push_back(static_cast<uint8_t>(value >> shift & 0x7F));
}
uint32_t be24(const uint8_t* p) { return uint32_t{p[0]} << 16 | uint32_t{p[1]} << 8 | p[2]; }

bool has_header(ByteView file) {
  return file.size() >= kHeader && as_text(file.first(3)) == "ID3" && file[3] >= 2 && file[3] <= 4 && file[4] != 0xFF;
}

// 6.1: a zero byte behind each FF that could begin a frame of sound.
Bytes without_unsync(ByteView bytes) {
  Bytes out;
  out.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) {
    out.push_back(bytes[i]);
    if (bytes[i] == 0xFF && i + 1 < bytes.size() && bytes[i + 1] == 0) ++i;
  }
  return out;
}

Bytes with_unsync(ByteView bytes) {
  Bytes out;
  out.reserve(bytes.size() + bytes.size() / 64);
  for (size_t i = 0; i < bytes.size(); ++i) {
    out.push_back(bytes[i]);
    const bool last = i + 1 == bytes.size();
    if (bytes[i] == 0xFF && (last || bytes[i + 1] >= 0xE0 || bytes[i + 1] == 0)) out.push_back(0);
  }
  return out;
}

// Of frames, by version: 2.2 has three letters and three bytes of size, and no flags.
size_t frame_header(int version) { return version == 2 ? 6 : 10; }
size_t id_letters(int version) { return version == 2 ? 3 : 4; }

bool is_id(ByteView letters) {
  return std::all_of(letters.begin(), letters.end(),
                     [](uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

// What may stand behind a frame: another, padding, or nothing.
bool may_follow(ByteView rest, int version) {
  return rest.empty() || rest[0] == 0 ||
         (rest.size() >= frame_header(version) && is_id(rest.first(id_letters(version))));
}

// Version 2.4 writes seven bits a byte; iTunes wrote eight, and the two differ from 128 bytes on.
size_t frame_bytes(ByteView rest, int version) {
  if (version == 2) return be24(&rest[3]);
  const size_t plain = read_be32(&rest[4]);
  if (version == 3 || !is_sync_safe(rest.subspan(4))) return plain;
  const size_t safe = sync_safe(rest.subspan(4)), left = rest.size() - kHeader;
  const auto fits = [&](size_t bytes) { return bytes <= left && may_follow(rest.subspan(kHeader + bytes), version); };
  return !fits(safe) && fits(plain) ? plain : safe;
}

// How many bytes of `coded` make the first `count` of without_unsync().
size_t coded_bytes(ByteView coded, size_t count) {
  size_t at = 0;
  for (size_t n = 0; n < count && at < coded.size(); ++n)
    at += coded[at] == 0xFF && at + 1 < coded.size() && coded[at + 1] == 0 ? 2 : 1;
  return at;
}

// 4.1.2; 3.3.1 of version 2.3. What stands before the data depends on the flags: a group, the length of the data.
size_t bytes_before_data(int version, ByteView raw) {
  if (version == 2) return frame_header(version);
  const uint8_t flags = raw[9];
  const bool four = version == 4;
  return frame_header(version) + ((flags & (four ? 0x40 : 0x20)) != 0 ? 1u : 0u) +
         (four && (flags & 0x01) != 0 ? 4u : 0u);
}

// In version 2.4 each frame by itself; before it the tag as a whole.
bool is_unsynced(const Id3Tag& tag, ByteView raw) {
  return tag.version == 4 && ((raw[9] & kFrameUnsync) != 0 || (tag.flags & kUnsync) != 0);
}

std::optional<Bytes> frame_data(const Id3Tag& tag, ByteView raw) {
  if (tag.version != 2 && (raw[9] & (tag.version == 4 ? 0x0C : 0xC0)) != 0)
    return std::nullopt;  // compressed, encrypted
  const size_t before = bytes_before_data(tag.version, raw);
  if (before > raw.size()) return std::nullopt;
  const ByteView data = raw.subspan(before);
  return is_unsynced(tag, raw) ? without_unsync(data) : Bytes(data.begin(), data.end());
}

Status malformed(const std::string& what) { return {Code::kMalformed, "ID3v2 tag " + what}; }

// 3.2. In version 2.3 the size does not count itself.
Status cut_extended(Id3Tag& tag) {
  if (tag.version == 2 || (tag.flags & kExtended) == 0) return {};
  if (tag.body.size() < 4) return malformed("ends inside its extended header");
  const size_t bytes = tag.version == 3 ? size_t{read_be32(tag.body.data())} + 4 : sync_safe(tag.body);
  if (bytes < 6 || bytes > tag.body.size())
    return malformed("has an extended header of " + std::to_string(bytes) + " bytes in " +
                     std::to_string(tag.body.size()));
  const auto end = tag.body.begin() + static_cast<std::ptrdiff_t>(bytes);
  tag.extended.assign(tag.body.begin(), end);
  tag.body.erase(tag.body.begin(), end);
  return {};
}

Status cut_frames(Id3Tag& tag, const Limits& limits) {
  const size_t header = frame_header(tag.version);
  ByteView rest = tag.body;
  while (!rest.empty() && rest[0] != 0) {
    const std::string place = "at byte " + std::to_string(tag.body.size() - rest.size());
    if (rest.size() < header || !is_id(rest.first(id_letters(tag.version))))
      return malformed("holds neither frame nor padding " + place);
    if (tag.frames.size() == limits.max_segments)
      return limit_exceeded("count of ID3v2 frames", tag.frames.size() + 1, "max_segments", limits.max_segments);
    const size_t bytes = frame_bytes(rest, tag.version);
    if (bytes > rest.size() - header)
      return malformed("has a frame " + place + " of " + std::to_string(bytes) + " bytes, but " +
                       std::to_string(rest.size() - header) + " are left");
    const ByteView raw = rest.first(header + bytes);
    tag.frames.push_back({as_text(raw.first(id_letters(tag.version))), raw, frame_data(tag, raw)});
    rest = rest.subspan(raw.size());
  }
  return {};
}

// The extended header for another tag: without the size of its padding, which changes, and not at all with a checksum.
Bytes kept_extended(const Id3Tag& tag) {
  if (tag.extended.empty()) return {};
  Bytes out = tag.extended;
  const bool three = tag.version == 3;
  const bool checksum = three ? (out[4] & 0x80) != 0 : out.size() > 5 && (out[5] & 0x20) != 0;
  if (checksum) return {};
  if (three && out.size() >= 10) std::fill(out.begin() + 6, out.begin() + 10, uint8_t{0});
  return out;
}

Result<Bytes> assemble(int version, uint8_t flags, Bytes body, size_t old_bytes) {
  if (version != 4 && (flags & kUnsync) != 0) body = with_unsync(body);
  const bool footer = version == 4 && (flags & kFooter) != 0;
  if (!footer && body.size() < old_bytes) body.resize(old_bytes, 0);  // 3.4: no padding beside a footer
  if (body.size() > kMaxTagBytes)
    return limit_exceeded("size of an ID3v2 tag", body.size(), "what its header can state,", kMaxTagBytes);
  Bytes header = {'I', 'D', '3', static_cast<uint8_t>(version), 0, flags};
  append_sync_safe(header, body.size());
  Bytes out = header;
  append(out, body);
  if (!footer) return out;
  std::copy_n("3DI", 3, header.begin());
  append(out, header);
  return out;
}

}  // namespace

size_t id3_bytes(ByteView file) {
  if (!has_header(file)) return 0;
  if (!is_sync_safe(file.subspan(6))) return file.size() + 1;
  return kHeader + sync_safe(file.subspan(6)) + (file[3] == 4 && (file[5] & kFooter) != 0 ? kHeader : 0);
}

Result<std::vector<ByteView>> split_leading_id3(ByteView file, const Limits& limits) {
  std::vector<ByteView> out;
  for (ByteView rest = file; has_header(rest) && out.size() < kMostTags;) {
    if (!is_sync_safe(rest.subspan(6))) return malformed("has a size with its high bits set");
    const size_t bytes = id3_bytes(rest);
    if (bytes > rest.size())
      return Status{Code::kTruncated, "ID3v2 tag of " + std::to_string(bytes) + " bytes is cut short after " +
                                          std::to_string(rest.size())};
    if (bytes > limits.max_metadata_bytes)
      return limit_exceeded("size of an ID3v2 tag", bytes, "max_metadata_bytes", limits.max_metadata_bytes);
    out.push_back(rest.first(bytes));
    rest = rest.subspan(bytes);
  }
  return out;
}

Result<Id3Tag> read_id3(ByteView raw, const Limits& limits) {
  if (!has_header(raw) || !is_sync_safe(raw.subspan(6)) || id3_bytes(raw) > raw.size())
    return malformed("has no header, or is shorter than it says");
  Id3Tag tag;
  tag.version = raw[3];
  tag.flags = raw[5];
  tag.raw = raw.first(id3_bytes(raw));
  if (tag.version == 2 && (tag.flags & kCompressedTag) != 0) return malformed("of version 2.2 is compressed");
  const ByteView body = raw.subspan(kHeader, sync_safe(raw.subspan(6)));
  tag.body = tag.version != 4 && (tag.flags & kUnsync) != 0 ? without_unsync(body) : Bytes(body.begin(), body.end());
  IMPRINT_RETURN_IF_ERROR(cut_extended(tag));
  IMPRINT_RETURN_IF_ERROR(cut_frames(tag, limits));
  return tag;
}

Id3Extent id3_extent(const Id3Tag& tag, const Id3Frame& frame, size_t from, size_t size) {
  const ByteView data = frame.raw.subspan(bytes_before_data(tag.version, frame.raw));
  const size_t begin = tag.extended.size() + static_cast<size_t>(data.data() - tag.body.data());
  const ByteView coded = tag.raw.subspan(kHeader);
  const bool whole = tag.version != 4 && (tag.flags & kUnsync) != 0, own = is_unsynced(tag, frame.raw);
  const auto place = [&](size_t n) {
    const size_t in_body = begin + (own ? coded_bytes(data, n) : n);
    return kHeader + (whole ? coded_bytes(coded, in_body) : in_body);
  };
  return {place(from), place(from + size) - place(from)};
}

Result<Bytes> with_id3_frames(const Id3Tag& tag, const std::vector<std::optional<Bytes>>& replaced, ByteView added,
                              Id3Form form) {
  const bool drops_extended = form == Id3Form::kPlain && tag.version == 3;
  Bytes body = drops_extended ? Bytes{} : kept_extended(tag);
  uint8_t flags = tag.flags;
  if (tag.version != 2 && body.empty()) flags &= static_cast<uint8_t>(~kExtended);
  if (form == Id3Form::kPlain) flags &= static_cast<uint8_t>(~(kUnsync | (tag.version == 4 ? kFooter : 0)));
  for (size_t i = 0; i < tag.frames.size(); ++i) {
    const size_t at = body.size();
    append(body, replaced[i] ? ByteView(*replaced[i]) : tag.frames[i].raw);
    // What the header said of all frames, each now says of itself.
    if (form == Id3Form::kPlain && !replaced[i] && is_unsynced(tag, tag.frames[i].raw)) body[at + 9] |= kFrameUnsync;
  }
  append(body, added);
  const size_t footer = tag.version == 4 && (flags & kFooter) != 0 ? kHeader : 0;
  return assemble(tag.version, flags, std::move(body), tag.raw.size() - kHeader - footer);
}

Result<Bytes> new_id3(ByteView frames) { return assemble(4, 0, Bytes(frames.begin(), frames.end()), 0); }

Bytes id3_frame(int version, std::string_view id, ByteView data) {
  Bytes out(id.begin(), id.end());
  if (version == 4) {
    append_sync_safe(out, data.size());
  } else {
    for (int shift = version == 2 ? 16 : 24; shift >= 0; shift -= 8)
      out.push_back(static_cast<uint8_t>(data.size() >> shift));
  }
  if (version != 2) out.insert(out.end(), 2, 0);
  append(out, data);
  return out;
}

}  // namespace imprint::container
