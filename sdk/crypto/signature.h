// Signatures of SecurityData: SM2 with SM3, ECDSA P-256 with SHA-256, RSA with SHA-256 (spec/aigc-label.md 6).
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

struct evp_pkey_st;  // OpenSSL's, seen in this room only

namespace imprint::crypto {

enum class SignatureAlgorithm : uint8_t { kSm2Sm3, kEcdsaP256Sha256, kRsaSha256 };

// How a signature that verified was made. Only the first is in GB/T 32918, FIPS 186 and RFC 8017.
enum class Convention : uint8_t {
  kStandard,
  kHashedTwice,  // SM2 over SM3(message) in the place of the message
  kBareHash,     // RSA, PKCS#1 v1.5 padding around the hash itself, without DigestInfo
};

class PublicKey {
 public:
  // SubjectPublicKeyInfo in DER; a point of 65 or 33 bytes as SEC 1 has it; 00 and the x coordinate, which means the
  // point with even y; RSAPublicKey of PKCS#1. `hint` says which curve a bare point is on. kMalformed.
  static Result<PublicKey> from_bytes(ByteView bytes, SignatureAlgorithm hint);
  // For this room: takes over `key`.
  static Result<PublicKey> adopt(evp_pkey_st* key);

  SignatureAlgorithm algorithm() const { return algorithm_; }
  Bytes spki() const;  // SubjectPublicKeyInfo, DER
  bool operator==(const PublicKey& other) const;

  // `signature`: DER for the two curves (r and s of 32 bytes each are read too), PKCS#1 v1.5 for RSA. None: not valid,
  // and nothing is computed where the signature has not the shape of the key's. kLimitExceeded when the budget does not
  // pay for it.
  Result<std::optional<Convention>> verify(ByteView message, ByteView signature, const Limits& limits) const;

 private:
  std::shared_ptr<evp_pkey_st> key_;
  SignatureAlgorithm algorithm_ = SignatureAlgorithm::kSm2Sm3;
};

// Who signs SecurityData: a key at hand, or one that does not leave its place.
struct SecuritySigner {
  PublicKey public_key;
  // A signature of Convention::kStandard: DER for the two curves, PKCS#1 v1.5 for RSA.
  std::function<Result<Bytes>(ByteView message)> sign;
};

// What a signer that is not ours answered, in the form that is written: r and s side by side become DER. kSigner unless it is that
// of `key` over `message`.
Result<Bytes> checked_signature(const PublicKey& key, ByteView message, ByteView answer);

// A private key; OpenSSL wipes it when the last copy goes.
class PrivateKey {
 public:
  // PKCS#8, SEC 1 or PKCS#1 in PEM, not encrypted: SM2, P-256, or RSA of 2048 to 8192 bits. kKeyInvalid.
  static Result<PrivateKey> from_pem(ByteView pem);

  SignatureAlgorithm algorithm() const { return public_.algorithm(); }
  const PublicKey& public_key() const { return public_; }
  Result<Bytes> sign(ByteView message) const;  // always Convention::kStandard
  SecuritySigner signer() const;

 private:
  std::shared_ptr<evp_pkey_st> key_;
  PublicKey public_;
};

}  // namespace imprint::crypto
