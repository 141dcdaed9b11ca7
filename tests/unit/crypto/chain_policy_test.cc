// The one policy for chains, from both sides (spec/trust.md 2 to 4).
#include "crypto/chain_policy.h"

#include <openssl/core_names.h>

#include "unit/rows.h"
#include "unit/test_ca.h"

using namespace imprint;
using namespace imprint::crypto;
using namespace imprint::test;

namespace {

ChainAnswer answer_of(const std::vector<Certificate>& chain, Purpose purpose,
                      const Certificate& anchor = root().certificate, std::optional<int64_t> when = kNow) {
  const std::vector<Certificate> anchors = {anchor};
  auto answer = check_chain({purpose, chain, anchors, when}, {});
  REQUIRE_MESSAGE(answer.ok(), answer.status().message());
  return std::move(answer).value();
}

// An end entity for `purpose` under an intermediate of this make.
std::string problem_under(const CertificateSpec& intermediate, const CertificateSpec& end, Purpose purpose) {
  const Identity above = issue(intermediate, &root()), below = issue(end, &above);
  const ChainAnswer answer = answer_of(below.chain, purpose);
  return answer.state == ChainState::kTrusted ? "" : answer.why;
}

struct Above {
  const char* name;
  CertificateSpec spec;
  const char* problem;  // empty: trusted
};
const Above kAbove[] = {
    {"as it should be", {.name = "above", .key_number = 50, .is_ca = true}, ""},
    {"P-384 and SHA-384", {.name = "above", .key = "P-384", .is_ca = true, .digest = EVP_sha384()}, ""},
    {"Ed25519", {.name = "above", .key = "Ed25519", .is_ca = true}, ""},
    {"RSA-2048", {.name = "above", .key = "RSA-2048", .is_ca = true}, ""},
    {"signed with SHA-224", {.name = "above", .key_number = 50, .is_ca = true, .digest = EVP_sha224()}, "SHA224"},
    {"signed with SHA-1", {.name = "above", .key_number = 50, .is_ca = true, .digest = EVP_sha1()}, "SHA1"},
    {"RSA-1024", {.name = "above", .key = "RSA-1024", .is_ca = true}, "1024 bits"},
    {"secp256k1", {.name = "above", .key = "secp256k1", .is_ca = true}, "secp256k1"},
    {"no authority", {.name = "above", .key_number = 50}, "issuer"},
    {"no keyCertSign",
     {.name = "above", .key_number = 50, .is_ca = true, .key_usage = "critical,digitalSignature,cRLSign"},
     "keyCertSign"},
    {"made for servers",
     {.name = "above", .key_number = 50, .is_ca = true, .extended_key_usage = "serverAuth"},
     "extended key usage"},
    {"made for signers",
     {.name = "above", .key_number = 50, .is_ca = true, .extended_key_usage = "emailProtection"},
     ""},
};

struct End {
  const char* name;
  CertificateSpec spec;
  const char* problem;
};
const End kLabelEnds[] = {
    {"no usages at all", {.key_usage = "", .extended_key_usage = ""}, ""},
    {"documentSigning", {.extended_key_usage = "1.3.6.1.5.5.7.3.36"}, ""},
    {"nonRepudiation", {.key_usage = "critical,nonRepudiation", .extended_key_usage = ""}, ""},
    {"a server's", {.key_usage = "", .extended_key_usage = "serverAuth"}, "signing labels"},
    {"a server's that encrypts",
     {.key_usage = "critical,keyEncipherment", .extended_key_usage = ""},
     "digitalSignature"},
    {"any usage", {.extended_key_usage = "anyExtendedKeyUsage"}, "anyExtendedKeyUsage"},
    {"an authority's", {.is_ca = true}, "authority"},
    {"RSA-1024", {.key = "RSA-1024", .extended_key_usage = ""}, "1024 bits"},
    {"signed with SHA-1", {.extended_key_usage = "", .digest = EVP_sha1()}, "SHA1"},
    {"SM2", {.key = "SM2", .extended_key_usage = ""}, ""},
};

}  // namespace

static void check_above(const Above& row) {
  for (const Purpose purpose : {Purpose::kClaimSigning, Purpose::kLabelSigning}) {
    const std::string problem = problem_under(row.spec, {}, purpose);
    CAPTURE(problem);
    CHECK(problem.empty() == (*row.problem == '\0'));
    CHECK(problem.find(row.problem) != std::string::npos);
  }
}
TEST_ROWS("chain policy: an intermediate", kAbove, check_above);

static void check_label_end(const End& row) {
  const ChainAnswer answer = answer_of(leaf(row.spec).chain, Purpose::kLabelSigning);
  CAPTURE(answer.why);
  CHECK((answer.state == ChainState::kTrusted) == (*row.problem == '\0'));
  CHECK(answer.why.find(row.problem) != std::string::npos);
}
TEST_ROWS("chain policy: a signer of labels", kLabelEnds, check_label_end);

TEST_CASE("chain policy: the path is told, from the end entity to the anchor") {
  const Identity one = leaf();
  const ChainAnswer answer = answer_of(one.chain, Purpose::kClaimSigning);
  REQUIRE(answer.path.size() == 3);
  CHECK(answer.path[0] == one.certificate);
  CHECK(answer.path[1] == intermediate().certificate);
  CHECK(answer.path[2] == root().certificate);
}

TEST_CASE("chain policy: dates, at the time that is asked, or not at all") {
  const Identity one = leaf();
  CHECK(answer_of(one.chain, Purpose::kLabelSigning, root().certificate, kNow + 301 * kDay).state ==
        ChainState::kExpired);
  CHECK(answer_of(one.chain, Purpose::kLabelSigning, root().certificate, kNow - 31 * kDay).state ==
        ChainState::kNotYetValid);
  CHECK(answer_of(one.chain, Purpose::kLabelSigning, root().certificate, std::nullopt).state == ChainState::kTrusted);
}

TEST_CASE("chain policy: a sound certificate is found beside a weak one of the same name") {
  const Identity weak = issue({.name = "twice", .key_number = 51, .is_ca = true, .digest = EVP_sha1()}, &root());
  const Identity sound = issue({.name = "twice", .key_number = 51, .is_ca = true}, &root());
  const Identity one = issue({}, &sound);
  CHECK(answer_of({one.certificate, weak.certificate, sound.certificate}, Purpose::kClaimSigning).state ==
        ChainState::kTrusted);
  CHECK(answer_of({one.certificate, weak.certificate}, Purpose::kClaimSigning).state == ChainState::kNotTrusted);
}

TEST_CASE("chain policy: as many certificates as ten, and no more than the first 32 are looked at") {
  std::vector<Identity> made = {root()};
  for (int i = 0; i < 12; ++i)
    made.push_back(issue({.name = "level " + std::to_string(i), .key_number = 60 + i, .is_ca = true}, &made.back()));
  CHECK(answer_of(issue({}, &made[8]).chain, Purpose::kClaimSigning).state == ChainState::kTrusted);  // 10 of them
  CHECK(answer_of(issue({}, &made[9]).chain, Purpose::kClaimSigning).state == ChainState::kNotTrusted);
  const Identity one = leaf();
  std::vector<Certificate> padded(kMaxChainCertificates - 1, one.certificate);
  padded.push_back(intermediate().certificate);
  CHECK(answer_of(padded, Purpose::kClaimSigning).state == ChainState::kTrusted);
  padded.insert(padded.begin(), one.certificate);
  CHECK(answer_of(padded, Purpose::kClaimSigning).state == ChainState::kNotTrusted);
}

TEST_CASE("chain policy: a path length of the authority") {
  const Identity above = issue({.name = "short", .key_number = 80, .is_ca = true}, &root());
  CHECK(answer_of(issue({}, &above).chain, Purpose::kClaimSigning).state == ChainState::kTrusted);
  CHECK(issuer_of(issue({}, &above).certificate, {root().certificate, above.certificate}, Purpose::kClaimSigning, {})
            .value() == above.certificate);
  CHECK_FALSE(
      issuer_of(leaf().certificate, {root().certificate, above.certificate}, Purpose::kClaimSigning, {}).value());
}

TEST_CASE("chain policy: what it costs is paid before it is done") {
  Limits poor;
  poor.max_signatures = 1;
  const Identity one = leaf();
  const std::vector<Certificate> anchors = {root().certificate};
  const auto answer = check_chain({Purpose::kClaimSigning, one.chain, anchors, kNow}, poor);
  CHECK(answer.status().code() == Code::kLimitExceeded);
  CHECK(answer.status().message().find("max_signatures") != std::string::npos);
  Limits enough;
  enough.max_signatures = 2;
  CHECK(check_chain({Purpose::kClaimSigning, one.chain, anchors, kNow}, enough).ok());
  CHECK(enough.left(Resource::kSignatures) == 0);
}

TEST_CASE("key rules: parameters that are spelt out, exponents of many bits") {
  const KeyHandle named = key_of("P-256", 3);
  CHECK(key_problem(named.get(), Sm2::kRefused).empty());
  // The same key with its curve spelt out.
  EVP_PKEY* copy = EVP_PKEY_dup(named.get());
  EVP_PKEY_set_utf8_string_param(copy, OSSL_PKEY_PARAM_EC_ENCODING, "explicit");
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(copy, &der);
  REQUIRE(size > 0);
  const unsigned char* at = der;
  EVP_PKEY* spelt_out = d2i_PUBKEY(nullptr, &at, size);
  REQUIRE(spelt_out != nullptr);
  CHECK(key_problem(spelt_out, Sm2::kRefused).find("spells") != std::string::npos);
  EVP_PKEY_free(spelt_out);
  EVP_PKEY_free(copy);
  OPENSSL_free(der);
  CHECK(key_problem(key_of("SM2").get(), Sm2::kAllowed).empty());
  CHECK_FALSE(key_problem(key_of("SM2").get(), Sm2::kRefused).empty());
}
