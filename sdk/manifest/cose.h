// COSE_Sign1 as C2PA uses it: payload detached, x5chain in the protected header (RFC 9052, RFC 9360;
// spec/manifest-format.md 4).
#pragma once

#include <optional>

#include "crypto/certificate.h"
#include "manifest/cbor.h"

namespace imprint::manifest {

struct CoseSign1 {
  Bytes protected_bytes;         // as signed
  cbor::Value protected_header;  // a map; empty when there are no bytes
  cbor::Value unprotected;
  bool payload_present = false;
  ByteView payload() const { return payload_bytes; }
  Bytes payload_bytes;
  Bytes signature;

  std::optional<int64_t> algorithm_id() const;  // header 1
  std::vector<Bytes> certificates() const;      // header 33 or "x5chain", DER; empty when missing or in both headers
};

// Tag 18 is wanted, as C2PA has it. kMalformed.
Result<CoseSign1> parse_cose(ByteView bytes, const Limits& limits = {});

// The bytes that are signed.
Bytes signed_bytes(ByteView protected_bytes, ByteView payload);
// The bytes whose digest a v2 time-stamp holds: over the signature as a CBOR byte string.
Bytes time_stamped_bytes(ByteView protected_bytes, ByteView signature);
// The same of a v1 time-stamp: over the claim.
Bytes time_stamped_bytes_v1(ByteView protected_bytes, ByteView payload);

Bytes protected_header(crypto::CoseAlgorithm algorithm, const std::vector<Bytes>& chain);
// `token` empty: no time-stamp. `pad`: zero bytes that keep the size.
Bytes make_cose(ByteView protected_bytes, ByteView signature, ByteView token, size_t pad);

}  // namespace imprint::manifest
