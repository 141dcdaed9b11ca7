// Certificates, time-stamps and revocation answers of foreign signers. The first byte selects: 0 a certificate, 1 a PEM
// text, 2 a time-stamp token or response, 3 a revocation answer, 4 a private key.
#include "crypto/ocsp.h"
#include "crypto/time_stamp.h"
#include "fuzz.h"

using namespace imprint;
using namespace imprint::crypto;

namespace {

void look_at(const X509Certificate& c) {
  const std::string texts = c.common_name() + c.organisation() + c.issuer() + c.serial_hex();
  FUZZ_REQUIRE(c == c);
  c.valid_at(1793520000);
  for (const Purpose p : {Purpose::kClaimSigning, Purpose::kTimeStamping, Purpose::kOcspSigning})
    static_cast<void>(c.profile_problem(p, default_claim_ekus()));
  for (const CoseAlgorithm a : {CoseAlgorithm::kEs256, CoseAlgorithm::kPs256, CoseAlgorithm::kEdDsa})
    FUZZ_REQUIRE(!c.verify(a, as_bytes(texts), Bytes(c.signature_bytes() < 8192 ? c.signature_bytes() : 0)));
  std::string why;
  FUZZ_REQUIRE(!leads_to_anchor({c}, {}, 1793520000, why));
}

void check_pem(ByteView pem) {
  const auto all = certificates_from_pem(pem);
  if (!all.ok()) return;
  FUZZ_REQUIRE(!all.value().empty());
  for (const X509Certificate& c : all.value()) look_at(c);
}

void check_token(ByteView bytes) {
  static_cast<void>(token_of_response(bytes, bytes));
  const auto token = bare_token(bytes);
  if (!token.ok()) return;
  const auto read = read_time_stamp(token.value(), as_bytes("message"));
  if (!read.ok()) return;
  FUZZ_REQUIRE(!read->signature_valid || !read->chain.empty());
  for (const X509Certificate& c : read->chain) look_at(c);
}

// An answer about a certificate that is its own issuer is never one of a stranger.
void check_ocsp(ByteView answer) {
  static const Bytes kNone;
  const auto certificate = X509Certificate::from_der(answer);
  if (certificate.ok())
    FUZZ_REQUIRE(ocsp_status(kNone, certificate.value(), certificate.value(), 1) == OcspStatus::kUnknown);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  switch (data[0] % 5) {
    case 0: {
      const auto one = X509Certificate::from_der(rest);
      if (one.ok()) look_at(one.value());
      break;
    }
    case 1: check_pem(rest); break;
    case 2: check_token(rest); break;
    case 3: check_ocsp(rest); break;
    case 4: {
      const auto key = CoseKey::from_pem(rest);
      if (key.ok()) FUZZ_REQUIRE(key->can_use(key->natural_algorithm()));
      break;
    }
  }
  return 0;
}
