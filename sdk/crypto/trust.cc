#include "crypto/trust.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <climits>
#include <cstring>

#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

Trust time_of(X509* certificate, std::optional<int64_t> time_s) {
  if (!time_s) return Trust::kTrusted;
  time_t at = static_cast<time_t>(*time_s);
  if (X509_cmp_time(X509_get0_notAfter(certificate), &at) < 0) return Trust::kExpired;
  return X509_cmp_time(X509_get0_notBefore(certificate), &at) > 0 ? Trust::kNotYetValid : Trust::kTrusted;
}

Trust trust_of_error(int error) {
  if (error == X509_V_ERR_CERT_HAS_EXPIRED) return Trust::kExpired;
  return error == X509_V_ERR_CERT_NOT_YET_VALID ? Trust::kNotYetValid : Trust::kNotTrusted;
}

struct PemBlock {
  std::string name;
  Bytes der;
};

std::vector<PemBlock> pem_blocks(ByteView pem) {
  std::vector<PemBlock> out;
  if (pem.size() > INT_MAX) return out;
  const Handle<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) throw std::bad_alloc();
  char *name = nullptr, *header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  while (PEM_read_bio(bio.get(), &name, &header, &data, &size) == 1) {
    out.push_back({name, Bytes(data, data + size)});
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ERR_clear_error();
  return out;
}

bool has_key(const Certificate& certificate, const PublicKey& key) {
  const Result<PublicKey> own = certificate.public_key();
  return own.ok() && own.value() == key;
}

}  // namespace

Status TrustStore::add_pem(ByteView pem) {
  TrustStore added;
  for (const PemBlock& block : pem_blocks(pem)) {
    if (block.name == PEM_STRING_PUBLIC) {
      Result<PublicKey> key = PublicKey::from_bytes(block.der, SignatureAlgorithm::kSm2Sm3);
      if (!key.ok()) return {Code::kKeyInvalid, "PUBLIC KEY to trust: " + key.status().message()};
      added.keys_.push_back(std::move(key).value());
    } else if (block.name == PEM_STRING_X509) {
      Result<Certificate> certificate = Certificate::from_der(block.der);
      if (certificate.ok() && !certificate->public_key().ok()) certificate = certificate->public_key().status();
      if (!certificate.ok()) return {Code::kKeyInvalid, "CERTIFICATE to trust: " + certificate.status().message()};
      added.certificates_.push_back(std::move(certificate).value());
    } else {
      return {Code::kKeyInvalid, "\"" + block.name + "\" is neither PUBLIC KEY nor CERTIFICATE"};
    }
  }
  if (added.keys_.empty() && added.certificates_.empty())
    return {Code::kKeyInvalid, "no PUBLIC KEY and no CERTIFICATE in PEM to trust"};
  keys_.insert(keys_.end(), added.keys_.begin(), added.keys_.end());
  certificates_.insert(certificates_.end(), added.certificates_.begin(), added.certificates_.end());
  return {};
}

Trust TrustStore::judge(const PublicKey& key, const std::vector<Certificate>& chain,
                        std::optional<int64_t> time_s) const {
  for (const PublicKey& known : keys_)
    if (known == key) return Trust::kTrusted;
  for (const Certificate& known : certificates_)
    if (has_key(known, key)) return time_of(known.handle(), time_s);
  if (chain.empty() || !has_key(chain.front(), key)) return Trust::kNotTrusted;
  // Said even when nobody here knows the issuer: an expired certificate speaks for nothing any more.
  if (const Trust own = time_of(chain.front().handle(), time_s); own != Trust::kTrusted) return own;
  if (certificates_.empty()) return Trust::kNotTrusted;

  const Handle<X509_STORE> store(X509_STORE_new());
  const Handle<X509_STORE_CTX> context(X509_STORE_CTX_new());
  const Handle<STACK_OF(X509)> others(sk_X509_new_null());
  if (!store || !context || !others) throw std::bad_alloc();
  for (const Certificate& known : certificates_) X509_STORE_add_cert(store.get(), known.handle());
  for (const Certificate& sent : chain) {
    X509_up_ref(sent.handle());
    if (sk_X509_push(others.get(), sent.handle()) == 0) throw std::bad_alloc();
  }
  if (X509_STORE_CTX_init(context.get(), store.get(), chain.front().handle(), others.get()) != 1)
    throw std::bad_alloc();
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_PARTIAL_CHAIN | (time_s ? 0 : X509_V_FLAG_NO_CHECK_TIME));
  if (time_s) X509_STORE_CTX_set_time(context.get(), 0, static_cast<time_t>(*time_s));
  const bool good = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  return good ? Trust::kTrusted : trust_of_error(error);
}

}  // namespace imprint::crypto
