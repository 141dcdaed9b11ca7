#include "crypto/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <new>

namespace imprint::crypto {
namespace {

// A library reads no files: OpenSSL is told not to look for openssl.cnf, before it is first used.
[[maybe_unused]] const int without_config_file = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);

// OpenSSL's HMAC refuses NULL even for no bytes at all, and an empty view may hold it.
const uint8_t* not_null(ByteView bytes) {
  static constexpr uint8_t kNothing = 0;
  return bytes.empty() ? &kNothing : bytes.data();
}

}  // namespace

Digest sha256(ByteView data) {
  Digest out{};
  if (EVP_Digest(data.data(), data.size(), out.data(), nullptr, EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
  return out;
}

Digest hmac_sha256(ByteView key, ByteView data) {
  Digest out{};
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), not_null(key), static_cast<int>(key.size()), not_null(data), data.size(), out.data(), &size) == nullptr)
    throw std::bad_alloc();
  return out;
}

bool equal_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(void* secret, size_t size) { OPENSSL_cleanse(secret, size); }

bool random_bytes(uint8_t* out, size_t size) { return RAND_bytes(out, static_cast<int>(size)) == 1; }

}  // namespace imprint::crypto
