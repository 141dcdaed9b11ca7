// Whose signature it is: keys and certificates that the verifier trusts, and for whom they may speak (spec/trust.md 5).
// A valid signature alone proves integrity only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/certificate.h"
#include "crypto/signature.h"

namespace imprint::crypto {

enum class Trust : uint8_t {
  kNotTrusted,   // nothing in the store speaks for the key
  kTrusted,      // the key itself, or a chain of certificates to one in the store, and it may speak for the producer
  kExpired,      // a certificate of the key is past its time
  kNotYetValid,  // or before it
  kNotAllowed,   // the key or its chain is known, but does not speak for this producer
};

// For whom a signature has to speak.
struct Speaker {
  std::string code;  // as the label has it; a rule of the store may be for it
  std::vector<std::string> identifiers =
      {};                // a certificate that has one of these identifies him, and a rule may be for one
  bool by_name = false;  // the code is a plain name: an organisation of that name speaks for it
};

struct TrustQuestion {
  const PublicKey& key;
  const std::vector<Certificate>& chain;  // that came with the key, its own one first; may be empty
  const Speaker& speaker;
  std::optional<int64_t> time_s;  // seconds since 1970 at which certificates have to be valid; none: not checked
};

struct TrustAnswer {
  Trust trust = Trust::kNotTrusted;
  std::string why = {};  // of all but kTrusted
};

class TrustStore {
 public:
  // PUBLIC KEY and CERTIFICATE blocks. A key, and the key of a certificate, is trusted for every producer. What is
  // below a certificate speaks for a producer whom its own certificate names. kKeyInvalid when there is none, or one
  // cannot be read; nothing is added then.
  Status add_pem(ByteView pem);
  // The same for this producer alone, who need not be named: `code` is his code, its 22 characters without the
  // extension, or the 18 of his identifier. Several calls add up. kInvalidArgument when `code` is empty.
  Status add_pem_for(const std::string& code, ByteView pem);

  std::vector<PublicKey> keys() const;

  // kLimitExceeded when the budget does not pay for it.
  Result<TrustAnswer> judge(const TrustQuestion& question, const Limits& limits) const;

 private:
  struct KnownKey {
    PublicKey key;
    std::string code;  // empty = every producer
  };
  struct KnownCertificate {
    Certificate certificate;
    std::string code;
  };

  Status add(const std::string& code, ByteView pem);
  std::optional<TrustAnswer> judge_pinned(const TrustQuestion& question) const;
  Result<TrustAnswer> judge_chain(const TrustQuestion& question, const Limits& limits) const;
  // Those that a rule or no rule binds to the speaker; or else the others.
  std::vector<Certificate> anchors(const Speaker& speaker, bool bound_elsewhere) const;

  std::vector<KnownKey> keys_;
  std::vector<KnownCertificate> certificates_;
};

}  // namespace imprint::crypto
