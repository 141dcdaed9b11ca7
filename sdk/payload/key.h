// Watermark keys: the open key everybody has, and private keys (spec/watermark-format.md §1).
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "crypto/hash.h"

namespace imprint::payload {

inline constexpr const char* kOpenKeyId = "open";

struct Key {
  std::string id;                     // "open", or the first 8 bytes of SHA-256("imprint-key-id-v1" || 0x00 || key) in hex
  std::array<uint8_t, 32> bytes{};

  Key() = default;
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key() { crypto::wipe(bytes.data(), bytes.size()); }

  bool is_open() const { return id == kOpenKeyId; }
};

Key open_key();
Key private_key(const std::array<uint8_t, 32>& bytes);  // fills in the id

}  // namespace imprint::payload
