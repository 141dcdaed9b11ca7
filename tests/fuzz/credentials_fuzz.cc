// Certificates, time-stamps and revocation answers of foreign signers. The first byte selects: 0 a certificate, 1 a PEM
// text, 2 a time-stamp token or response, 3 a chain with a revocation answer, 4 a private key.
#include "crypto/ocsp.h"
#include "crypto/time_stamp.h"
#include "fuzz.h"

using namespace imprint;
using namespace imprint::crypto;

namespace {

void look_at(const Certificate& c) {
  const std::string texts = c.common_name() + c.organisation() + c.issuer() + c.serial_hex();
  FUZZ_REQUIRE(c == c);
  c.valid_at(1793520000);
  for (const Purpose p :
       {Purpose::kClaimSigning, Purpose::kTimeStamping, Purpose::kOcspSigning, Purpose::kLabelSigning})
    static_cast<void>(c.profile_problem(p, default_claim_ekus()));
  for (const CoseAlgorithm a : {CoseAlgorithm::kEs256, CoseAlgorithm::kPs256, CoseAlgorithm::kEdDsa})
    FUZZ_REQUIRE(
        !c.verify(a, as_bytes(texts), Bytes(c.signature_bytes() < 8192 ? c.signature_bytes() : 0), {}).value());
  const std::vector<Certificate> chain = {c}, nobody;
  FUZZ_REQUIRE(check_chain({Purpose::kClaimSigning, chain, nobody, 1793520000}, {})->state != ChainState::kTrusted);
  for (const Purpose p : {Purpose::kClaimSigning, Purpose::kLabelSigning})  // not by itself, whatever it says
    static_cast<void>(check_chain({p, chain, chain, 1793520000}, {}));
}

void check_pem(ByteView pem) {
  const auto all = certificates_from_pem(pem);
  if (!all.ok()) return;
  FUZZ_REQUIRE(!all.value().empty());
  for (const Certificate& c : all.value()) look_at(c);
}

void check_token(ByteView bytes) {
  static_cast<void>(token_of_response(bytes, bytes));
  const auto token = bare_token(bytes);
  if (!token.ok()) return;
  const auto read = read_time_stamp(token.value(), as_bytes("message"), {});
  if (!read.ok()) return;
  FUZZ_REQUIRE(!read->signature_valid || !read->chain.empty());
  for (const Certificate& c : read->chain) look_at(c);
}

// A chain in PEM, a zero byte, and the answer about its first certificate by the second.
void check_ocsp(ByteView bytes) {
  const size_t zero = as_text(bytes).find('\0');
  if (zero == std::string_view::npos) return;
  const auto chain = certificates_from_pem(bytes.first(zero));
  if (!chain.ok() || chain.value().size() < 2) return;
  const auto status = [&](int64_t when) {
    const auto answer = ocsp_status(bytes.subspan(zero + 1), chain.value()[0], chain.value()[1], when, {});
    return answer.ok() ? answer->status : OcspStatus::kUnknown;
  };
  const OcspStatus now = status(1793520000);
  FUZZ_REQUIRE(now == status(1793520000));
  FUZZ_REQUIRE(status(1) != OcspStatus::kRevoked);  // before anybody was
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  switch (data[0] % 5) {
    case 0: {
      const auto one = Certificate::from_der(rest);
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
