#include "crypto/certificate.h"

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

constexpr size_t kMaxCertificates = 4096;  // of one PEM text

constexpr const char* kAnyEku = "2.5.29.37.0";
constexpr const char* kEmailProtection = "1.3.6.1.5.5.7.3.4";
constexpr const char* kTimeStamping = "1.3.6.1.5.5.7.3.8";
constexpr const char* kOcspSigning = "1.3.6.1.5.5.7.3.9";
constexpr const char* kDocumentSigning = "1.3.6.1.5.5.7.3.36";
constexpr const char* kC2paClaimSigning = "1.3.6.1.4.1.62558.2.1";

constexpr char kSm2UserId[] = "1234567812345678";  // GM/T 0015 signs certificates with the same one as texts

// OpenSSL reads the user ID of an SM2 signature on a certificate from the certificate object.
void set_sm2_user_id(X509* certificate) {
  if (X509_get_signature_nid(certificate) != NID_SM2_with_SM3) return;
  ASN1_OCTET_STRING* id = ASN1_OCTET_STRING_new();
  if (id == nullptr ||
      ASN1_OCTET_STRING_set(id, reinterpret_cast<const unsigned char*>(kSm2UserId), sizeof kSm2UserId - 1) != 1)
    throw std::bad_alloc();
  X509_set0_distinguishing_id(certificate, id);
}

std::string entry(X509_NAME* name, int nid) {
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  if (at < 0) return {};
  unsigned char* utf8 = nullptr;
  const int length = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (length < 0) return {};
  std::string out(reinterpret_cast<char*>(utf8), static_cast<size_t>(length));
  OPENSSL_free(utf8);
  return out;
}

int64_t unix_seconds(const ASN1_TIME* time) {
  tm parts = {};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return 0;
  return timegm(&parts);
}

std::string dotted(const ASN1_OBJECT* object) {
  char text[128] = {};
  OBJ_obj2txt(text, sizeof text, object, 1);
  return text;
}

std::vector<std::string> key_usages(X509* x509, bool& present) {
  const Handle<EXTENDED_KEY_USAGE> list(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(x509, NID_ext_key_usage, nullptr, nullptr)));
  present = list != nullptr;
  std::vector<std::string> out;
  for (int i = 0; present && i < sk_ASN1_OBJECT_num(list.get()); ++i)
    out.push_back(dotted(sk_ASN1_OBJECT_value(list.get(), i)));
  return out;
}

bool has(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string usage_problem(X509* x509, Purpose purpose, const std::vector<std::string>& accepted) {
  bool present = false;
  const std::vector<std::string> ekus = key_usages(x509, present);
  if (!present || ekus.empty()) return "it has no extended key usage";
  if (has(ekus, kAnyEku)) return "its extended key usage is anyExtendedKeyUsage";
  const bool stamps = has(ekus, kTimeStamping), ocsp = has(ekus, kOcspSigning);
  if ((stamps || ocsp) && ekus.size() > 1)
    return "timeStamping and OCSPSigning must be a certificate's only extended key usage";
  if (purpose == Purpose::kTimeStamping) return stamps ? "" : "its extended key usage is not timeStamping";
  if (purpose == Purpose::kOcspSigning) return ocsp ? "" : "its extended key usage is not OCSPSigning";
  const bool fits = std::any_of(ekus.begin(), ekus.end(), [&](const std::string& eku) { return has(accepted, eku); });
  return fits ? "" : "none of its extended key usages (" + ekus.front() + ") is one for signing claims";
}

std::string signature_problem(X509* x509) {
  constexpr int kAllowed[] = {
      NID_ecdsa_with_SHA256,       NID_ecdsa_with_SHA384,       NID_ecdsa_with_SHA512, NID_sha256WithRSAEncryption,
      NID_sha384WithRSAEncryption, NID_sha512WithRSAEncryption, NID_rsassaPss,         NID_ED25519};
  const int nid = X509_get_signature_nid(x509);
  if (std::find(std::begin(kAllowed), std::end(kAllowed), nid) != std::end(kAllowed)) return "";
  const char* name = OBJ_nid2sn(nid);
  return std::string("it is signed with ") + (name == nullptr ? "an unknown algorithm" : name) +
         ", which C2PA does not allow";
}

std::string key_problem(X509* x509) {
  EVP_PKEY* key = X509_get0_pubkey(x509);
  if (key == nullptr) return "its key cannot be read";
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_ED25519: return "";
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      return EVP_PKEY_get_bits(key) >= 2048
                 ? ""
                 : "its RSA key has " + std::to_string(EVP_PKEY_get_bits(key)) + " bits, under 2048";
    case EVP_PKEY_EC: {
      char group[64] = {};
      EVP_PKEY_get_group_name(key, group, sizeof group, nullptr);
      constexpr std::string_view kCurves[] = {"prime256v1", "secp384r1", "secp521r1"};
      return std::find(std::begin(kCurves), std::end(kCurves), group) != std::end(kCurves)
                 ? ""
                 : std::string("its key is on the curve ") + group;
    }
    default: return "its key is of a kind that C2PA does not allow";
  }
}

std::string line_of(const X509_NAME* name) {
  const Handle<BIO> bio(BIO_new(BIO_s_mem()));
  if (!bio || X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0) return {};
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<size_t>(std::max(length, 0L))};
}

}  // namespace

std::vector<std::string> default_claim_ekus() { return {kC2paClaimSigning, kEmailProtection, kDocumentSigning}; }

Certificate Certificate::adopt(X509* x509) {
  Certificate out;
  out.x509_.reset(x509, X509_free);
  set_sm2_user_id(x509);
  return out;
}

Result<Certificate> Certificate::from_der(ByteView der) {
  const uint8_t* at = der.data();
  X509* x509 = d2i_X509(nullptr, &at, static_cast<long>(std::min<size_t>(der.size(), 1u << 20)));
  if (x509 == nullptr)
    return Status{Code::kMalformed, "a certificate of " + std::to_string(der.size()) + " bytes is not X.509 in DER"};
  Certificate out = adopt(x509);
  if (at != der.data() + der.size()) return Status{Code::kMalformed, "bytes after a certificate"};
  return out;
}

Result<PublicKey> Certificate::public_key() const {
  EVP_PKEY* key = X509_get_pubkey(x509_.get());
  ERR_clear_error();
  if (key == nullptr) return Status{Code::kMalformed, "a certificate whose key cannot be read"};
  return PublicKey::adopt(key);
}

Bytes Certificate::der() const {
  Bytes out(static_cast<size_t>(std::max(i2d_X509(x509_.get(), nullptr), 0)));
  uint8_t* at = out.data();
  i2d_X509(x509_.get(), &at);
  return out;
}

std::string Certificate::common_name() const { return entry(X509_get_subject_name(x509_.get()), NID_commonName); }
std::string Certificate::organisation() const {
  return entry(X509_get_subject_name(x509_.get()), NID_organizationName);
}

std::string Certificate::subject() const { return line_of(X509_get_subject_name(x509_.get())); }

std::string Certificate::issuer() const { return line_of(X509_get_issuer_name(x509_.get())); }

std::string Certificate::serial_hex() const {
  const Handle<BIGNUM> n(ASN1_INTEGER_to_BN(X509_get0_serialNumber(x509_.get()), nullptr));
  char* hex = n ? BN_bn2hex(n.get()) : nullptr;
  std::string out = hex == nullptr ? "" : hex;
  OPENSSL_free(hex);
  return out;
}

int64_t Certificate::not_before() const { return unix_seconds(X509_get0_notBefore(x509_.get())); }
int64_t Certificate::not_after() const { return unix_seconds(X509_get0_notAfter(x509_.get())); }

std::string Certificate::profile_problem(Purpose purpose, const std::vector<std::string>& accepted_ekus) const {
  X509* x = x509_.get();
  if (X509_get_version(x) != X509_VERSION_3) return "it is not X.509 version 3";
  const ASN1_BIT_STRING *issuer_id = nullptr, *subject_id = nullptr;
  X509_get0_uids(x, &issuer_id, &subject_id);
  if (issuer_id != nullptr || subject_id != nullptr) return "it has a unique identifier of issuer or subject";
  if (X509_check_ca(x) != 0) return "it is a certificate authority's";
  if (is_self_signed()) return "it is self-signed";
  if (X509_get0_authority_key_id(x) == nullptr) return "it has no authority key identifier";
  const uint32_t usage = X509_get_key_usage(x);
  if ((X509_get_extension_flags(x) & EXFLAG_KUSAGE) == 0) return "it has no key usage";
  if ((usage & KU_DIGITAL_SIGNATURE) == 0) return "its key usage lacks digitalSignature";
  if (std::string problem = signature_problem(x); !problem.empty()) return problem;
  if (std::string problem = key_problem(x); !problem.empty()) return problem;
  return usage_problem(x, purpose, accepted_ekus);
}

bool Certificate::may_sign_claims(const std::vector<std::string>& accepted_ekus) const {
  return usage_problem(x509_.get(), Purpose::kClaimSigning, accepted_ekus).empty();
}

bool Certificate::verify(CoseAlgorithm algorithm, ByteView message, ByteView signature) const {
  EVP_PKEY* key = X509_get0_pubkey(x509_.get());
  return key != nullptr && cose_verify(key, algorithm, message, signature);
}

bool Certificate::belongs_to(const CoseKey& key) const {
  const EVP_PKEY* mine = X509_get0_pubkey(x509_.get());
  return mine != nullptr && EVP_PKEY_eq(mine, key.handle()) == 1;
}

bool Certificate::is_self_signed() const { return X509_self_signed(x509_.get(), 0) == 1; }

size_t Certificate::signature_bytes() const {
  const EVP_PKEY* key = X509_get0_pubkey(x509_.get());
  if (key == nullptr) return 0;
  const size_t bytes = (static_cast<size_t>(EVP_PKEY_get_bits(key)) + 7) / 8;
  const int kind = EVP_PKEY_get_base_id(key);
  return kind == EVP_PKEY_EC ? 2 * bytes : kind == EVP_PKEY_ED25519 ? 64 : bytes;
}

bool Certificate::operator==(const Certificate& other) const { return X509_cmp(x509_.get(), other.x509_.get()) == 0; }

Result<std::vector<Certificate>> certificates_from_pem(ByteView pem) {
  const Handle<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(std::min<size_t>(pem.size(), 64u << 20))));
  std::vector<Certificate> out;
  for (;;) {
    char *name = nullptr, *header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (!bio || PEM_read_bio(bio.get(), &name, &header, &data, &size) != 1) break;
    const bool certificate = std::string_view(name) == "CERTIFICATE" || std::string_view(name) == "X509 CERTIFICATE";
    Result<Certificate> one =
        certificate ? Certificate::from_der({data, static_cast<size_t>(size)}) : Status{Code::kMalformed, ""};
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
    if (!certificate) continue;
    if (!one.ok()) return one.status();
    out.push_back(std::move(one).value());
    if (out.size() > kMaxCertificates)
      return Status{Code::kLimitExceeded, "more than " + std::to_string(kMaxCertificates) + " certificates"};
  }
  if (out.empty()) return Status{Code::kMalformed, "no certificate in PEM"};
  return out;
}

bool leads_to_anchor(const std::vector<Certificate>& chain, const std::vector<Certificate>& anchors, int64_t when,
                     std::string& why) {
  const Handle<X509_STORE> store(X509_STORE_new());
  const Handle<X509_STORE_CTX> ctx(X509_STORE_CTX_new());
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> others(sk_X509_new_null(),
                                                                          [](STACK_OF(X509) * s) { sk_X509_free(s); });
  if (!store || !ctx || !others || chain.empty()) return false;
  for (const Certificate& anchor : anchors) X509_STORE_add_cert(store.get(), anchor.handle());
  for (size_t i = 1; i < chain.size(); ++i) sk_X509_push(others.get(), chain[i].handle());
  if (X509_STORE_CTX_init(ctx.get(), store.get(), chain.front().handle(), others.get()) != 1) return false;
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(ctx.get());
  X509_VERIFY_PARAM_set_time(rules, static_cast<time_t>(when));
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_depth(rules, 10);
  if (X509_verify_cert(ctx.get()) == 1) return true;
  why = X509_verify_cert_error_string(X509_STORE_CTX_get_error(ctx.get()));
  return false;
}

}  // namespace imprint::crypto
