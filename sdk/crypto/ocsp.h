// Revocation answers that came with a signature (RFC 6960). Nothing is asked of anybody.
#pragma once

#include "crypto/certificate.h"

namespace imprint::crypto {

enum class OcspStatus { kGood, kRevoked, kUnknown };

// What the OCSPResponse in DER says of `leaf` at `when` (seconds since 1970). kUnknown too when it is not signed by the
// issuer or by somebody it named, is of another certificate, or of another time.
OcspStatus ocsp_status(ByteView response, const Certificate& leaf, const Certificate& issuer, int64_t when);

}  // namespace imprint::crypto
