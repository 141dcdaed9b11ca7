// A stream of numbers that only the key and a purpose decide (spec/watermark-format.md, "Keyed streams").
#pragma once

#include <string_view>

#include "crypto/hash.h"

namespace imprint::crypto {

// Block i is HMAC-SHA256(key, purpose || 0x00 || be32(i)); the blocks are read from their first byte on.
// One named stream per purpose, so that changing how one is used never shifts another.
class KeyedStream {
 public:
  KeyedStream(ByteView key, std::string_view purpose);
  ~KeyedStream();
  KeyedStream(const KeyedStream&) = delete;
  KeyedStream& operator=(const KeyedStream&) = delete;

  uint8_t next_byte();
  uint32_t next_u32();                  // big-endian
  bool next_bit() { return (next_byte() & 1) != 0; }
  uint32_t next_below(uint32_t bound);  // uniform in [0, bound), by rejection; bound > 0

 private:
  Bytes key_;
  Bytes message_;  // purpose || 0x00 || counter
  Digest block_{};
  size_t used_ = sizeof(Digest);
  uint32_t counter_ = 0;
};

}  // namespace imprint::crypto
