// Whose signature it is: pinned keys, chains, and their time.
#include "crypto/trust.h"

#include <string>

#include "data/test_keys.h"
#include "unit/rows.h"
#include "unit/test_ca.h"

using namespace imprint;
using crypto::Trust;

namespace {

constexpr int64_t kDay = 86400;
constexpr int64_t kValid = test_keys::kLeafFrom + kDay;

crypto::Certificate certificate_of(const std::string& hex) {
  Bytes der;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    der.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  auto out = crypto::Certificate::from_der(der);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

struct TrustRow {
  const char* name;
  std::string store;
  bool sm2, sends_certificate;
  std::optional<int64_t> time_s;
  Trust wanted;
};
using namespace test_keys;
const TrustRow kTrustRows[] = {
    {"an empty store", "", false, true, kValid, Trust::kNotTrusted},
    {"the key itself", kP256PublicPem, false, false, kValid, Trust::kTrusted},
    {"the key itself, whatever the time", kP256PublicPem, false, false, kValid + 90 * kDay, Trust::kTrusted},
    {"another key", kRsaPublicPem, false, true, kValid, Trust::kNotTrusted},
    {"the authority, no certificate sent", kCaPem, false, false, kValid, Trust::kNotTrusted},
    {"the authority", kCaPem, false, true, kValid, Trust::kTrusted},
    {"the authority, time not checked", kCaPem, false, true, std::nullopt, Trust::kTrusted},
    {"the authority, last day", kCaPem, false, true, kLeafFrom + kLeafDays* kDay - 60, Trust::kTrusted},
    {"the authority, expired", kCaPem, false, true, kLeafFrom + kLeafDays* kDay + 60, Trust::kExpired},
    {"the authority, not yet", kCaPem, false, true, kLeafFrom - kDay, Trust::kNotYetValid},
    {"expired, issuer unknown", kRsaPublicPem, false, true, kLeafFrom + kLeafDays* kDay + 60, Trust::kExpired},
    {"another authority", kSm2CaPem, false, true, kValid, Trust::kNotTrusted},
    {"the certificate, key sent alone", kLeafPem, false, false, kValid, Trust::kTrusted},
    {"the certificate, expired", kLeafPem, false, false, kValid + 90 * kDay, Trust::kExpired},
    {"SM2: the authority", kSm2CaPem, true, true, kValid, Trust::kTrusted},
    {"SM2: another authority", kCaPem, true, true, kValid, Trust::kNotTrusted},
    {"SM2: the key itself", kSm2PublicPem, true, false, kValid, Trust::kTrusted},
    {"two blocks", kRsaPublicPem + kCaPem, false, true, kValid, Trust::kTrusted},
};

struct Bad {
  const char* name;
  std::string pem;
};
const Bad kBad[] = {{"nothing", ""},
                    {"text", "no PEM"},
                    {"a private key", kP256Pem},
                    {"a damaged certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
                    {"a damaged key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"}};

}  // namespace

static void check_trust(const TrustRow& row) {
  crypto::TrustStore store;
  if (!row.store.empty()) REQUIRE(store.add_pem_for("somebody", as_bytes(row.store)).ok());
  const crypto::Certificate leaf = certificate_of(row.sm2 ? kSm2LeafHex : kLeafHex);
  std::vector<crypto::Certificate> chain;
  if (row.sends_certificate) chain.push_back(leaf);
  // Leaf and SM2 leaf name nobody, so that a rule has to bind what is above them.
  const crypto::Speaker speaker{"somebody"};
  const crypto::PublicKey key = leaf.public_key().value();
  const auto answer = store.judge({key, chain, speaker, row.time_s}, {});
  REQUIRE_MESSAGE(answer.ok(), answer.status().message());
  CHECK(answer->trust == row.wanted);
  CHECK(answer->why.empty() == (row.wanted == Trust::kTrusted));
}
TEST_ROWS("trust", kTrustRows, check_trust);

static void check_refused_to_add(const Bad& row) {
  crypto::TrustStore store;
  CHECK(store.add_pem(as_bytes(row.pem)).code() == Code::kKeyInvalid);
  CHECK(store.keys().empty());
}
TEST_ROWS("trust: refused to add", kBad, check_refused_to_add);

namespace {

const std::string kIdentifier = "91110102MACQD9K640", kCode = "0011" + kIdentifier + "10000";

struct Named {
  const char* name;
  std::vector<std::pair<std::string, std::string>> subject;
  const char* common_name;
  bool by_name;
  Trust wanted;
};
const Named kNamed[] = {
    {"serialNumber", {{"serialNumber", kIdentifier}}, "A", false, Trust::kTrusted},
    {"serialNumber, the whole code", {{"serialNumber", kCode}}, "A", false, Trust::kTrusted},
    {"serialNumber, the code without extension", {{"serialNumber", "0011" + kIdentifier}}, "A", false, Trust::kTrusted},
    {"organizationIdentifier", {{"organizationIdentifier", kIdentifier}}, "A", false, Trust::kTrusted},
    {"organizationIdentifier with its scheme",
     {{"organizationIdentifier", "NTRCN-" + kIdentifier}},
     "A",
     false,
     Trust::kTrusted},
    {"organizationIdentifier with another beside it",
     {{"organizationIdentifier", "NTRCN-1"}, {"organizationIdentifier", kIdentifier}},
     "A",
     false,
     Trust::kTrusted},
    {"CN", {}, "91110102MACQD9K640", false, Trust::kTrusted},
    {"nothing", {}, "A", false, Trust::kNotAllowed},
    {"another", {{"serialNumber", "91110102MACQD9K641"}}, "A", false, Trust::kNotAllowed},
    {"within a longer value", {{"serialNumber", "x" + kIdentifier}}, "A", false, Trust::kNotAllowed},
    {"OU", {{"OU", kIdentifier}}, "A", false, Trust::kNotAllowed},
    {"O of a plain name", {{"O", "Studio"}}, "A", true, Trust::kTrusted},
    {"CN of a plain name", {}, "Studio", true, Trust::kTrusted},
    {"serialNumber of a plain name", {{"serialNumber", "Studio"}}, "A", true, Trust::kNotAllowed},
};

}  // namespace

static void check_named(const Named& row) {
  const test::Identity one = test::leaf({.name = row.common_name, .extended_key_usage = "", .subject = row.subject});
  crypto::TrustStore store;
  REQUIRE(store.add_pem(as_bytes(test::pem_of(test::root().certificate))).ok());
  crypto::Speaker speaker{row.by_name ? "Studio" : kCode};
  speaker.by_name = row.by_name;
  if (!row.by_name) speaker.identifiers = {kCode, "0011" + kIdentifier, kIdentifier};
  const crypto::PublicKey key = one.certificate.public_key().value();
  const auto answer = store.judge({key, one.chain, speaker, test::kNow}, {});
  REQUIRE(answer.ok());
  CHECK(answer->trust == row.wanted);
  // Pinned, the certificate speaks for everybody; bound, its authority needs no name below it.
  crypto::TrustStore pinned, bound, elsewhere;
  REQUIRE(pinned.add_pem(as_bytes(test::pem_of(one.certificate))).ok());
  REQUIRE(bound.add_pem_for(speaker.code, as_bytes(test::pem_of(test::intermediate().certificate))).ok());
  REQUIRE(elsewhere.add_pem_for("another", as_bytes(test::pem_of(test::root().certificate))).ok());
  CHECK(pinned.judge({key, one.chain, speaker, test::kNow}, {})->trust == Trust::kTrusted);
  CHECK(bound.judge({key, one.chain, speaker, test::kNow}, {})->trust == Trust::kTrusted);
  CHECK(elsewhere.judge({key, one.chain, speaker, test::kNow}, {})->trust == Trust::kNotAllowed);
}
TEST_ROWS("trust: named by the certificate", kNamed, check_named);
