// Whose signature it is: pinned keys, chains, and their time.
#include "crypto/trust.h"

#include <string>

#include "data/test_keys.h"
#include "unit/rows.h"

using namespace imprint;
using crypto::Trust;

namespace {

constexpr int64_t kDay = 86400;
constexpr int64_t kValid = test_keys::kLeafFrom + kDay;

crypto::Certificate certificate(const std::string& hex) {
  Bytes der;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    der.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  auto out = crypto::Certificate::from_der(der);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

struct Row {
  const char* name;
  std::string store;
  bool sm2, sends_certificate;
  std::optional<int64_t> time_s;
  Trust wanted;
};
using namespace test_keys;
const Row kRows[] = {
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

static void check_trust(const Row& row) {
  crypto::TrustStore store;
  if (!row.store.empty()) REQUIRE(store.add_pem_for("somebody", as_bytes(row.store)).ok());
  const crypto::Certificate leaf = certificate(row.sm2 ? kSm2LeafHex : kLeafHex);
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
TEST_ROWS("trust", kRows, check_trust);

static void check_refused_to_add(const Bad& row) {
  crypto::TrustStore store;
  CHECK(store.add_pem(as_bytes(row.pem)).code() == Code::kKeyInvalid);
  CHECK(store.keys().empty());
}
TEST_ROWS("trust: refused to add", kBad, check_refused_to_add);
