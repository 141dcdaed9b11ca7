#include "crypto/cose_signature.h"

#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "crypto/key_rules.h"
#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

struct Row {
  CoseAlgorithm algorithm;
  const char* name;
  int key_type;
  const char* digest;  // of Ed25519 none: it has its own
};

constexpr std::array kRows = {
    Row{CoseAlgorithm::kEs256, "ES256", EVP_PKEY_EC, "SHA256"},
    Row{CoseAlgorithm::kEs384, "ES384", EVP_PKEY_EC, "SHA384"},
    Row{CoseAlgorithm::kEs512, "ES512", EVP_PKEY_EC, "SHA512"},
    Row{CoseAlgorithm::kPs256, "PS256", EVP_PKEY_RSA, "SHA256"},
    Row{CoseAlgorithm::kPs384, "PS384", EVP_PKEY_RSA, "SHA384"},
    Row{CoseAlgorithm::kPs512, "PS512", EVP_PKEY_RSA, "SHA512"},
    Row{CoseAlgorithm::kEdDsa, "EdDSA", EVP_PKEY_ED25519, nullptr},
};

const Row& row_of(CoseAlgorithm algorithm) {
  return *std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.algorithm == algorithm; });
}

bool fits(const EVP_PKEY* key, const Row& row) {
  const int type = EVP_PKEY_get_base_id(key);
  return type == row.key_type || (type == EVP_PKEY_RSA_PSS && row.key_type == EVP_PKEY_RSA);
}

// Bytes of r and of s: those of the group's order, which has as many bits as the key.
size_t coordinate_bytes(const EVP_PKEY* key) { return (static_cast<size_t>(EVP_PKEY_get_bits(key)) + 7) / 8; }

bool set_padding(EVP_PKEY_CTX* ctx, const Row& row) {
  if (row.key_type != EVP_PKEY_RSA) return true;
  return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, RSA_PSS_SALTLEN_DIGEST) > 0;
}

// r || s to DER; empty when it has not the width.
Bytes to_der(ByteView flat, size_t width) {
  if (flat.size() != 2 * width) return {};
  Handle<ECDSA_SIG> signature(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(flat.data(), static_cast<int>(width), nullptr);
  BIGNUM* s = BN_bin2bn(flat.data() + width, static_cast<int>(width), nullptr);
  if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  Bytes der(static_cast<size_t>(std::max(i2d_ECDSA_SIG(signature.get(), nullptr), 0)));
  uint8_t* to = der.data();
  i2d_ECDSA_SIG(signature.get(), &to);
  return der;
}

Bytes to_flat(ByteView der, size_t width) {
  const uint8_t* from = der.data();
  const Handle<ECDSA_SIG> signature(d2i_ECDSA_SIG(nullptr, &from, static_cast<long>(der.size())));
  if (!signature) return {};
  Bytes flat(2 * width);
  const bool done = BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), flat.data(), static_cast<int>(width)) >= 0 &&
                    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), flat.data() + width, static_cast<int>(width)) >= 0;
  return done ? flat : Bytes();
}

Status bad_key(const std::string& why) { return {Code::kKeyInvalid, "signing key: " + why}; }

}  // namespace

std::optional<CoseAlgorithm> cose_algorithm(int64_t id) {
  for (const Row& row : kRows)
    if (static_cast<int64_t>(row.algorithm) == id) return row.algorithm;
  return std::nullopt;
}

std::optional<CoseAlgorithm> cose_algorithm(std::string_view name) {
  const auto same = [](std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
      return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
  };
  for (const Row& row : kRows)
    if (same(row.name, name)) return row.algorithm;
  if (same("Ed25519", name)) return CoseAlgorithm::kEdDsa;
  return std::nullopt;
}

const char* name_of(CoseAlgorithm algorithm) { return row_of(algorithm).name; }

bool cose_verify(EVP_PKEY* key, CoseAlgorithm algorithm, ByteView message, ByteView signature) {
  const Row& row = row_of(algorithm);
  if (!fits(key, row)) return false;
  const Bytes der = row.key_type == EVP_PKEY_EC ? to_der(signature, coordinate_bytes(key))
                                                : Bytes(signature.begin(), signature.end());
  const Handle<EVP_MD_CTX> ctx(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  return !der.empty() && ctx &&
         EVP_DigestVerifyInit_ex(ctx.get(), &parameters, row.digest, openssl_context(), nullptr, key, nullptr) == 1 &&
         set_padding(parameters, row) &&
         EVP_DigestVerify(ctx.get(), der.data(), der.size(), message.data(), message.size()) == 1;
}

Result<CoseKey> CoseKey::from_pem(ByteView pem) {
  const Handle<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(std::min<size_t>(pem.size(), 1u << 20))));
  // An encrypted key fails here instead of asking on the terminal.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  EVP_PKEY* key =
      bio ? PEM_read_bio_PrivateKey_ex(bio.get(), nullptr, no_password, nullptr, openssl_context(), nullptr) : nullptr;
  if (key == nullptr) return bad_key("not a private key in PEM (PKCS#8, SEC 1 or PKCS#1), or encrypted");
  CoseKey out;
  out.key_.reset(key, EVP_PKEY_free);
  if (const std::string problem = key_problem(key, Sm2::kRefused); !problem.empty()) return bad_key(problem);
  return out;
}

CoseAlgorithm CoseKey::natural_algorithm() const {
  switch (EVP_PKEY_get_base_id(key_.get())) {
    case EVP_PKEY_ED25519: return CoseAlgorithm::kEdDsa;
    case EVP_PKEY_EC:
      return EVP_PKEY_get_bits(key_.get()) <= 256   ? CoseAlgorithm::kEs256
             : EVP_PKEY_get_bits(key_.get()) <= 384 ? CoseAlgorithm::kEs384
                                                    : CoseAlgorithm::kEs512;
    default: return CoseAlgorithm::kPs256;
  }
}

bool CoseKey::can_use(CoseAlgorithm algorithm) const { return fits(key_.get(), row_of(algorithm)); }

Result<Bytes> CoseKey::sign(CoseAlgorithm algorithm, ByteView message) const {
  const Row& row = row_of(algorithm);
  if (!can_use(algorithm)) return bad_key(std::string("it cannot sign with ") + row.name);
  const Handle<EVP_MD_CTX> ctx(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  size_t size = 0;
  if (!ctx ||
      EVP_DigestSignInit_ex(ctx.get(), &parameters, row.digest, openssl_context(), nullptr, key_.get(), nullptr) != 1 ||
      !set_padding(parameters, row) || EVP_DigestSign(ctx.get(), nullptr, &size, message.data(), message.size()) != 1)
    return Status{Code::kInternal, std::string("cannot sign with ") + row.name};
  Bytes out(size);
  if (EVP_DigestSign(ctx.get(), out.data(), &size, message.data(), message.size()) != 1)
    return Status{Code::kInternal, std::string("cannot sign with ") + row.name};
  out.resize(size);
  return row.key_type == EVP_PKEY_EC ? to_flat(out, coordinate_bytes(key_.get())) : out;
}

}  // namespace imprint::crypto
