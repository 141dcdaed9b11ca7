// Digests, and the manners that secrets ask for.
#pragma once

#include <array>

#include "base/bytes.h"

namespace imprint::crypto {

using Digest = std::array<uint8_t, 32>;

Digest sha256(ByteView data);
Digest hmac_sha256(ByteView key, ByteView data);

bool equal_constant_time(ByteView a, ByteView b);
void wipe(void* secret, size_t size);       // not removed by the optimiser
bool random_bytes(uint8_t* out, size_t size);  // false when the system has no randomness to give

}  // namespace imprint::crypto
