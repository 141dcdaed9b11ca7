// Which public keys are used at all, and what an operation with one counts for (spec/trust.md 2, 3).
#pragma once

#include <string>

#include "base/limits.h"

struct evp_pkey_st;  // OpenSSL's, seen in this room only

namespace imprint::crypto {

inline constexpr int kMinRsaBits = 2048, kMaxRsaBits = 8192, kMaxRsaExponentBits = 64;

enum class Sm2 : bool { kRefused, kAllowed };

// Why no operation is made with this key; empty when it may be used: RSA of 2048 to 8192 bits with an odd exponent of
// at most 64 bits, P-256, P-384 and P-521 by name, Ed25519, and SM2 where it is allowed. Costs nothing to speak of:
// asked before any operation with a key that comes from a file.
std::string key_problem(const evp_pkey_st* key, Sm2 sm2);

// Takes the price of `times` operations with `key` off the budget of the call. kLimitExceeded.
Status spend_operations(const evp_pkey_st* key, size_t times, const char* thing, const Limits& limits);

// The same for keys and certificates that are unpacked.
Status spend_unpacking(size_t keys, const char* thing, const Limits& limits);

}  // namespace imprint::crypto
