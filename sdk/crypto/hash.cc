#include "crypto/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <new>

#include "crypto/openssl_context.h"

namespace imprint::crypto {
namespace {

// OpenSSL's HMAC refuses NULL even for no bytes at all, and an empty view may hold it.
const uint8_t* not_null(ByteView bytes) {
  static constexpr uint8_t kNothing = 0;
  return bytes.empty() ? &kNothing : bytes.data();
}

}  // namespace

Digest sha256(ByteView data) {
  Digest out{};
  if (EVP_Digest(data.data(), data.size(), out.data(), nullptr, openssl_digest("SHA256"), nullptr) != 1) throw std::bad_alloc();
  return out;
}

std::optional<HashAlgorithm> hash_algorithm(std::string_view name) {
  if (name == "sha256") return HashAlgorithm::kSha256;
  if (name == "sha384") return HashAlgorithm::kSha384;
  if (name == "sha512") return HashAlgorithm::kSha512;
  return std::nullopt;
}

struct Hasher::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
};

Hasher::Hasher(HashAlgorithm algorithm) : state_(std::make_unique<State>()) {
  const char* name = algorithm == HashAlgorithm::kSha256 ? "SHA256" : algorithm == HashAlgorithm::kSha384 ? "SHA384" : "SHA512";
  if (state_->context == nullptr || EVP_DigestInit_ex(state_->context, openssl_digest(name), nullptr) != 1) throw std::bad_alloc();
}

Hasher::~Hasher() = default;

void Hasher::add(ByteView piece) {
  if (EVP_DigestUpdate(state_->context, piece.data(), piece.size()) != 1) throw std::bad_alloc();
}

Bytes Hasher::finish() {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned int size = 0;
  if (EVP_DigestFinal_ex(state_->context, out.data(), &size) != 1) throw std::bad_alloc();
  out.resize(size);
  return out;
}

Bytes digest(HashAlgorithm algorithm, ByteView data) {
  Hasher hasher(algorithm);
  hasher.add(data);
  return hasher.finish();
}

Digest hmac_sha256(ByteView key, ByteView data) {
  Digest out{};
  if (EVP_Q_mac(openssl_context(), "HMAC", nullptr, "SHA256", nullptr, not_null(key), key.size(), not_null(data), data.size(),
                out.data(), out.size(), nullptr) == nullptr)
    throw std::bad_alloc();
  return out;
}

bool equal_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(void* secret, size_t size) { OPENSSL_cleanse(secret, size); }

bool random_bytes(uint8_t* out, size_t size) { return RAND_bytes_ex(openssl_context(), out, size, 0) == 1; }

}  // namespace imprint::crypto
