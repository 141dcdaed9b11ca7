// The signed manifest as a layer of a picture: made last, validated, and compared with the other layers
// (spec/verdict.md 2, spec/abi.md "Order").
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "manifest/content.h"
#include "manifest/writer.h"
#include "pipeline/evidence.h"

namespace imprint::pipeline {

// Who signs, and what the claim says beside what the call did.
struct ManifestSigning {
  manifest::Signer signer;
  int64_t now = 0;           // seconds since 1970
  std::string source_type;   // of c2pa.created, full URI
  manifest::Software agent;  // that made the picture; empty name = this library
  std::string title, notice;
  bool aigc = true;           // the text of the label again, in an assertion
  bool sidecar = false;       // sign_manifest only
  uint32_t thumbnail_px = 0;  // longest side of the parent's thumbnail; 0 = none
};

// What was done to the pixels, for the actions.
struct ManifestFacts {
  std::optional<uint64_t> mark_id;  // in the pixels
  std::string mark_id_key = {};     // of a keyed one: the id of its key
  bool watermarked_now = false;
  std::vector<manifest::Action> more_actions;
  std::string aigc_json;       // empty = none
  bool aigc_gathered = false;  // the signer neither wrote it nor saw it confirmed
};

// The manifest that a file has: ready to become the parent of the next, and what its signer vouches for.
struct Former {
  manifest::Parent parent;
  bool trusted = false;             // all holds, and the signer leads to an anchor
  std::optional<uint64_t> mark_id;  // of our soft binding, among the created assertions
  std::string mark_id_key;          // of a keyed one: the id of its key
  std::string aigc_json;            // the AIGC text among the created assertions; empty = none
};

// All that can be refused before any work: certificate, key, container, notice.
Status check_signing(ByteView file, const ManifestSigning& signing);

// The manifest that `file` has. kManifestMalformed when it cannot be read.
Result<std::optional<Former>> former_of(ByteView file, const manifest::Trust& trust, const Limits& limits);

// Into `parent`, if `signing` asks for it: `file` as a small picture. Where its pixels cannot be decoded, or it is sound,
// `notes` says so; without notes that is an error.
Status add_thumbnail(ByteView file, const ManifestSigning& signing, const Limits& limits, manifest::Parent& parent,
                     std::vector<std::string>* notes);

// `file` with the notice in its XMP, if there is one: before it is hashed. Sound stays as it is. `notes`: null, or says
// which property holds other words, and that there is no XMP.
Result<Bytes> add_notice(Bytes file, const ManifestSigning& signing, const Limits& limits,
                         std::vector<std::string>* notes);

// `parent`: null when the picture is new.
Result<manifest::Signed> sign_picture(ByteView file, const ManifestSigning& signing, const ManifestFacts& facts,
                                      const manifest::Parent* parent, const Limits& limits);

// A manifest for a finished file, with the one it has as parent and the text of its label; validated before it returns.
// `facts.aigc_json` is filled here. Where the file has a manifest the text is a gathered assertion, unless a trusted
// signer vouched for it there.
Result<manifest::Signed> sign_manifest(ByteView file, const ManifestSigning& signing, ManifestFacts facts,
                                       const manifest::Trust& trust, const Limits& limits);

// kReadBackFailed unless the manifest of `file` validates (whoever signed it); `evidence` shows it.
Status check_manifest_reads(ByteView file, ByteView sidecar, const manifest::Trust& trust, const Limits& limits,
                            ManifestEvidence& evidence);

// Fails as manifest::validate() does.
Result<ManifestEvidence> validated_manifest(ByteView file, ByteView sidecar, const manifest::Trust& trust,
                                            const Limits& limits);

// An error only when the budget of the call is spent: a manifest that cannot be looked at is "not checked" and says
// why.
Result<ManifestEvidence> look_at_manifest(ByteView file, ByteView sidecar, const manifest::Trust& trust,
                                          const Limits& limits);

// mark_id of our soft binding in a manifest; with `created`, of those that its signer vouches for.
std::optional<uint64_t> bound_mark_id(const manifest::ManifestInfo& manifest, bool created = false);
// The same, of one that its signer vouches for as a keyed mark_id.
std::optional<KeyedMarkId> keyed_binding(const manifest::ManifestInfo& manifest);

}  // namespace imprint::pipeline
