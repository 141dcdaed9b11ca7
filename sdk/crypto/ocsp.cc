#include "crypto/ocsp.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>

#include <algorithm>

#include "crypto/der.h"
#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

struct FreeOcsp {
  void operator()(OCSP_BASICRESP* p) const { OCSP_BASICRESP_free(p); }
  void operator()(OCSP_CERTID* p) const { OCSP_CERTID_free(p); }
};
using BasicResponse = std::unique_ptr<OCSP_BASICRESP, FreeOcsp>;
using CertificateId = std::unique_ptr<OCSP_CERTID, FreeOcsp>;

constexpr size_t kMaxResponseBytes = 65536;
constexpr int kMaxResponders = 8;             // certificates of one answer that are looked at
constexpr size_t kBytesPerCertificate = 512;  // hardly one is smaller; all of an answer are unpacked with it

// OCSPResponse = { status, [0] { { id-pkix-ocsp-basic, OCTET STRING } } }: the octets.
std::optional<ByteView> basic_bytes(ByteView response) {
  static constexpr uint8_t kBasic[] = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01};
  const auto outer = next_der(response, kDerSequence);
  ByteView rest = outer ? outer->content : ByteView();
  const auto status = next_der(rest, kDerEnumerated);
  if (!status || status->content.size() != 1 || status->content[0] != OCSP_RESPONSE_STATUS_SUCCESSFUL)
    return std::nullopt;
  const auto tagged = next_der(rest, kDerFirstTagged);
  rest = tagged ? tagged->content : ByteView();
  const auto bytes = next_der(rest, kDerSequence);
  rest = bytes ? bytes->content : ByteView();
  const auto type = next_der(rest, kDerOid);
  const auto octets = next_der(rest, kDerOctets);
  if (!type || !octets || !std::equal(type->content.begin(), type->content.end(), std::begin(kBasic), std::end(kBasic)))
    return std::nullopt;
  return octets->content;
}

BasicResponse parse(ByteView response) {
  const std::optional<ByteView> bytes = response.size() <= kMaxResponseBytes ? basic_bytes(response) : std::nullopt;
  if (!bytes) return nullptr;
  const uint8_t* at = bytes->data();
  return BasicResponse(reinterpret_cast<OCSP_BASICRESP*>(ASN1_item_d2i_ex(
      nullptr, &at, static_cast<long>(bytes->size()), ASN1_ITEM_rptr(OCSP_BASICRESP), openssl_context(), nullptr)));
}

bool is_responder(const OCSP_BASICRESP* basic, const Certificate& who) {
  const ASN1_OCTET_STRING* key_hash = nullptr;
  const X509_NAME* name = nullptr;
  if (OCSP_resp_get0_id(basic, &key_hash, &name) != 1) return false;
  if (name != nullptr) return X509_NAME_cmp(name, X509_get_subject_name(who.handle())) == 0;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  return X509_pubkey_digest(who.handle(), openssl_digest("SHA1"), digest, &size) == 1 &&
         static_cast<int>(size) == ASN1_STRING_length(key_hash) &&
         std::equal(digest, digest + size, ASN1_STRING_get0_data(key_hash));
}

// By the policy of all signatures, and before the key is used.
std::string responder_problem(const OCSP_BASICRESP* basic, const Certificate& who) {
  int digest = NID_undef, key = NID_undef;
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, OCSP_resp_get0_tbs_sigalg(basic));
  const int nid = OBJ_obj2nid(algorithm);
  if (OBJ_find_sigid_algs(nid, &digest, &key) != 1) return "it is signed with an unknown algorithm";
  if (digest != NID_undef)
    if (std::string problem = digest_problem(digest, Sm2::kRefused); !problem.empty())
      return "it is signed with " + problem;
  return key_problem(X509_get0_pubkey(who.handle()), Sm2::kRefused);
}

Result<std::string> signature_problem(const OCSP_BASICRESP* basic, const Certificate& who, const Limits& limits) {
  if (std::string problem = responder_problem(basic, who); !problem.empty()) return problem;
  EVP_PKEY* key = X509_get0_pubkey(who.handle());
  IMPRINT_RETURN_IF_ERROR(spend_operations(key, 1, "revocation answer", limits));
  const bool holds = ASN1_item_verify_ex(ASN1_ITEM_rptr(OCSP_RESPDATA), OCSP_resp_get0_tbs_sigalg(basic),
                                         OCSP_resp_get0_signature(basic), OCSP_resp_get0_respdata(basic), nullptr, key,
                                         openssl_context(), nullptr) == 1;
  ERR_clear_error();
  return std::string(holds ? "" : "its signature does not hold");
}

// Somebody whom the issuer named: his certificate came with the answer, and the issuer made it for OCSP.
Result<std::string> delegate_problem(const Certificate& who, const Certificate& issuer, int64_t when,
                                     const Limits& limits) {
  if (std::string problem = who.profile_problem(Purpose::kOcspSigning, {}); !problem.empty())
    return "the certificate of its signer is not used: " + problem;
  if (!who.valid_at(when)) return std::string("the certificate of its signer is not valid at that time");
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<Certificate> above,
                           issuer_of(who, {issuer}, Purpose::kOcspSigning, limits));
  return std::string(above ? "" : "the issuer of the certificate did not name its signer");
}

// Empty when the issuer speaks, by himself or by a delegate.
Result<std::string> problem_of_signer(const OCSP_BASICRESP* basic, const Certificate& issuer, int64_t when,
                                      const Limits& limits) {
  if (is_responder(basic, issuer)) return signature_problem(basic, issuer, limits);
  const STACK_OF(X509)* certificates = OCSP_resp_get0_certs(basic);
  const int n = certificates == nullptr ? 0 : std::min(sk_X509_num(certificates), kMaxResponders);
  for (int i = 0; i < n; ++i) {
    X509_up_ref(sk_X509_value(certificates, i));
    const Certificate who = Certificate::adopt(sk_X509_value(certificates, i));
    if (!is_responder(basic, who)) continue;
    IMPRINT_ASSIGN_OR_RETURN(std::string problem, delegate_problem(who, issuer, when, limits));
    if (!problem.empty()) return problem;
    return signature_problem(basic, who, limits);
  }
  return std::string(
      "it is signed by somebody else than the issuer of the certificate, and holds no certificate of his");
}

const EVP_MD* digest_of_id(const ASN1_OBJECT* algorithm) {
  switch (OBJ_obj2nid(algorithm)) {
    case NID_sha1: return openssl_digest("SHA1");  // names the issuer here, and vouches for nothing
    case NID_sha256: return openssl_digest("SHA256");
    case NID_sha384: return openssl_digest("SHA384");
    case NID_sha512: return openssl_digest("SHA512");
    default: return nullptr;
  }
}

bool is_about(const OCSP_SINGLERESP* single, const Certificate& leaf, const Certificate& issuer) {
  auto* id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single));
  ASN1_OBJECT* algorithm = nullptr;
  ASN1_INTEGER* serial = nullptr;
  if (OCSP_id_get0_info(nullptr, &algorithm, nullptr, &serial, id) != 1) return false;
  if (ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(leaf.handle())) != 0) return false;
  const EVP_MD* digest = digest_of_id(algorithm);
  if (digest == nullptr) return false;
  const CertificateId wanted(OCSP_cert_to_id(digest, leaf.handle(), issuer.handle()));
  return wanted && OCSP_id_cmp(wanted.get(), id) == 0;
}

bool covers(const ASN1_GENERALIZEDTIME* from, const ASN1_GENERALIZEDTIME* until, int64_t when) {
  auto time = static_cast<time_t>(when);
  if (from == nullptr || X509_cmp_time(from, &time) > 0) return false;
  return until == nullptr || X509_cmp_time(until, &time) > 0;
}

OcspAnswer answer_of(OCSP_SINGLERESP* single, int64_t when) {
  ASN1_GENERALIZEDTIME *revoked = nullptr, *from = nullptr, *until = nullptr;
  const int status = OCSP_single_get0_status(single, nullptr, &revoked, &from, &until);
  auto time = static_cast<time_t>(when);
  if (status == V_OCSP_CERTSTATUS_REVOKED)
    return {revoked != nullptr && X509_cmp_time(revoked, &time) > 0 ? OcspStatus::kGood : OcspStatus::kRevoked, ""};
  if (status != V_OCSP_CERTSTATUS_GOOD) return {OcspStatus::kUnknown, "the responder does not know the certificate"};
  if (!covers(from, until, when)) return {OcspStatus::kUnknown, "it is of another time"};
  return {OcspStatus::kGood, ""};
}

}  // namespace

Result<OcspAnswer> ocsp_status(ByteView response, const Certificate& leaf, const Certificate& issuer, int64_t when,
                               const Limits& limits) {
  const size_t certificates = std::min(response.size(), kMaxResponseBytes) / kBytesPerCertificate;
  IMPRINT_RETURN_IF_ERROR(spend_unpacking(certificates, "revocation answer", limits));
  const BasicResponse basic = parse(response);
  ERR_clear_error();
  if (!basic) return OcspAnswer{OcspStatus::kUnknown, "it is no successful OCSP response that can be read"};
  IMPRINT_ASSIGN_OR_RETURN(std::string problem, problem_of_signer(basic.get(), issuer, when, limits));
  if (!problem.empty()) return OcspAnswer{OcspStatus::kUnknown, std::move(problem)};
  for (int i = 0; i < OCSP_resp_count(basic.get()); ++i) {
    OCSP_SINGLERESP* single = OCSP_resp_get0(basic.get(), i);
    if (is_about(single, leaf, issuer)) return answer_of(single, when);
  }
  return OcspAnswer{OcspStatus::kUnknown, "it is of another certificate"};
}

}  // namespace imprint::crypto
