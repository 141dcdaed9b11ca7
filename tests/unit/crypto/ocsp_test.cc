#include "crypto/ocsp.h"

#include <doctest/doctest.h>

#include "unit/test_ca.h"

using namespace imprint;
using namespace imprint::crypto;
using namespace imprint::test;

namespace {

OcspStatus status_of(const Bytes& answer, const Identity& subject, int64_t when = kNow) {
  const auto read = ocsp_status(answer, subject.certificate, intermediate().certificate, when, {});
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  CHECK(read->why.empty() == (read->status != OcspStatus::kUnknown));
  return read->status;
}

}  // namespace

TEST_CASE("ocsp: the issuer's word counts, within its time") {
  const Identity one = leaf();
  const Bytes answer = ocsp_answer(one, intermediate(), intermediate());
  CHECK(status_of(answer, one) == OcspStatus::kGood);
  CHECK(status_of(answer, one, kNow - 2 * kDay) == OcspStatus::kUnknown);
  CHECK(status_of(answer, one, kNow + 2 * kDay) == OcspStatus::kUnknown);
  CHECK(status_of(answer, leaf({.name = "another"})) == OcspStatus::kUnknown);
}

TEST_CASE("ocsp: a responder that the issuer named, and none that it did not") {
  const Identity one = leaf();
  const Identity named = leaf({.name = "responder", .key_number = 7, .extended_key_usage = "OCSPSigning"});
  CHECK(status_of(ocsp_answer(one, intermediate(), named), one) == OcspStatus::kGood);
  CHECK(status_of(ocsp_answer(one, intermediate(), leaf({.name = "x", .key_number = 8})), one) == OcspStatus::kUnknown);
  const Identity foreign =
      issue({.name = "foreign", .key_number = 7, .extended_key_usage = "OCSPSigning"}, &other_root());
  CHECK(status_of(ocsp_answer(one, intermediate(), foreign), one) == OcspStatus::kUnknown);
  CHECK(status_of(ocsp_answer(one, intermediate(), other_root()), one) == OcspStatus::kUnknown);
}

TEST_CASE("ocsp: the issuer's word counts without his certificate, and by the digest of his key") {
  const Identity one = leaf();
  for (const unsigned long flags :
       {0UL, static_cast<unsigned long>(OCSP_NOCERTS), static_cast<unsigned long>(OCSP_NOCERTS | OCSP_RESPID_KEY)})
    CHECK(status_of(ocsp_answer(one, intermediate(), intermediate(), {.flags = flags}), one) == OcspStatus::kGood);
  // A responder's certificate has to be there.
  const Identity named = leaf({.name = "responder", .key_number = 7, .extended_key_usage = "OCSPSigning"});
  CHECK(status_of(ocsp_answer(one, intermediate(), named, {.flags = OCSP_NOCERTS}), one) == OcspStatus::kUnknown);
}

TEST_CASE("ocsp: a certificate named by SHA-256, an answer signed with SHA-1") {
  const Identity one = leaf();
  CHECK(status_of(ocsp_answer(one, intermediate(), intermediate(), {.id_digest = EVP_sha256()}), one) ==
        OcspStatus::kGood);
  CHECK(status_of(ocsp_answer(one, intermediate(), intermediate(), {.digest = EVP_sha1()}), one) ==
        OcspStatus::kUnknown);
}

TEST_CASE("ocsp: revoked from a moment on") {
  const Identity one = leaf();
  const Bytes answer = ocsp_answer(one, intermediate(), intermediate(),
                                   {.status = V_OCSP_CERTSTATUS_REVOKED, .revoked_at = kNow - kDay / 2});
  CHECK(status_of(answer, one) == OcspStatus::kRevoked);
  CHECK(status_of(answer, one, kNow - kDay) == OcspStatus::kGood);
}

TEST_CASE("ocsp: no changed byte turns revoked into good") {
  const Identity one = leaf();
  const Bytes answer = ocsp_answer(one, intermediate(), intermediate(),
                                   {.status = V_OCSP_CERTSTATUS_REVOKED, .revoked_at = kNow - kDay});
  for (size_t i = 0; i < answer.size(); ++i) {
    Bytes bad = answer;
    bad[i] ^= 1;
    CHECK(status_of(bad, one) != OcspStatus::kGood);
    CHECK(status_of(Bytes(answer.begin(), answer.begin() + static_cast<std::ptrdiff_t>(i)), one) ==
          OcspStatus::kUnknown);
  }
}
