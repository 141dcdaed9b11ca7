// Validation of manifest stores, ours and others', with the status codes of C2PA 2.x (spec/manifest-format.md 8). Reads
// nothing but its arguments: no clock, no network, no files.
#pragma once

#include <string>
#include <vector>

#include "base/limits.h"
#include "crypto/certificate.h"
#include "manifest/carrier.h"

namespace imprint::manifest {

enum class Outcome { kSuccess, kInformational, kFailure };

struct Finding {
  Outcome outcome = Outcome::kSuccess;
  std::string code;         // "claimSignature.validated", …
  std::string url;          // of the box it is about, "self#jumbf=…"
  std::string explanation;  // English
};

// What the verifier trusts, and when it looks.
struct Trust {
  std::vector<crypto::Certificate> anchors;      // for signers
  std::vector<crypto::Certificate> tsa_anchors;  // for time-stamp authorities, beside `anchors`
  std::vector<crypto::Certificate> allowed;      // end-entity certificates that are trusted by themselves
  std::vector<std::string> ekus = crypto::default_claim_ekus();
  int64_t now = 0;  // seconds since 1970
};

enum class State { kNone, kInvalid, kWellFormed, kValid, kTrusted };

struct CertificateInfo {
  std::string subject, issuer;  // one line, RFC 2253
  std::string serial_hex;
  int64_t not_before = 0, not_after = 0;
};

struct SignatureInfo {
  std::string algorithm;  // "ES256"
  std::string common_name, organisation;
  CertificateInfo certificate;
  int64_t stamped_at = 0;  // of a time-stamp that is valid, 0 = none
  CertificateInfo stamp_authority;
  bool stamp_trusted = false;
};

struct SoftBinding {
  std::string algorithm;
  Bytes value;
  bool created = true;  // the signer vouches for it; false: a gathered assertion
  std::string mark_id_key = {};  // of ours, with a keyed mark_id: the id of its key
};

struct IngredientInfo {
  std::string assertion_url;
  std::string title, relationship;
  std::string manifest;           // label; empty when it has none
  std::vector<Finding> recorded;  // by the signer of the claim
};

struct AssertionInfo {
  std::string label;  // with its instance, "c2pa.ingredient.v3__2"
  bool created = true;
};

struct ManifestInfo {
  std::string label;
  int claim_version = 2;
  std::string generator;  // "name/version"
  std::string title, instance_id;
  bool is_update = false;
  SignatureInfo signature;
  std::vector<AssertionInfo> assertions;
  std::vector<std::string> actions;       // names, in order
  std::vector<std::string> source_types;  // URIs of the actions that have one
  std::vector<SoftBinding> soft_bindings;
  std::string aigc_json;     // of our metadata assertion; empty when there is none
  bool aigc_created = true;  // the signer vouches for it; false: a gathered assertion
  std::vector<IngredientInfo> ingredients;
  std::string unread;  // as in Validation, of this manifest
  std::vector<Finding> findings;
};

struct Validation {
  State state = State::kNone;
  bool found = false;
  bool detached = false;                // it came beside the file, or alone
  bool alone = false;                   // without the file that it is of: nothing was compared with the content
  // What of it tells how the content was made and could not be read, or is not what was signed, and why: the store, a
  // claim, actions, ingredients, metadata, of the active manifest and of what it was made from. Empty: nothing.
  std::string unread;
  std::string active;                   // label
  std::vector<ManifestInfo> manifests;  // in the order of the store
  std::vector<Finding> findings;        // of the store as a whole
  const ManifestInfo* active_manifest() const;
};

// Of the store in `file`, or of `sidecar` when it is not empty; `file` may be a store that came alone, which is
// kWellFormed at best. No manifest is an answer (kNone). An error only when
// the container cannot be walked, or asks for more than the budget of the call; a store that cannot be read is kInvalid
// with its finding.
Result<Validation> validate(ByteView file, ByteView sidecar, const Trust& trust, const Limits& limits);

}  // namespace imprint::manifest
