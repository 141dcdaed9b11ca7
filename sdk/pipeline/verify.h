// Evidence of every layer of a file, and the verdict.
#pragma once

#include "aigc/security_data.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/evidence.h"

namespace imprint::pipeline {

struct VerifyOptions {
  bool declared = false;   // by the uploader
  bool watermark = true;   // look for one: decodes the content
  bool search = true;      // for crops, turns and screenshots too
  bool traces = true;      // of generators count as the other traces of Art. 6 (3)
  KnownContent known;      // compared with the watermark of a file without a label
  aigc::TrustOptions trust;
  std::vector<MarkIdKey> mark_id_keys = {};  // for labels whose mark_id is keyed
  ByteView manifest = {};  // a store that came beside the file; empty = the one in it
  manifest::Trust manifest_trust = {};
  std::string label_text = {};  // words of a visible label to look for beside the built-in ones; empty = only those
  ByteView label_font = {};     // for them; see label::FindOptions
  std::string explicit_label = {};  // of whatever program, as the caller found it: passes label::check_seen(); empty = none
};

// Fails only when the container cannot be walked, or when nothing of the file can be checked: labels are not read in its
// format, and its pixels are not either, are damaged or were not asked for. Otherwise "not checked" is evidence.
Result<Evidence> verify(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options, const Limits& limits);

// The same for a file whose label was read already: `label` is what read_aigc() said of it.
Result<Evidence> verify_further(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options,
                                const Limits& limits, Evidence label);

// The signed manifest and the AIGC label, no pixels. `manifest`: as in VerifyOptions. Fails when the container has no place for a
// manifest and none was given.
Result<Evidence> verify_manifest(ByteView file, ByteView manifest, const manifest::Trust& trust, const Limits& limits);

// The AIGC layer alone, of labels that were read elsewhere.
Evidence evidence_of_labels(container::Format format, aigc::ReadResult found);

// The AIGC layer alone.
Result<Evidence> read_aigc(ByteView file, const Limits& limits, const aigc::TrustOptions& trust = {});

}  // namespace imprint::pipeline
