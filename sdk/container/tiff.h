// Single tags out of a TIFF structure (TIFF 6.0 section 2), without building a tree of it. Offsets are untrusted and
// checked before use.
#pragma once

#include <optional>

#include "base/bytes.h"

namespace imprint::container {

inline constexpr uint16_t kTiffByte = 1, kTiffAscii = 2, kTiffShort = 3, kTiffLong = 4, kTiffUndefined = 7;

// TIFF 6.0, "IFD Entry".
struct TiffEntry {
  uint16_t type = 0;
  uint32_t count = 0;
  size_t value_at = 0;  // of the four bytes that hold the value or its offset
};

class Tiff {
 public:
  static constexpr size_t kEntryBytes = 12;

  static std::optional<Tiff> open(ByteView bytes) {
    if (bytes.size() < 8) return std::nullopt;
    const bool little = bytes[0] == 'I' && bytes[1] == 'I';
    if (!little && !(bytes[0] == 'M' && bytes[1] == 'M')) return std::nullopt;
    const Tiff tiff(bytes, little);
    if (tiff.u16(2) != 42) return std::nullopt;
    return tiff;
  }

  bool little_endian() const { return little_; }
  size_t first_ifd() const { return u32(4); }

  std::optional<TiffEntry> find(size_t ifd, uint16_t tag) const {
    if (!holds(ifd, 2)) return std::nullopt;
    const size_t entries = u16(ifd);
    for (size_t i = 0; i < entries; ++i) {
      const size_t at = ifd + 2 + i * kEntryBytes;
      if (!holds(at, kEntryBytes)) return std::nullopt;
      if (u16(at) == tag) return TiffEntry{u16(at + 2), u32(at + 4), at + 8};
    }
    return std::nullopt;
  }

  // One SHORT or LONG; writers mix the two up.
  std::optional<uint32_t> number(const TiffEntry& entry) const {
    if (entry.count != 1) return std::nullopt;
    if (entry.type == kTiffShort) return u16(entry.value_at);
    if (entry.type == kTiffLong) return u32(entry.value_at);
    return std::nullopt;
  }

  // A value of single bytes, whichever of the three byte types it was given; up to four stand in the entry itself.
  std::optional<ByteView> text(const TiffEntry& entry) const {
    if (entry.type != kTiffByte && entry.type != kTiffAscii && entry.type != kTiffUndefined) return std::nullopt;
    const size_t at = entry.count <= 4 ? entry.value_at : u32(entry.value_at);
    if (!holds(at, entry.count)) return std::nullopt;
    return bytes_.subspan(at, entry.count);
  }

 private:
  Tiff(ByteView bytes, bool little) : bytes_(bytes), little_(little) {}

  bool holds(size_t at, size_t size) const { return at <= bytes_.size() && size <= bytes_.size() - at; }
  uint16_t u16(size_t at) const { return little_ ? read_le16(&bytes_[at]) : read_be16(&bytes_[at]); }
  uint32_t u32(size_t at) const { return little_ ? read_le32(&bytes_[at]) : read_be32(&bytes_[at]); }

  ByteView bytes_;
  bool little_;
};

}  // namespace imprint::container
