// Borrowed and owned bytes, and bounded big- and little-endian reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "disk/bulk_memory.h"

namespace imprint {

// Owned. A large file may be more than the machine has memory.
using Bytes = std::vector<uint8_t, disk::BulkAllocator<uint8_t>>;
using ByteView = std::span<const uint8_t>;  // borrowed

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline bool is_lower_hex(std::string_view text, size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}
inline void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }
// One after the other, in memory of exactly their size: a file must not cost twice itself while it is put together.
inline Bytes join(const std::vector<ByteView>& pieces) {
  size_t size = 0;
  for (const ByteView piece : pieces) size += piece.size();
  Bytes out;
  out.reserve(size);
  for (const ByteView piece : pieces) append(out, piece);
  return out;
}

// The caller has checked that the bytes are there.
inline uint16_t read_be16(const uint8_t* p) { return static_cast<uint16_t>(p[0] << 8 | p[1]); }
inline uint32_t read_be32(const uint8_t* p) {
  return uint32_t{p[0]} << 24 | uint32_t{p[1]} << 16 | uint32_t{p[2]} << 8 | p[3];
}
inline uint64_t read_be64(const uint8_t* p) { return uint64_t{read_be32(p)} << 32 | read_be32(p + 4); }
inline uint16_t read_le16(const uint8_t* p) { return static_cast<uint16_t>(p[1] << 8 | p[0]); }
inline uint32_t read_le32(const uint8_t* p) {
  return uint32_t{p[3]} << 24 | uint32_t{p[2]} << 16 | uint32_t{p[1]} << 8 | p[0];
}
inline uint64_t read_le64(const uint8_t* p) { return uint64_t{read_le32(p + 4)} << 32 | read_le32(p); }
inline void append_be16(Bytes& out, uint16_t v) {
  out.push_back(static_cast<uint8_t>(v >> 8));
  out.push_back(static_cast<uint8_t>(v));
}
inline void append_be32(Bytes& out, uint32_t v) {
  append_be16(out, static_cast<uint16_t>(v >> 16));
  append_be16(out, static_cast<uint16_t>(v));
}

}  // namespace imprint
