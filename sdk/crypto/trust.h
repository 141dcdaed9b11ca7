// Whose signature it is: keys and certificates that the verifier trusts. A valid signature alone proves integrity only.
#pragma once

#include <optional>
#include <vector>

#include "crypto/certificate.h"
#include "crypto/signature.h"

namespace imprint::crypto {

enum class Trust : uint8_t {
  kNotTrusted,   // nothing in the store speaks for the key
  kTrusted,      // the key itself, or a chain of certificates to one in the store
  kExpired,      // a certificate of the key is past its time
  kNotYetValid,  // or before it
};

class TrustStore {
 public:
  // PUBLIC KEY and CERTIFICATE blocks. kKeyInvalid when there is none, or one cannot be read; nothing is added then.
  Status add_pem(ByteView pem);

  const std::vector<PublicKey>& keys() const { return keys_; }

  // `chain`: the certificates that came with the key, the key's own one first; may be empty. `time_s`: seconds since
  // 1970 at which certificates have to be valid; none: their time is not checked.
  Trust judge(const PublicKey& key, const std::vector<Certificate>& chain, std::optional<int64_t> time_s) const;

 private:
  std::vector<PublicKey> keys_;
  std::vector<Certificate> certificates_;
};

}  // namespace imprint::crypto
