// The signatures that C2PA allows (RFC 9053 2.1, 2.2; RFC 8230; spec/manifest-format.md 4).
#pragma once

#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/status.h"

struct evp_pkey_st;  // OpenSSL's, seen in this room only

namespace imprint::crypto {

enum class CoseAlgorithm : int32_t {
  kEs256 = -7,
  kEs384 = -35,
  kEs512 = -36,
  kPs256 = -37,
  kPs384 = -38,
  kPs512 = -39,
  kEdDsa = -8
};

std::optional<CoseAlgorithm> cose_algorithm(int64_t id);
std::optional<CoseAlgorithm> cose_algorithm(
    std::string_view name);  // "ES256", "PS256", "EdDSA", any case; "Ed25519" too
const char* name_of(CoseAlgorithm algorithm);

// True if `signature` (r and s of fixed width for the elliptic curves) is `key`'s over `message`. False too where the
// key is of another kind than the algorithm's.
bool cose_verify(evp_pkey_st* key, CoseAlgorithm algorithm, ByteView message, ByteView signature);

// A private key for signing manifests; OpenSSL wipes it when the last copy goes. One thread at a time.
class CoseKey {
 public:
  // PKCS#8, SEC 1 or PKCS#1 in PEM, not encrypted: P-256, P-384, P-521, RSA of 2048 bits and more, Ed25519.
  // kKeyInvalid.
  static Result<CoseKey> from_pem(ByteView pem);

  // The algorithm of its curve; PS256 for RSA.
  CoseAlgorithm natural_algorithm() const;
  bool can_use(CoseAlgorithm algorithm) const;
  // kKeyInvalid when the key is of another kind than the algorithm's.
  Result<Bytes> sign(CoseAlgorithm algorithm, ByteView message) const;
  evp_pkey_st* handle() const { return key_.get(); }  // for this room

 private:
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace imprint::crypto
