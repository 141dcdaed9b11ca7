// DSSE 1.0: what is signed is the type and the bytes of the payload together, and several keys can sign the same
// envelope, ES256 or Ed25519 beside SM2. A file of one line, so that printf, sed, base64 and openssl are enough to
// check it (check_text.h).
//
// When something was signed is no part of it. Who needs that asks a time-stamping authority (RFC 3161) about the
// SHA-256 of the envelope's bytes and keeps the answer beside it as report.dsse.tsr:
//   openssl ts -query -data report.dsse.json -sha256 -cert -out report.tsq
//   openssl ts -verify -data report.dsse.json -in report.dsse.tsr -CAfile authority.pem
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/keys.h"

namespace imprint_conform {

inline constexpr std::string_view kPayloadType = "application/vnd.in-toto+json";
inline constexpr size_t kSignaturesAtMost = 16;

// "DSSEv1 28 application/vnd.in-toto+json 123 {...}"
std::string signed_bytes(std::string_view type, std::string_view body);

// The envelope around `payload`, signed by each of `signers`.
std::string sealed(std::string_view payload, const std::vector<Signer>& signers);

struct Opened {
  std::string payload;                // the bytes that the signatures are about; nothing of them was read before
  std::vector<std::string> verified;  // ids of `keys`, all of them
  std::vector<std::string> unknown;   // key ids of signatures by none of `keys`: not checked
};

// ConformError unless the payload's type is kPayloadType, every one of `keys` has signed, and no signature under the id
// of one of them is a wrong one. Key ids in the envelope are hints: no other decision rests on them.
Opened opened(std::string_view envelope, const std::vector<PublicKey>& keys);

std::string base64(std::string_view bytes);
// Standard alphabet with padding, and no second spelling of the same bytes. ConformError names `what`.
std::string from_base64(std::string_view text, std::string_view what);

}  // namespace imprint_conform
