#include <doctest/doctest.h>

#include "crypto/chain_policy.h"
#include "unit/rows.h"
#include "unit/test_ca.h"

using namespace imprint;
using namespace imprint::crypto;
using namespace imprint::test;

namespace {

std::string problem_of(const CertificateSpec& spec, Purpose purpose = Purpose::kClaimSigning) {
  return leaf(spec).certificate.profile_problem(purpose, default_claim_ekus());
}

struct CertificateRow {
  std::string name;
  CertificateSpec spec;
  const char* problem;  // a part of it; empty = none
  Purpose purpose = Purpose::kClaimSigning;
};
const CertificateRow kCertificateRows[] = {
    {"both purposes", {}, ""},
    {"C2PA only", {.extended_key_usage = "1.3.6.1.4.1.62558.2.1"}, ""},
    {"emailProtection only", {.extended_key_usage = "emailProtection"}, ""},
    {"documentSigning only", {.extended_key_usage = "1.3.6.1.5.5.7.3.36"}, ""},
    {"P-384", {.key = "P-384"}, ""},
    {"P-521", {.key = "P-521"}, ""},
    {"Ed25519", {.key = "Ed25519"}, ""},
    {"RSA of 2048 bits", {.key = "RSA-2048"}, ""},
    {"signed with SHA-512", {.digest = EVP_sha512()}, ""},
    {"RSA of 1024 bits", {.key = "RSA-1024"}, "1024 bits"},
    {"secp256k1", {.key = "secp256k1"}, "secp256k1"},
    {"SM2", {.key = "SM2"}, "key is o"},
    {"X.509 version 1", {.version = X509_VERSION_1}, "not X.509 version 3"},
    {"an authority", {.is_ca = true}, "certificate authority"},
    {"no authority key identifier", {.authority_key_id = false}, "no authority key identifier"},
    {"no key usage", {.key_usage = ""}, "no key usage"},
    {"key usage without digitalSignature", {.key_usage = "critical,keyEncipherment"}, "lacks digitalSignature"},
    {"no extended key usage", {.extended_key_usage = ""}, "no extended key usage"},
    {"anyExtendedKeyUsage", {.extended_key_usage = "emailProtection,anyExtendedKeyUsage"}, "anyExtendedKeyUsage"},
    {"another purpose", {.extended_key_usage = "serverAuth"}, "none of its extended key usages"},
    {"signing and stamping", {.extended_key_usage = "emailProtection,timeStamping"}, "only extended key usage"},
    {"signing and OCSP", {.extended_key_usage = "emailProtection,OCSPSigning"}, "only extended key usage"},
    {"signed with SHA-1", {.digest = EVP_sha1()}, "SHA1"},
    {"stamping", {.extended_key_usage = "critical,timeStamping"}, "", Purpose::kTimeStamping},
    {"stamping with a signer", {}, "not timeStamping", Purpose::kTimeStamping},
    {"OCSP", {.extended_key_usage = "OCSPSigning"}, "", Purpose::kOcspSigning},
    {"OCSP with a signer", {}, "not OCSPSigning", Purpose::kOcspSigning},
};

void check_profile(const CertificateRow& row) {
  const std::string problem = problem_of(row.spec, row.purpose);
  CAPTURE(problem);
  if (*row.problem == 0)
    CHECK(problem.empty());
  else
    CHECK(problem.find(row.problem) != std::string::npos);
}
TEST_ROWS("certificate profile", kCertificateRows, check_profile);

bool leads(const std::vector<Certificate>& chain, const std::vector<Certificate>& anchors, int64_t when = kNow) {
  const auto answer = check_chain({Purpose::kClaimSigning, chain, anchors, when}, {});
  REQUIRE_MESSAGE(answer.ok(), answer.status().message());
  const bool out = answer->state == ChainState::kTrusted;
  CHECK(out == answer->why.empty());
  CHECK(out == !answer->path.empty());
  return out;
}

}  // namespace

TEST_CASE("certificate: a self-signed end entity is refused") {
  const Identity self = issue({.name = "alone"}, nullptr);
  CHECK(self.certificate.is_self_signed());
  CHECK(self.certificate.profile_problem(Purpose::kClaimSigning, default_claim_ekus()) == "it is self-signed");
}

TEST_CASE("certificate: only accepted purposes sign claims") {
  const Identity one = leaf({.extended_key_usage = "emailProtection"});
  CHECK(one.certificate.may_sign_claims({"1.3.6.1.5.5.7.3.4"}));
  CHECK_FALSE(one.certificate.may_sign_claims({"1.3.6.1.4.1.62558.2.1"}));
}

TEST_CASE("certificate: names, serial number, validity") {
  const Identity one = leaf({.name = "印记 signer", .from = kNow, .until = kNow + kDay});
  CHECK(one.certificate.common_name() == "印记 signer");
  CHECK(one.certificate.organisation() == "TEST");
  CHECK(one.certificate.issuer().find("CN=TEST intermediate") != std::string::npos);
  CHECK_FALSE(one.certificate.serial_hex().empty());
  CHECK(one.certificate.not_before() == kNow);
  CHECK(one.certificate.valid_at(kNow));
  CHECK(one.certificate.valid_at(kNow + kDay));
  CHECK_FALSE(one.certificate.valid_at(kNow - 1));
  CHECK_FALSE(one.certificate.valid_at(kNow + kDay + 1));
}

TEST_CASE("certificate: DER goes round, and bytes behind it are refused") {
  Bytes der = leaf().certificate.der();
  const auto again = Certificate::from_der(der);
  REQUIRE(again.ok());
  CHECK(again->der() == der);
  der.push_back(0);
  CHECK(Certificate::from_der(der).status().code() == Code::kMalformed);
  for (size_t size = 0; size + 1 < der.size(); size += 7)
    CHECK_FALSE(Certificate::from_der(ByteView(der).first(size)).ok());
}

TEST_CASE("certificate: PEM holds several, among other blocks") {
  const Identity one = leaf();
  const std::string pem = "text\n" + pem_of(one.key) + pem_of(one.certificate) + "more\n" + pem_of(root().certificate);
  const auto read = certificates_from_pem(as_bytes(pem));
  REQUIRE(read.ok());
  REQUIRE(read.value().size() == 2);
  CHECK(read.value()[0] == one.certificate);
  CHECK(certificates_from_pem(as_bytes(pem_of(one.key))).status().code() == Code::kMalformed);
  CHECK_FALSE(certificates_from_pem(as_bytes("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")).ok());
}

TEST_CASE("chain: to a root, an intermediate or the end entity itself, in any order") {
  const Identity one = leaf();
  CHECK(leads(one.chain, {root().certificate}));
  CHECK(leads({one.certificate, root().certificate, intermediate().certificate}, {root().certificate}));
  CHECK(leads({one.certificate}, {intermediate().certificate}));
  CHECK(leads({one.certificate}, {one.certificate}));
}

TEST_CASE("chain: not without the intermediate, to another root, or outside the validity") {
  const Identity one = leaf();
  CHECK_FALSE(leads({one.certificate}, {root().certificate}));
  CHECK_FALSE(leads(one.chain, {other_root().certificate}));
  CHECK_FALSE(leads(one.chain, {root().certificate}, kNow + 301 * kDay));
  CHECK_FALSE(leads(one.chain, {root().certificate}, kNow - 31 * kDay));
}

TEST_CASE("chain: an end entity cannot be the authority of another") {
  const Identity one = leaf(), below = issue({.name = "below", .key_number = 5}, &one);
  CHECK_FALSE(leads({below.certificate, one.certificate, intermediate().certificate}, {root().certificate}));
}
