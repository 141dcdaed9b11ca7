#include "crypto/openssl_context.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/x509.h>

#include <array>
#include <cstdint>
#include <new>
#include <string_view>

namespace imprint::crypto {
namespace {

// SubjectPublicKeyInfo of an RSASSA-PSS key of 512 bits, which nobody uses.
constexpr uint8_t kSomeKey[] = {
    0x30, 0x5a, 0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a, 0x03,
    0x4b, 0x00, 0x30, 0x48, 0x02, 0x41, 0x00, 0xc0, 0xec, 0x17, 0x6c, 0xdf, 0xda, 0xe7, 0x18, 0x31,
    0x45, 0x38, 0x7e, 0xa6, 0x27, 0x13, 0x57, 0x06, 0x6c, 0xdb, 0xd6, 0xfe, 0x83, 0x87, 0x59, 0xf7,
    0x6a, 0x4a, 0xed, 0x75, 0x16, 0xae, 0xbe, 0xed, 0x7c, 0x33, 0x86, 0xe1, 0x38, 0x1e, 0x9f, 0x45,
    0xeb, 0x0d, 0xc4, 0x3a, 0x67, 0x49, 0x91, 0x35, 0x05, 0x63, 0xf7, 0x81, 0x4e, 0xdf, 0x0c, 0x36,
    0xb4, 0x0d, 0x64, 0x14, 0x6a, 0x01, 0xff, 0x02, 0x03, 0x01, 0x00, 0x01};

// OpenSSL 3.0 looks its decoders up when the first key is decoded. If several threads decode their first one at once, keys for
// RSASSA-PSS cannot be read in some of them: whoever signed with such a key would be told to be nobody.
bool decode_first_key(OSSL_LIB_CTX* context) {
  const uint8_t* at = kSomeKey;
  EVP_PKEY* key = d2i_PUBKEY_ex(nullptr, &at, sizeof kSomeKey, context, nullptr);
  EVP_PKEY_free(key);
  return key != nullptr;
}

OSSL_LIB_CTX* make_context() {
  OSSL_LIB_CTX* made = OSSL_LIB_CTX_new();
  if (made == nullptr || OSSL_PROVIDER_load(made, "default") == nullptr || !decode_first_key(made)) throw std::bad_alloc();
  return made;
}

struct FetchedDigest {
  std::string_view name;
  EVP_MD* digest;
};

using FetchedDigests = std::array<FetchedDigest, 5>;

FetchedDigests fetch_all() {
  FetchedDigests out = {
      {{"SHA256", nullptr}, {"SHA384", nullptr}, {"SHA512", nullptr}, {"SM3", nullptr}, {"SHA1", nullptr}}};
  for (FetchedDigest& one : out) one.digest = EVP_MD_fetch(openssl_context(), one.name.data(), nullptr);
  return out;
}

}  // namespace

OSSL_LIB_CTX* openssl_context() {
  static OSSL_LIB_CTX* const context = make_context();
  return context;
}

const EVP_MD* openssl_digest(const char* name) {
  static const FetchedDigests digests = fetch_all();
  for (const FetchedDigest& one : digests)
    if (one.name == name && one.digest != nullptr) return one.digest;
  throw std::bad_alloc();
}

}  // namespace imprint::crypto
