// Digests, and the manners that secrets ask for.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "base/bytes.h"

namespace imprint::crypto {

using Digest = std::array<uint8_t, 32>;

Digest sha256(ByteView data);
Digest hmac_sha256(ByteView key, ByteView data);

// The digests that C2PA allows.
enum class HashAlgorithm { kSha256, kSha384, kSha512 };
std::optional<HashAlgorithm> hash_algorithm(std::string_view name);  // "sha256", "sha384", "sha512"

// A digest of bytes that come in pieces.
class Hasher {
 public:
  explicit Hasher(HashAlgorithm algorithm);
  ~Hasher();
  void add(ByteView piece);
  Bytes finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};
Bytes digest(HashAlgorithm algorithm, ByteView data);

bool equal_constant_time(ByteView a, ByteView b);
void wipe(void* secret, size_t size);       // not removed by the optimiser
bool random_bytes(uint8_t* out, size_t size);  // false when the system has no randomness to give

}  // namespace imprint::crypto
