#include "crypto/ocsp.h"

#include <openssl/ocsp.h>

#include "crypto/openssl_handles.h"

namespace imprint::crypto {
namespace {

struct FreeOcsp {
  void operator()(OCSP_RESPONSE* p) const { OCSP_RESPONSE_free(p); }
  void operator()(OCSP_BASICRESP* p) const { OCSP_BASICRESP_free(p); }
  void operator()(OCSP_CERTID* p) const { OCSP_CERTID_free(p); }
};

constexpr long kMaxResponseBytes = 1 << 20;

// Signed by the issuer, or by a certificate that the issuer made for OCSP.
bool signed_by_issuer(OCSP_BASICRESP* basic, const Certificate& issuer, int64_t when) {
  const Handle<X509_STORE> store(X509_STORE_new());
  if (!store || X509_STORE_add_cert(store.get(), issuer.handle()) != 1) return false;
  X509_VERIFY_PARAM* rules = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(rules, static_cast<time_t>(when));
  return OCSP_basic_verify(basic, nullptr, store.get(), OCSP_PARTIAL_CHAIN) == 1;
}

bool covers(const ASN1_GENERALIZEDTIME* from, const ASN1_GENERALIZEDTIME* until, int64_t when) {
  auto time = static_cast<time_t>(when);
  if (from == nullptr || X509_cmp_time(from, &time) > 0) return false;
  return until == nullptr || X509_cmp_time(until, &time) > 0;
}

}  // namespace

OcspStatus ocsp_status(ByteView response, const Certificate& leaf, const Certificate& issuer, int64_t when) {
  const uint8_t* at = response.data();
  if (response.size() > kMaxResponseBytes) return OcspStatus::kUnknown;
  const std::unique_ptr<OCSP_RESPONSE, FreeOcsp> answer(
      d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(response.size())));
  if (!answer || OCSP_response_status(answer.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) return OcspStatus::kUnknown;
  const std::unique_ptr<OCSP_BASICRESP, FreeOcsp> basic(OCSP_response_get1_basic(answer.get()));
  const std::unique_ptr<OCSP_CERTID, FreeOcsp> id(OCSP_cert_to_id(nullptr, leaf.handle(), issuer.handle()));
  int status = V_OCSP_CERTSTATUS_UNKNOWN;
  ASN1_GENERALIZEDTIME *revoked = nullptr, *from = nullptr, *until = nullptr;
  if (!basic || !id || !signed_by_issuer(basic.get(), issuer, when) ||
      OCSP_resp_find_status(basic.get(), id.get(), &status, nullptr, &revoked, &from, &until) != 1)
    return OcspStatus::kUnknown;
  auto time = static_cast<time_t>(when);
  if (status == V_OCSP_CERTSTATUS_REVOKED)
    return revoked != nullptr && X509_cmp_time(revoked, &time) > 0 ? OcspStatus::kGood : OcspStatus::kRevoked;
  return status == V_OCSP_CERTSTATUS_GOOD && covers(from, until, when) ? OcspStatus::kGood : OcspStatus::kUnknown;
}

}  // namespace imprint::crypto
