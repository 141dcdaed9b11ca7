// Single tags out of a TIFF structure (TIFF 6.0 section 2) or a BigTIFF one, without building a tree of it. Offsets are
// untrusted and checked before use.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/bytes.h"
#include "base/limits.h"

namespace imprint::container {

inline constexpr uint16_t kTiffByte = 1, kTiffAscii = 2, kTiffShort = 3, kTiffLong = 4, kTiffUndefined = 7,
                          kTiffLong8 = 16;

// TIFF 6.0, "IFD Entry".
struct TiffEntry {
  uint16_t type = 0;
  uint64_t count = 0;
  size_t value_at = 0;  // of the bytes that hold the value or its offset: four, in BigTIFF eight
};

class Tiff {
 public:
  static std::optional<Tiff> open(ByteView bytes) {
    if (bytes.size() < 8) return std::nullopt;
    const bool little = bytes[0] == 'I' && bytes[1] == 'I';
    if (!little && !(bytes[0] == 'M' && bytes[1] == 'M')) return std::nullopt;
    Tiff tiff(bytes, little);
    tiff.big_ = tiff.u16(2) == 43;  // BigTIFF: then the size of offsets, 8, and two zero bytes
    if (tiff.big_ && (bytes.size() < 16 || tiff.u16(4) != 8)) return std::nullopt;
    if (!tiff.big_ && tiff.u16(2) != 42) return std::nullopt;
    return tiff;
  }

  bool little_endian() const { return little_; }
  bool big() const { return big_; }
  size_t header_offset_at() const { return big_ ? 8 : 4; }  // of the offset of the first directory
  size_t first_ifd() const { return offset(header_offset_at()); }

  size_t count_bytes() const { return big_ ? 8 : 2; }    // of the number of entries, at the front of a directory
  size_t entry_bytes() const { return big_ ? 20 : 12; }  // tag, type, count, value
  size_t offset_bytes() const { return big_ ? 8 : 4; }

  // Number of entries of the directory at `ifd`, all of which and the offset behind them are there; else nothing.
  std::optional<size_t> entry_count(size_t ifd) const {
    if (!holds(ifd, count_bytes())) return std::nullopt;
    const uint64_t entries = big_ ? u64(ifd) : u16(ifd);
    if (entries > bytes_.size() / entry_bytes()) return std::nullopt;
    if (!holds(ifd, ifd_bytes(static_cast<size_t>(entries)))) return std::nullopt;
    return static_cast<size_t>(entries);
  }
  size_t ifd_bytes(size_t entries) const { return count_bytes() + entries * entry_bytes() + offset_bytes(); }
  // Of a directory that entry_count() accepts; 0 ends the chain.
  size_t next_ifd(size_t ifd, size_t entries) const { return offset(ifd + ifd_bytes(entries) - offset_bytes()); }

  // Nothing, too, when the budget of steps runs out (Limits::status).
  std::optional<TiffEntry> find(size_t ifd, uint16_t tag, const Limits& limits) const {
    if (!holds(ifd, count_bytes())) return std::nullopt;
    const uint64_t entries = big_ ? u64(ifd) : u16(ifd);
    const uint64_t looked_at = std::min<uint64_t>(entries, (bytes_.size() - ifd) / entry_bytes());
    if (!limits.spend(Resource::kSteps, kStepsAnEntry * looked_at, "TIFF directory").ok()) return std::nullopt;
    for (uint64_t i = 0; i < entries; ++i) {
      const size_t at = ifd + count_bytes() + static_cast<size_t>(i) * entry_bytes();
      if (!holds(at, entry_bytes())) return std::nullopt;
      if (u16(at) == tag) return entry_at(at);
    }
    return std::nullopt;
  }
  // Of all values of a directory that entry_count() accepts, as they are listed. What cannot be in the file counts as
  // all of it.
  uint64_t value_bytes(size_t ifd, size_t entries) const {
    constexpr uint8_t kSizes[] = {1, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                  8, 4, 8, 4, 1, 1, 8, 8, 8};  // by type, TIFF 6.0 and BigTIFF
    uint64_t out = 0;
    for (size_t i = 0; i < entries; ++i) {
      const TiffEntry entry = entry_at(ifd + count_bytes() + i * entry_bytes());
      const uint64_t size = entry.type < std::size(kSizes) ? kSizes[entry.type] : 1;
      out += entry.count > bytes_.size() / size ? bytes_.size() : entry.count * size;
    }
    return out;
  }
  TiffEntry entry_at(size_t at) const {
    return {u16(at + 2), big_ ? u64(at + 4) : u32(at + 4), at + (big_ ? size_t{12} : size_t{8})};
  }
  uint16_t tag_at(size_t at) const { return u16(at); }

  // One SHORT, LONG or LONG8; writers mix them up.
  std::optional<uint64_t> number(const TiffEntry& entry) const {
    if (entry.count != 1) return std::nullopt;
    return element(entry, 0);
  }

  // One of several numbers; nothing when there are not so many in the file.
  std::optional<uint64_t> element(const TiffEntry& entry, uint64_t index) const {
    const size_t size = entry.type == kTiffShort ? 2 : entry.type == kTiffLong ? 4 : entry.type == kTiffLong8 ? 8 : 0;
    if (size == 0 || index >= entry.count || entry.count > bytes_.size()) return std::nullopt;
    const size_t start = value_start(entry, static_cast<size_t>(entry.count) * size);
    const size_t at = start + static_cast<size_t>(index) * size;
    if (!holds(start, 0) || !holds(at, size)) return std::nullopt;
    return size == 2 ? u16(at) : size == 4 ? u32(at) : u64(at);
  }

  // A value of single bytes, whichever of the three byte types it was given; short ones stand in the entry itself.
  std::optional<ByteView> text(const TiffEntry& entry) const {
    if (entry.type != kTiffByte && entry.type != kTiffAscii && entry.type != kTiffUndefined) return std::nullopt;
    if (entry.count > bytes_.size()) return std::nullopt;
    const size_t count = static_cast<size_t>(entry.count), at = value_start(entry, count);
    if (!holds(at, count)) return std::nullopt;
    return bytes_.subspan(at, count);
  }

 private:
  Tiff(ByteView bytes, bool little) : bytes_(bytes), little_(little) {}

  static constexpr uint64_t kStepsAnEntry = 2;

  bool holds(size_t at, size_t size) const { return at <= bytes_.size() && size <= bytes_.size() - at; }
  size_t value_start(const TiffEntry& entry, size_t size) const {
    return size <= offset_bytes() ? entry.value_at : offset(entry.value_at);
  }
  size_t offset(size_t at) const { return big_ ? static_cast<size_t>(u64(at)) : u32(at); }
  uint16_t u16(size_t at) const { return little_ ? read_le16(&bytes_[at]) : read_be16(&bytes_[at]); }
  uint32_t u32(size_t at) const { return little_ ? read_le32(&bytes_[at]) : read_be32(&bytes_[at]); }
  uint64_t u64(size_t at) const { return little_ ? read_le64(&bytes_[at]) : read_be64(&bytes_[at]); }

  ByteView bytes_;
  bool little_;
  bool big_ = false;
};

}  // namespace imprint::container
