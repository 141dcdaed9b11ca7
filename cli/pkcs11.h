// Private keys that stay in a token: "pkcs11:token=…;object=…" (RFC 7512) through OpenSSL's engine.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "files.h"

struct evp_pkey_st;

namespace imprint_cli {

bool is_pkcs11(const std::string& key);

// For messages: a URI may hold the PIN (pin-value).
std::string without_pin(const std::string& uri);

class TokenKey {
 public:
  // `uri` may name the module: "…?module-path=/usr/lib/softhsm/libsofthsm2.so"; without, the engine's own setting is
  // used.
  explicit TokenKey(const std::string& uri);
  std::string natural_algorithm() const;  // "ES256" and the like
  Bytes public_key() const;               // PUBLIC KEY in PEM
  // A raw signature by `algorithm`, r then s for elliptic curves.
  Bytes sign(const std::string& algorithm, std::span<const uint8_t> message) const;

 private:
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace imprint_cli
