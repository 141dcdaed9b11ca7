// Certificate authorities, signers, time-stamp authorities and OCSP responders, made by OpenSSL in memory.
#pragma once

#include <doctest/doctest.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <map>
#include <string>
#include <vector>

#include "crypto/certificate.h"
#include "crypto/openssl_handles.h"
#include "crypto/time_stamp.h"

namespace imprint::test {

inline constexpr int64_t kNow = 1793520000;  // 2026-11-01T08:00:00Z
inline constexpr int64_t kDay = 86400;
inline const std::string kBothPurposes = "1.3.6.1.4.1.62558.2.1,emailProtection";

using KeyHandle = std::shared_ptr<EVP_PKEY>;

// "P-256", "P-384", "P-521", "SM2", "secp256k1", "Ed25519", "RSA-2048", … One of each kind and number; RSA is slow.
inline KeyHandle key_of(const std::string& kind, int number = 0) {
  static std::map<std::pair<std::string, int>, KeyHandle> made;
  KeyHandle& key = made[{kind, number}];
  if (key) return key;
  EVP_PKEY* raw = nullptr;
  if (kind == "Ed25519")
    raw = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  else if (kind.starts_with("RSA-"))
    raw = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(std::stoi(kind.substr(4))));
  else
    raw = EVP_PKEY_Q_keygen(nullptr, nullptr, kind == "SM2" ? "SM2" : "EC", kind.c_str());
  REQUIRE(raw != nullptr);
  key.reset(raw, EVP_PKEY_free);
  return key;
}

struct Identity {
  KeyHandle key;
  crypto::Certificate certificate;
  std::vector<crypto::Certificate> chain;  // with those above it, without the root
};

struct CertificateSpec {
  std::string name = "Signer";
  std::string key = "P-256";
  int key_number = 0;
  bool is_ca = false;
  std::string key_usage = "critical,digitalSignature";  // empty = none
  std::string extended_key_usage = kBothPurposes;
  bool authority_key_id = true;
  long version = X509_VERSION_3;
  int64_t from = kNow - 30 * kDay, until = kNow + 300 * kDay;
  const EVP_MD* digest = EVP_sha256();
  std::vector<std::pair<std::string, std::string>> subject =
      {};  // further parts of the name: {"serialNumber", "9111…"}
};

inline void add_extension(X509* x, X509* issuer, const char* name, const std::string& value) {
  if (value.empty()) return;
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, x, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf(nullptr, &context, name, value.c_str());
  REQUIRE(extension != nullptr);
  X509_add_ext(x, extension, -1);
  X509_EXTENSION_free(extension);
}

inline const EVP_MD* digest_for(const KeyHandle& key, const EVP_MD* digest) {
  return EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519 ? nullptr : digest;
}

// Null issuer: self-signed.
inline Identity issue(const CertificateSpec& spec, const Identity* issuer) {
  static long serial = 1000;
  Identity out;
  out.key = key_of(spec.key, spec.key_number);
  X509* x = X509_new();
  X509_set_version(x, spec.version);
  ASN1_INTEGER_set(X509_get_serialNumber(x), ++serial);
  ASN1_TIME_set(X509_getm_notBefore(x), static_cast<time_t>(spec.from));
  ASN1_TIME_set(X509_getm_notAfter(x), static_cast<time_t>(spec.until));
  X509_set_pubkey(x, out.key.get());
  X509_NAME* name = X509_get_subject_name(x);
  X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, reinterpret_cast<const uint8_t*>("TEST"), -1, -1, 0);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const uint8_t*>(spec.name.c_str()), -1, -1, 0);
  for (const auto& [part, value] : spec.subject)
    REQUIRE(X509_NAME_add_entry_by_txt(name, part.c_str(), MBSTRING_UTF8,
                                       reinterpret_cast<const uint8_t*>(value.c_str()), -1, -1, 0) == 1);
  X509* above = issuer == nullptr ? x : issuer->certificate.handle();
  X509_set_issuer_name(x, X509_get_subject_name(above));
  if (spec.version == X509_VERSION_3) {
    add_extension(x, above, "subjectKeyIdentifier", "hash");
    if (spec.authority_key_id) add_extension(x, above, "authorityKeyIdentifier", "keyid:always");
    add_extension(x, above, "basicConstraints", spec.is_ca ? "critical,CA:TRUE" : "critical,CA:FALSE");
    add_extension(
        x, above, "keyUsage",
        spec.is_ca && spec.key_usage == CertificateSpec().key_usage ? "critical,keyCertSign,cRLSign" : spec.key_usage);
    if (!spec.is_ca || spec.extended_key_usage != kBothPurposes)
      add_extension(x, above, "extendedKeyUsage", spec.extended_key_usage);
  }
  const KeyHandle& signing = issuer == nullptr ? out.key : issuer->key;
  REQUIRE(X509_sign(x, signing.get(), digest_for(signing, spec.digest)) > 0);
  out.certificate = crypto::Certificate::adopt(x);
  out.chain = {out.certificate};
  if (issuer != nullptr && !issuer->certificate.is_self_signed())
    out.chain.insert(out.chain.end(), issuer->chain.begin(), issuer->chain.end());
  return out;
}

inline const Identity& root() {
  static const Identity made = issue({.name = "TEST root", .key_number = 90, .is_ca = true}, nullptr);
  return made;
}
inline const Identity& other_root() {
  static const Identity made = issue({.name = "TEST other root", .key_number = 91, .is_ca = true}, nullptr);
  return made;
}
inline const Identity& intermediate() {
  static const Identity made = issue({.name = "TEST intermediate", .key_number = 92, .is_ca = true}, &root());
  return made;
}
inline Identity leaf(const CertificateSpec& spec = {}) { return issue(spec, &intermediate()); }

inline std::string pem_of(const KeyHandle& key) {
  const crypto::Handle<BIO> bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<size_t>(length)};
}
inline std::string pem_of(const crypto::Certificate& certificate) {
  const crypto::Handle<BIO> bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate.handle());
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<size_t>(length)};
}
inline crypto::CoseKey cose_key(const KeyHandle& key) {
  auto made = crypto::CoseKey::from_pem(as_bytes(pem_of(key)));
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return std::move(made).value();
}

// --- time-stamps ---

inline const Identity& stamper() {
  static const Identity made = leaf({.name = "TEST time-stamps",
                                     .key_number = 93,
                                     .extended_key_usage = "critical,timeStamping",
                                     .from = kNow - 1000 * kDay,
                                     .until = kNow + 1000 * kDay});
  return made;
}

// The TimeStampResp to `query` at `when`, with the authority's certificates.
inline Bytes answer_query(const Bytes& query, int64_t when, const Identity& authority = stamper()) {
  static int64_t time;
  time = when;
  TS_RESP_CTX* context = TS_RESP_CTX_new();
  REQUIRE(TS_RESP_CTX_set_signer_cert(context, authority.certificate.handle()) == 1);
  TS_RESP_CTX_set_signer_key(context, authority.key.get());
  TS_RESP_CTX_set_signer_digest(context, EVP_sha256());
  TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256());
  TS_RESP_CTX_add_md(context, EVP_sha256());
  ASN1_OBJECT* policy = OBJ_txt2obj("1.2.3.4.1", 1);
  TS_RESP_CTX_set_def_policy(context, policy);
  ASN1_OBJECT_free(policy);
  STACK_OF(X509)* certificates = sk_X509_new_null();
  for (const auto& c : authority.chain)
    if (!(c == authority.certificate)) sk_X509_push(certificates, c.handle());
  TS_RESP_CTX_set_certs(context, certificates);
  TS_RESP_CTX_set_time_cb(
      context,
      [](TS_resp_ctx*, void*, long* seconds, long* micros) {
        *seconds = time;
        *micros = 0;
        return 1;
      },
      nullptr);
  TS_RESP_CTX_set_serial_cb(
      context,
      [](TS_resp_ctx*, void*) {
        ASN1_INTEGER* serial = ASN1_INTEGER_new();
        ASN1_INTEGER_set(serial, 77);
        return serial;
      },
      nullptr);
  const crypto::Handle<BIO> in(BIO_new_mem_buf(query.data(), static_cast<int>(query.size())));
  const crypto::Handle<TS_RESP> answer(TS_RESP_create_response(context, in.get()));
  sk_X509_free(certificates);
  TS_RESP_CTX_free(context);
  REQUIRE(answer);
  Bytes der(static_cast<size_t>(i2d_TS_RESP(answer.get(), nullptr)));
  uint8_t* at = der.data();
  i2d_TS_RESP(answer.get(), &at);
  return der;
}

inline Bytes stamp(ByteView message, int64_t when, const Identity& authority = stamper()) {
  const auto query = crypto::time_stamp_query(message);
  REQUIRE(query.ok());
  const auto token = crypto::token_of_response(answer_query(query.value(), when, authority), query.value());
  REQUIRE_MESSAGE(token.ok(), token.status().message());
  return token.value();
}

// --- OCSP ---

struct OcspSpec {
  int status = V_OCSP_CERTSTATUS_GOOD;
  int64_t from = kNow - kDay, until = kNow + kDay;
  int64_t revoked_at = 0;
  unsigned long flags = 0;  // OCSP_NOCERTS, OCSP_RESPID_KEY
  const EVP_MD* digest = EVP_sha256();
  const EVP_MD* id_digest = nullptr;  // of the name of the certificate; null = SHA-1
};

// `responder` speaks of `subject`, which `issuer` made.
inline Bytes ocsp_answer(const Identity& subject, const Identity& issuer, const Identity& responder,
                         const OcspSpec& spec = {}) {
  OCSP_BASICRESP* basic = OCSP_BASICRESP_new();
  OCSP_CERTID* id = OCSP_cert_to_id(spec.id_digest, subject.certificate.handle(), issuer.certificate.handle());
  ASN1_TIME* from = ASN1_TIME_adj(nullptr, static_cast<time_t>(spec.from), 0, 0);
  ASN1_TIME* until = ASN1_TIME_adj(nullptr, static_cast<time_t>(spec.until), 0, 0);
  ASN1_TIME* revoked =
      spec.revoked_at == 0 ? nullptr : ASN1_TIME_adj(nullptr, static_cast<time_t>(spec.revoked_at), 0, 0);
  for (ASN1_TIME* t : {from, until, revoked})
    if (t != nullptr) ASN1_TIME_to_generalizedtime(t, &t);
  REQUIRE(OCSP_basic_add1_status(basic, id, spec.status, OCSP_REVOKED_STATUS_KEYCOMPROMISE, revoked, from, until) !=
          nullptr);
  REQUIRE(OCSP_basic_sign(basic, responder.certificate.handle(), responder.key.get(), spec.digest, nullptr,
                          spec.flags) == 1);
  OCSP_RESPONSE* response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
  Bytes der(static_cast<size_t>(i2d_OCSP_RESPONSE(response, nullptr)));
  uint8_t* at = der.data();
  i2d_OCSP_RESPONSE(response, &at);
  OCSP_RESPONSE_free(response);
  OCSP_CERTID_free(id);
  OCSP_BASICRESP_free(basic);
  for (ASN1_TIME* t : {from, until, revoked}) ASN1_TIME_free(t);
  return der;
}

}  // namespace imprint::test
