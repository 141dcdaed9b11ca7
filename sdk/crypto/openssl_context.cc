#include "crypto/openssl_context.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/provider.h>

#include <array>
#include <new>
#include <string_view>

namespace imprint::crypto {
namespace {

OSSL_LIB_CTX* make_context() {
  OSSL_LIB_CTX* made = OSSL_LIB_CTX_new();
  if (made == nullptr || OSSL_PROVIDER_load(made, "default") == nullptr) throw std::bad_alloc();
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
