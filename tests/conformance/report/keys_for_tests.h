// Fresh keys of each kind, made when a test asks for them.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <stdexcept>
#include <string>

#include "report/keys.h"

namespace imprint_conform::sample {

inline std::string private_pem(const char* type, const char* group = nullptr) {
  EVP_PKEY* key =
      group == nullptr ? EVP_PKEY_Q_keygen(nullptr, nullptr, type) : EVP_PKEY_Q_keygen(nullptr, nullptr, type, group);
  BIO* bio = BIO_new(BIO_s_mem());
  if (key == nullptr || PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    throw std::runtime_error("no key for the test");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  std::string pem(text, static_cast<size_t>(size));
  BIO_free(bio);
  EVP_PKEY_free(key);
  return pem;
}

inline Signer signer(KeyKind kind) {
  std::string pem = kind == KeyKind::kEs256     ? private_pem("EC", "P-256")
                    : kind == KeyKind::kEd25519 ? private_pem("ED25519")
                                                : private_pem("SM2");
  return signer_of(pem);
}

}  // namespace imprint_conform::sample
