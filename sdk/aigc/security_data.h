// SecurityData in ReservedCode1 and ReservedCode2 (TC260-PG-202511A; spec/aigc-label.md 6): made, read and checked.
// Integrity and trust are two answers: the key travels in the same file, so a valid signature alone names nobody.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aigc/aigc.h"
#include "crypto/trust.h"

namespace imprint::aigc {

// An entry of PubSD that is a signature.
struct SecuritySignature {
  std::string algorithm_id;  // OID as written
  std::string target;        // TBSData.Type as written; free text in real files
  Bytes value;
};

// An entry of PubSD that is a key or a certificate.
struct SecurityKey {
  std::string algorithm_id;
  Bytes value;
};

struct SecurityData {
  std::vector<SecuritySignature> signatures;
  std::vector<SecurityKey> keys;
  std::vector<std::string> bindings;   // texts that a signature over Bindings may cover, compact JSON
  std::vector<std::string> odd_forms;  // what differs from the guide's forms, in words
};

// None when `value` does not claim to be SecurityData, or the budget of steps does not pay for it (Limits::status).
std::optional<SecurityData> parse_security_data(std::string_view value, const Limits& limits);

// The text that the producer's signature covers: three members without braces (appendix A.1).
std::string producer_message(const Label& label);
// The text that our propagator's signature covers: the same and the propagator's two. Our own choice; what the guide
// wants is unconfirmed.
std::string propagator_message(const Label& label);

// Puts SecurityData with a signature by `signer` into ReservedCode1, or into ReservedCode2.
Status sign_as_producer(Label& label, const crypto::SecuritySigner& signer);
Status sign_as_propagator(Label& label, const crypto::SecuritySigner& signer);

struct TrustOptions {
  const crypto::TrustStore* store = nullptr;  // none: nothing is trusted
  std::optional<int64_t> time_s;              // seconds since 1970, for the time of certificates
};

// One entry for each signature in ReservedCode1 and ReservedCode2, or one that says why there is none to check.
// kLimitExceeded when the budget of the call does not pay for the checks.
Result<std::vector<SecurityCheck>> check_security(const Label& label, const TrustOptions& trust, const Limits& limits);

// For whom a signature in the slot of this producer or propagator has to speak (spec/trust.md 5).
crypto::Speaker speaker_of(const std::string& code);

const char* name(Integrity integrity);
const char* name(SignedText text);
const char* name(crypto::Trust trust);
const char* name(crypto::Convention convention);
// Keys of the label that the signed text covers, comma between them; empty for none.
const char* covered(SignedText text);
const char* not_covered(SignedText text);

}  // namespace imprint::aigc
