// SecurityData on foreign bytes. The first byte selects: 0 the text of a reserved code, 1 a public key, 2 a
// certificate, 3 a PEM text to trust, 4 a signature. What holds for every input is checked, not only that nothing
// crashes.
#include "aigc/security_data.h"
#include "fuzz.h"

using namespace imprint;

namespace {

constexpr auto kSm2 = crypto::SignatureAlgorithm::kSm2Sm3;

void check_text(std::string_view text) {
  aigc::Label label = aigc::first_write("001191000000000000000K10000", "a1");
  label.reserved_code1 = text;
  label.reserved_code2 = text;
  const Limits limits;
  const auto answer = aigc::check_security(label, {}, limits);
  FUZZ_REQUIRE(limits.spent(Resource::kSignatures) <= limits.max_signatures);
  if (!answer.ok()) {
    FUZZ_REQUIRE(answer.status().code() == Code::kLimitExceeded);
    return;
  }
  const auto& checks = answer.value();
  FUZZ_REQUIRE(checks.size() <= 2 * 8);
  for (const aigc::SecurityCheck& check : checks) {
    const bool valid = check.integrity == aigc::Integrity::kValid || check.integrity == aigc::Integrity::kBindingsOnly;
    FUZZ_REQUIRE((check.integrity == aigc::Integrity::kBindingsOnly) ==
                 (check.signed_text == aigc::SignedText::kBindings));
    FUZZ_REQUIRE(check.trust != crypto::Trust::kTrusted);  // nobody is trusted here
    FUZZ_REQUIRE(valid == (check.signed_text != aigc::SignedText::kNone));
    FUZZ_REQUIRE(check.note.empty() == (check.integrity != aigc::Integrity::kNotChecked));
  }
}

// A key that was read is the same after a round through its DER.
void check_key(ByteView bytes) {
  const auto key = crypto::PublicKey::from_bytes(bytes, kSm2);
  if (!key.ok()) return;
  const auto again = crypto::PublicKey::from_bytes(key.value().spki(), kSm2);
  FUZZ_REQUIRE(again.ok() && again.value() == key.value());
}

crypto::Trust trust_in(const crypto::TrustStore& store, const crypto::PublicKey& key,
                       const std::vector<crypto::Certificate>& chain, std::optional<int64_t> time_s) {
  const crypto::Speaker speaker{"somebody"};
  const auto answer = store.judge({key, chain, speaker, time_s}, {});
  FUZZ_REQUIRE(answer.ok());
  return answer->trust;
}

void check_certificate(ByteView der) {
  const auto certificate = crypto::Certificate::from_der(der);
  if (!certificate.ok() || !certificate->public_key().ok()) return;
  const crypto::TrustStore nobody;
  FUZZ_REQUIRE(trust_in(nobody, certificate->public_key().value(), {certificate.value()}, 1) !=
               crypto::Trust::kTrusted);
}

void check_trust(ByteView pem) {
  crypto::TrustStore store;
  const bool added = store.add_pem(pem).ok();
  for (const crypto::PublicKey& key : store.keys())
    FUZZ_REQUIRE(added && trust_in(store, key, {}, std::nullopt) == crypto::Trust::kTrusted);
}

// The point with x = 1 on SM2 or none; no foreign signature fits the text.
void check_signature(ByteView signature) {
  Bytes x(33);
  for (uint8_t last = 1; last < 8; ++last) {
    x.back() = last;
    const auto key = crypto::PublicKey::from_bytes(x, kSm2);
    if (key.ok()) return void(key.value().verify(as_bytes("text"), signature, {}));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const ByteView rest(data + 1, size - 1);
  switch (data[0] % 5) {
    case 0: check_text(as_text(rest)); break;
    case 1: check_key(rest); break;
    case 2: check_certificate(rest); break;
    case 3: check_trust(rest); break;
    case 4: check_signature(rest); break;
  }
  return 0;
}
