// RFC 3161 time-stamps: asking for them, and reading what came back (spec/manifest-format.md 6). No network here.
#pragma once

#include "base/limits.h"
#include "crypto/certificate.h"

namespace imprint::crypto {

// The TimeStampReq in DER for SHA-256 of `message`: with a nonce, asking for the authority's certificates.
Result<Bytes> time_stamp_query(ByteView message);

// The token (CMS ContentInfo, DER) out of a TimeStampResp, if it was granted and answers `query`. kMalformed,
// kTimeStamp.
Result<Bytes> token_of_response(ByteView response, ByteView query);

// Token or TimeStampResp: the token. kMalformed.
Result<Bytes> bare_token(ByteView token_or_response);

struct TimeStamp {
  int64_t time = 0;                // genTime, seconds since 1970
  bool imprint_matches = false;    // of the message that was given
  bool signature_valid = false;    // by chain[0], over what the token says
  std::string problem;             // why its signature was not looked at: a key or digest that is not believed
  std::vector<Certificate> chain;  // signer first, the other certificates of the token behind
};

// Token or TimeStampResp. kMalformed when it is none that can be read; kLimitExceeded when the budget does not pay for
// it.
Result<TimeStamp> read_time_stamp(ByteView token_or_response, ByteView message, const Limits& limits);

}  // namespace imprint::crypto
