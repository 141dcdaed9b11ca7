#include "crypto/keyed_stream.h"

namespace imprint::crypto {

KeyedStream::KeyedStream(ByteView key, std::string_view purpose) : key_(key.begin(), key.end()) {
  append(message_, as_bytes(purpose));
  message_.resize(message_.size() + 5);  // the separating zero and the counter
}

KeyedStream::~KeyedStream() {
  wipe(key_.data(), key_.size());
  wipe(block_.data(), block_.size());
}

uint8_t KeyedStream::next_byte() {
  if (used_ == block_.size()) {
    for (size_t i = 0; i < 4; ++i) message_[message_.size() - 1 - i] = static_cast<uint8_t>(counter_ >> (8 * i));
    block_ = hmac_sha256(key_, message_);
    ++counter_;
    used_ = 0;
  }
  return block_[used_++];
}

uint32_t KeyedStream::next_u32() {
  uint32_t v = 0;
  for (int i = 0; i < 4; ++i) v = v << 8 | next_byte();
  return v;
}

uint32_t KeyedStream::next_below(uint32_t bound) {
  const uint32_t limit = UINT32_MAX - UINT32_MAX % bound;  // the last whole multiple
  uint32_t v = next_u32();
  while (v >= limit) v = next_u32();
  return v % bound;
}

}  // namespace imprint::crypto
