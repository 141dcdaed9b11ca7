#include "crypto/certificate.h"

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>

#include <algorithm>

#include "crypto/key_rules.h"
#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

constexpr size_t kMaxCertificates = 4096;  // of one PEM text

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

std::string text_of(const X509_NAME_ENTRY* entry) {
  unsigned char* utf8 = nullptr;
  const int length = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(entry));
  if (length < 0) return {};
  std::string out(reinterpret_cast<char*>(utf8), static_cast<size_t>(length));
  OPENSSL_free(utf8);
  return out;
}

std::string entry(const X509_NAME* name, int nid) {
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  return at < 0 ? std::string() : text_of(X509_NAME_get_entry(name, at));
}

// "NTRCN-9111…" of ETSI EN 319 412-1: three letters of the kind, two of the country, a hyphen.
std::string without_scheme(const std::string& identifier) {
  constexpr size_t kScheme = 6;
  const bool scheme =
      identifier.size() > kScheme && identifier[kScheme - 1] == '-' &&
      std::all_of(identifier.begin(), identifier.begin() + kScheme - 1, [](char c) { return c >= 'A' && c <= 'Z'; });
  return scheme ? identifier.substr(kScheme) : std::string();
}

int64_t unix_seconds(const ASN1_TIME* time) {
  tm parts = {};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return 0;
  return timegm(&parts);
}

std::string line_of(const X509_NAME* name) {
  const Handle<BIO> bio(BIO_new(BIO_s_mem()));
  if (!bio || X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0) return {};
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<size_t>(std::max(length, 0L))};
}

}  // namespace

Certificate Certificate::adopt(X509* x509) {
  Certificate out;
  out.x509_.reset(x509, X509_free);
  set_sm2_user_id(x509);
  return out;
}

Result<Certificate> Certificate::from_der(ByteView der) {
  const uint8_t* at = der.data();
  X509* x509 = X509_new_ex(openssl_context(), nullptr);
  if (x509 == nullptr) throw std::bad_alloc();
  // Frees it and sets it to null where it is none; one whose extensions are odd stays, and no policy takes it.
  d2i_X509(&x509, &at, static_cast<long>(std::min<size_t>(der.size(), 1u << 20)));
  ERR_clear_error();
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

SubjectNames Certificate::subject_names() const {
  SubjectNames out;
  const X509_NAME* name = X509_get_subject_name(x509_.get());
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    const X509_NAME_ENTRY* one = X509_NAME_get_entry(name, i);
    const int nid = OBJ_obj2nid(X509_NAME_ENTRY_get_object(one));
    std::string text = text_of(one);
    if (text.empty()) continue;
    if (nid == NID_organizationName || nid == NID_commonName) out.names.push_back(text);
    if (nid == NID_organizationIdentifier)
      if (std::string bare = without_scheme(text); !bare.empty()) out.identifiers.push_back(std::move(bare));
    if (nid == NID_serialNumber || nid == NID_organizationIdentifier || nid == NID_commonName)
      out.identifiers.push_back(std::move(text));
  }
  return out;
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

std::string Certificate::key_problem() const {
  return crypto::key_problem(X509_get0_pubkey(x509_.get()), Sm2::kAllowed);
}

Result<bool> Certificate::verify(CoseAlgorithm algorithm, ByteView message, ByteView signature,
                                 const Limits& limits) const {
  EVP_PKEY* key = X509_get0_pubkey(x509_.get());
  if (!crypto::key_problem(key, Sm2::kRefused).empty()) return false;
  IMPRINT_RETURN_IF_ERROR(spend_operations(key, 1, "claim signature", limits));
  const bool holds = cose_verify(key, algorithm, message, signature);
  ERR_clear_error();
  return holds;
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

}  // namespace imprint::crypto
