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
  const crypto::SecuritySigner* label_signer = nullptr;  // for SecurityData in ReservedCode2
  const ManifestSigning* manifest = nullptr;        // for the next manifest of a file that has one
  bool strict = false;                              // what lint would warn of in the propagator's own values is refused, not noted
};

struct Propagated {
  Bytes bytes;        // empty when no case of Art. 6 applies: there is nothing to propagate
  Evidence evidence;  // verdict on the input; label as read back from the output
};

Result<Propagated> propagate(ByteView file, const std::vector<watermark::Key>& keys, const std::string& propagator,
                             const std::string& propagate_id, const PropagateOptions& options, const Limits& limits);

struct TransplantOptions {
  bool search = true;
  bool vouched = false;  // the caller made the copy and knows that the two are one picture
  std::vector<MarkIdKey> mark_id_keys = {};  // for a label whose mark_id is keyed
};

// The label of `from`, whole, into `to`, its re-encoded or resized copy. Both must carry the watermark whose mark_id
// the label has, or the caller vouches for them: otherwise kOtherPicture, and also where a watermark in `to` alone speaks against the
// caller. kNoLabel, kAlreadyLabelled when `to` carries another label.
Result<Propagated> transplant(ByteView from, ByteView to, const std::vector<watermark::Key>& keys,
                              const TransplantOptions& options, const Limits& limits);

}  // namespace imprint::pipeline
