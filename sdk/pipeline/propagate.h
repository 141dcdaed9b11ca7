// What a platform does to a file by Art. 6 of the Measures: judge it, and write its propagation elements into the label
// (spec/verdict.md 4). Pixels are decoded only when no label decides.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/evidence.h"
#include "pipeline/manifest_layer.h"
#include "pipeline/verify.h"

namespace imprint::pipeline {

struct PropagateOptions {
  VerifyOptions verify;
  const crypto::PrivateKey* signing_key = nullptr;  // for SecurityData in ReservedCode2
  const ManifestSigning* manifest = nullptr;        // for the next manifest of a file that has one
};

struct Propagated {
  Bytes bytes;        // empty when no case of Art. 6 applies: there is nothing to propagate
  Evidence evidence;  // verdict on the input; label as read back from the output
};

Result<Propagated> propagate(ByteView file, const std::vector<watermark::Key>& keys, const std::string& propagator,
                             const std::string& propagate_id, const PropagateOptions& options, const Limits& limits);

// The label of `from`, whole, into `to`, its re-encoded or resized copy. Both must carry the watermark whose mark_id
// the label has: otherwise kOtherPicture. kNoLabel, kAlreadyLabelled when `to` carries another label.
Result<Propagated> transplant(ByteView from, ByteView to, const std::vector<watermark::Key>& keys, bool search,
                              const Limits& limits);

}  // namespace imprint::pipeline
