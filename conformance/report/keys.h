// Keys that sign a report: ES256 (ECDSA on P-256 with SHA-256), Ed25519, and SM2 with SM3 and the usual identity
// "1234567812345678". Signatures of ES256 and SM2 are in DER, as `openssl dgst -verify` takes them. The private key of
// a PEM stays inside of OpenSSL, which wipes it; a key on a token signs through a Signer of its own.
#pragma once

#include <openssl/types.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprint_conform {

enum class KeyKind { kEs256, kEd25519, kSm2 };
inline constexpr KeyKind kAllKeyKinds[] = {KeyKind::kEs256, KeyKind::kEd25519, KeyKind::kSm2};
std::string_view word_of(KeyKind kind);  // "ES256", "Ed25519", "SM2"

// A key of OpenSSL, freed with the last copy.
using OpenSslKey = std::shared_ptr<EVP_PKEY>;

class PublicKey {
 public:
  explicit PublicKey(OpenSslKey key);  // ConformError where it is of none of the three kinds

  KeyKind kind() const { return kind_; }
  const std::string& id() const { return id_; }  // SHA-256 of the SubjectPublicKeyInfo in DER
  std::string pem() const;
  bool verifies(std::string_view bytes, std::string_view signature) const;

 private:
  OpenSslKey key_;
  KeyKind kind_;
  std::string id_;
};

// The keys of a side file: every PUBLIC KEY, and of a chain of certificates (x5chain, leaf first) the leaf's. The chain
// itself is not judged here: whoever checks a report says which keys are trusted. ConformError where there is none.
std::vector<PublicKey> public_keys_of(const std::string& pem);

// What signs: `sign` gives a signature over all of the bytes.
struct Signer {
  PublicKey key;
  std::function<std::string(std::string_view bytes)> sign;
};

// A signer with the private key of a PEM, which must not be encrypted. `pem` is wiped before this returns or throws.
Signer signer_of(std::string& pem);

}  // namespace imprint_conform
