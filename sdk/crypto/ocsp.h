// Revocation answers that came with a signature (RFC 6960). Nothing is asked of anybody.
#pragma once

#include "crypto/chain_policy.h"

namespace imprint::crypto {

enum class OcspStatus { kGood, kRevoked, kUnknown };

struct OcspAnswer {
  OcspStatus status = OcspStatus::kUnknown;
  std::string why;  // of kUnknown: why the answer is of no use
};

// What the OCSPResponse in DER says of `leaf` at `when` (seconds since 1970). It counts when it is signed by `issuer`,
// who made `leaf`, whether it holds a certificate or none, or by somebody whose certificate it holds, made by `issuer`
// for OCSP. kLimitExceeded when the budget does not pay for it.
Result<OcspAnswer> ocsp_status(ByteView response, const Certificate& leaf, const Certificate& issuer, int64_t when,
                               const Limits& limits);

}  // namespace imprint::crypto
