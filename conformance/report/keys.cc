// Signing and verifying by OpenSSL's EVP calls. No error text of OpenSSL is passed on: it could quote its input.
#include "report/keys.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>

#include "model/error.h"
#include "report/text.h"

namespace imprint_conform {
namespace {

// GB/T 32918.2: the identity that everyone takes who has agreed on none.
constexpr std::string_view kSm2Identity = "1234567812345678";

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

OpenSslKey owned(EVP_PKEY* key) {
  if (key == nullptr) ERR_clear_error();
  return {key, [](EVP_PKEY* held) { EVP_PKEY_free(held); }};
}

Owned<BIO> reader_of(std::string_view text) {
  if (text.size() > (1u << 20)) throw ConformError("a PEM has more than 1048576 bytes");
  Owned<BIO> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!bio) throw std::bad_alloc();
  return bio;
}

// Never asks a terminal for a pass phrase.
int no_pass_phrase(char*, int, int, void*) { return -1; }

KeyKind kind_of(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519") == 1) return KeyKind::kEd25519;
  if (EVP_PKEY_is_a(key, "SM2") == 1) return KeyKind::kSm2;
  std::array<char, 64> group{};
  size_t size = 0;
  if (EVP_PKEY_is_a(key, "EC") == 1 && EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
      std::string_view(group.data(), size) == "prime256v1") {
    return KeyKind::kEs256;
  }
  throw ConformError("a key is neither P-256 (ES256), Ed25519 nor SM2");
}

std::string der_of(EVP_PKEY* key) {
  unsigned char* bytes = nullptr;
  const int size = i2d_PUBKEY(key, &bytes);
  const Owned<unsigned char> held(bytes);
  if (size <= 0) throw ConformError("a public key cannot be written as DER");
  return {reinterpret_cast<const char*>(bytes), static_cast<size_t>(size)};
}

const char* digest_of(KeyKind kind) {
  static constexpr std::array<const char*, 3> kDigests{"SHA256", nullptr, "SM3"};
  return kDigests[static_cast<size_t>(kind)];
}

using Start = int (*)(EVP_MD_CTX*, EVP_PKEY_CTX**, const char*, OSSL_LIB_CTX*, const char*, EVP_PKEY*,
                      const OSSL_PARAM[]);

Owned<EVP_MD_CTX> started(Start start, EVP_PKEY* key, KeyKind kind) {
  Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  EVP_PKEY_CTX* inner = nullptr;
  bool good = start(context.get(), &inner, digest_of(kind), nullptr, nullptr, key, nullptr) == 1;
  // OpenSSL 3.0 takes the identity after the start, and not among its parameters.
  if (good && kind == KeyKind::kSm2) {
    good = EVP_PKEY_CTX_set1_id(inner, kSm2Identity.data(), static_cast<int>(kSm2Identity.size())) == 1;
  }
  if (!good) {
    ERR_clear_error();
    throw ConformError("this OpenSSL does not start " + std::string(word_of(kind)));
  }
  return context;
}

const unsigned char* data(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string signature_by(EVP_PKEY* key, KeyKind kind, std::string_view bytes) {
  const auto context = started(EVP_DigestSignInit_ex, key, kind);
  size_t size = 0;
  std::string signature;
  bool good = EVP_DigestSign(context.get(), nullptr, &size, data(bytes), bytes.size()) == 1;
  if (good) {
    signature.resize(size);
    auto* out = reinterpret_cast<unsigned char*>(signature.data());
    good = EVP_DigestSign(context.get(), out, &size, data(bytes), bytes.size()) == 1;
  }
  ERR_clear_error();
  if (!good) throw ConformError("signing with " + std::string(word_of(kind)) + " failed");
  signature.resize(size);
  return signature;
}

}  // namespace

std::string_view word_of(KeyKind kind) {
  static constexpr std::array<std::string_view, 3> words{"ES256", "Ed25519", "SM2"};
  return words[static_cast<size_t>(kind)];
}

PublicKey::PublicKey(OpenSslKey key) : key_(std::move(key)), kind_(kind_of(key_.get())) {
  id_ = sha256_hex(der_of(key_.get()));
}

std::string PublicKey::pem() const {
  const Owned<BIO> bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_PUBKEY(bio.get(), key_.get()) != 1) throw ConformError("a public key cannot be written");
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<size_t>(size)};
}

bool PublicKey::verifies(std::string_view bytes, std::string_view signature) const {
  const auto context = started(EVP_DigestVerifyInit_ex, key_.get(), kind_);
  const int good = EVP_DigestVerify(context.get(), data(signature), signature.size(), data(bytes), bytes.size());
  ERR_clear_error();
  return good == 1;
}

std::vector<PublicKey> public_keys_of(const std::string& pem) {
  std::vector<PublicKey> keys;
  const auto plain = reader_of(pem);
  while (const auto key = owned(PEM_read_bio_PUBKEY(plain.get(), nullptr, no_pass_phrase, nullptr))) {
    keys.emplace_back(key);
  }
  const auto chain = reader_of(pem);
  const Owned<X509> leaf(PEM_read_bio_X509(chain.get(), nullptr, no_pass_phrase, nullptr));
  if (leaf) {
    const auto key = owned(X509_get_pubkey(leaf.get()));
    if (!key) throw ConformError("the first certificate holds no key that this OpenSSL reads");
    keys.emplace_back(key);
  }
  ERR_clear_error();
  if (keys.empty()) throw ConformError("the file holds neither a PUBLIC KEY nor a CERTIFICATE in PEM");
  return keys;
}

Signer signer_of(std::string& pem) {
  struct Wiped {
    std::string& text;
    ~Wiped() {
      OPENSSL_cleanse(text.data(), text.size());
      text.clear();
    }
  } const wiped{pem};
  const auto bio = reader_of(pem);
  const auto key = owned(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_pass_phrase, nullptr));
  if (!key) throw ConformError("the file holds no private key in PEM without a pass phrase");
  PublicKey front(key);
  const KeyKind kind = front.kind();
  return {std::move(front), [key, kind](std::string_view bytes) { return signature_by(key.get(), kind, bytes); }};
}

}  // namespace imprint_conform
