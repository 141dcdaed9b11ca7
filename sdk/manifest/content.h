// What a manifest says, before it is bytes.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "crypto/certificate.h"
#include "manifest/cbor.h"

namespace imprint::manifest {

// Names that are ours (spec/manifest-format.md 7).
inline constexpr const char* kSoftBindingAlgorithm = "org.imprint.dwt-dct.1";
// In the parameters of a soft binding whose mark_id is keyed (spec/manifest-format.md 7.2).
inline constexpr const char* kMarkIdVersionKey = "mark_id";
inline constexpr const char* kMarkIdKeyKey = "key_id";
inline constexpr int64_t kKeyedMarkId = 2;
inline constexpr const char* kAigcAssertion = "org.imprint.metadata";
inline constexpr const char* kNoticeAssertion = "org.imprint.notice";
inline constexpr const char* kSpecVersion = "2.4.0";
inline constexpr const char* kAigcNamespace = "http://www.tc260.org.cn/ns/AIGC/1.0/";

struct Software {
  std::string name, version;
};

// One action after the first; "c2pa.edited.metadata", "c2pa.published", …
struct Action {
  std::string name;
  std::string source_type;  // full URI; empty = not written
  std::string description = {};  // for people; empty = not written
};

struct Content {
  Software generator;          // of the claim
  std::string instance_id;     // empty = a fresh xmp:iid:<uuid>
  std::string manifest_label;  // empty = a fresh urn:c2pa:<uuid>
  std::string title;           // empty = not written
  int64_t now = 0;             // seconds since 1970, the time of the actions
  Software agent;              // that made the picture; empty name = the generator
  std::string source_type;     // of c2pa.created, full URI
  std::vector<Action> more_actions;
  std::optional<uint64_t>
      mark_id;  // in the pixels: soft binding, and the action c2pa.watermarked.bound if `embedded_now`
  std::string mark_id_key = {};  // of a keyed mark_id: the id of its key, in the parameters of the soft binding
  bool watermarked_now = false;
  std::string aigc_json;       // the text of the XMP property, byte for byte; empty = not written
  bool aigc_gathered = false;  // it is somebody else's word, for which the signer does not vouch
  std::string notice;          // of the provider, e.g. about copyright influences; empty = not written
};

// Who signs.
struct Signer {
  crypto::CoseAlgorithm algorithm = crypto::CoseAlgorithm::kEs256;
  std::vector<crypto::Certificate> chain;  // leaf first; a root at the end is left out of the manifest
  // r || s of fixed width for the elliptic curves.
  std::function<Result<Bytes>(ByteView message)> sign;
  // The RFC 3161 token over SHA-2 of `message`. Empty = no time-stamp.
  std::function<Result<Bytes>(ByteView message)> time_stamp;
};

// An assertion of the store that is being made.
struct Assertion {
  std::string label;
  std::string box_type;  // "cbor" or "json"
  Bytes data;
  bool gathered = false;        // not vouched for by the signer
  std::string media_type = {};  // of an embedded file; box_type says nothing then
};

std::string rfc3339(int64_t seconds);  // "2026-11-01T08:00:00Z"
std::string fresh_uuid();              // version 4

// The assertions that content asks for, without hard binding and ingredient. `parent`: the ingredient's hashed URI,
// when the picture was opened and not created.
std::vector<Assertion> assertions_of(const Content& content, const cbor::Value* parent);

}  // namespace imprint::manifest
