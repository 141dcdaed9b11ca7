// The one policy for certificates: of claims, time-stamps, revocation answers and labels alike (spec/trust.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "crypto/certificate.h"
#include "crypto/key_rules.h"

namespace imprint::crypto {

inline constexpr size_t kMaxChainCertificates = 32;  // of those that came with a signature, the first are looked at
inline constexpr int kMaxChainLength = 10;           // end entity and anchor included

struct ChainQuestion {
  Purpose purpose;
  const std::vector<Certificate>& chain;    // the end entity first, the others in any order
  const std::vector<Certificate>& anchors;  // roots, intermediates, or the end entity itself
  std::optional<int64_t> when;  // seconds since 1970 at which all have to be valid; none: dates are not looked at
  const std::vector<std::string>& ekus = default_claim_ekus();  // that a signer's certificate must have one of
};

enum class ChainState : uint8_t { kTrusted, kNotTrusted, kExpired, kNotYetValid };

struct ChainAnswer {
  ChainState state = ChainState::kNotTrusted;
  std::vector<Certificate> path;  // of kTrusted: end entity first, anchor last
  std::string why;                // of the others
};

// Whether a path leads from the end entity to an anchor, of which every certificate keeps the policy. Key sizes,
// digests, usages and constraints are looked at before the first operation with a key. kLimitExceeded when the budget
// does not pay for it.
Result<ChainAnswer> check_chain(const ChainQuestion& question, const Limits& limits);

// Of `candidates` the one that made `certificate`: by name, and by its key over the signature. None where it is not
// there, or breaks the policy.
Result<std::optional<Certificate>> issuer_of(const Certificate& certificate, const std::vector<Certificate>& candidates,
                                             Purpose purpose, const Limits& limits);

// Why a signature over this digest (a NID of OpenSSL) is not believed; empty when it is.
std::string digest_problem(int digest, Sm2 sm2);

}  // namespace imprint::crypto
