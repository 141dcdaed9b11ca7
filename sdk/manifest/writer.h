// Builds a manifest, signs it and puts it into a file (spec/manifest-format.md 7).
#pragma once

#include "base/limits.h"
#include "manifest/carrier.h"
#include "manifest/content.h"

namespace imprint::manifest {

// The manifest of the file that is being signed anew, kept as its parent.
struct Parent {
  Bytes store;  // all manifests of it
  std::string active_label;
  cbor::Value validation_results;  // of ingredient v3
  Bytes thumbnail = {};            // a JPEG of the picture as it was; empty = none
};

struct Signed {
  Bytes file;  // empty for a sidecar
  Bytes store;
  std::string label;  // of the new manifest
};

// What sign_file refuses first: a certificate that validators would refuse (kCertificate), or that is not valid at
// `now`.
Status check_signer(const Signer& signer, int64_t now);

// Refused before anything is signed: a certificate that validators would refuse (kCertificate), one that is not valid
// at content.now, a signer whose algorithm does not fit it. kSigner, kTimeStamp: the callbacks failed, or their answer
// does not verify.
Result<Signed> sign_file(ByteView file, const Content& content, const Signer& signer, const Parent* parent,
                         const Limits& limits);

// A store for a side file: the hard binding covers all of `file`.
Result<Signed> sign_sidecar(ByteView file, const Content& content, const Signer& signer, const Parent* parent,
                            const Limits& limits);

}  // namespace imprint::manifest
