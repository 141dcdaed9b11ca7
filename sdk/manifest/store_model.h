// A manifest store as validation walks it: boxes resolved to claims, signatures and assertions. Borrowed from the
// store.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>

#include "crypto/hash.h"
#include "manifest/cbor.h"
#include "manifest/compressed.h"
#include "manifest/jumbf.h"
#include "manifest/validate.h"

namespace imprint::manifest {

// {"url", "hash", "alg"}
struct HashedUri {
  std::string url;
  Bytes hash;
  std::string algorithm;  // empty = look outwards
  bool created = true;    // of a claim's assertion
};
std::optional<HashedUri> hashed_uri_of(const cbor::Value& value);

struct ClaimView {
  cbor::Value map;
  int version = 2;
  std::string url;
  ByteView bytes;  // the contents of its cbor box: what is signed
  std::string algorithm;
  std::vector<HashedUri> assertions;
  std::vector<std::string> redacted;
};

struct ManifestView {
  const Superbox* box = nullptr;     // decompressed
  const Superbox* stored = nullptr;  // as it stands in the store, which is what references to it hash
  std::string problem;               // why it cannot be decompressed; then `box` is `stored`
  bool is_compressed() const { return stored->is("c2cm"); }
  bool is_update() const { return box->is("c2um"); }
  std::string url() const { return "self#jumbf=/c2pa/" + box->label; }
  const Superbox* assertion_store() const;  // null where there is none of its type
  std::optional<ClaimView> claim;
  const Superbox* signature = nullptr;
};

struct StoreView {
  Superbox root;
  std::deque<Inflated> inflated;
  std::vector<ManifestView> manifests;
  std::map<std::string, size_t, std::less<>> by_label;  // indices of `manifests`
  std::string unknown;                                  // label of a superbox that is no manifest
  const ManifestView* find(std::string_view label) const;
};

// Findings of one manifest, in the order they are made.
class Findings {
 public:
  explicit Findings(std::vector<Finding>& out) : out_(out) {}
  void success(std::string code, std::string url, std::string why) {
    add(Outcome::kSuccess, std::move(code), std::move(url), std::move(why));
  }
  void note(std::string code, std::string url, std::string why) {
    add(Outcome::kInformational, std::move(code), std::move(url), std::move(why));
  }
  void failure(std::string code, std::string url, std::string why) {
    add(Outcome::kFailure, std::move(code), std::move(url), std::move(why));
  }

 private:
  void add(Outcome outcome, std::string code, std::string url, std::string why) {
    out_.push_back({outcome, std::move(code), std::move(url), std::move(why)});
  }
  std::vector<Finding>& out_;
};

// Reads the claim and finds the signature of each manifest; what is wrong becomes findings of it.
Result<StoreView> open_store(ByteView store, const Limits& limits);
void open_claim(ManifestView& manifest, const Limits& limits, Findings& findings);

// The label of a URL's assertion: "c2pa.actions.v2__1" of "self#jumbf=c2pa.assertions/c2pa.actions.v2__1".
std::string assertion_label(std::string_view url);
// Without its instance: "c2pa.actions.v2".
std::string_view base_label(std::string_view label);
// "/c2pa/<label>/c2pa.assertions/x" or a relative path, within `manifest`. Null when it leads nowhere or out of it.
const Superbox* resolve(const ManifestView& manifest, std::string_view url);
// The manifest that an absolute URL names; empty for relative ones.
std::string manifest_label(std::string_view url);

// The parts of validation; each adds to the findings of one manifest.
void check_structure(const ManifestView& manifest, Findings& findings);
// kLimitExceeded when the budget does not pay for it.
Status check_signature(const ManifestView& manifest, const Trust& trust, const Limits& limits, SignatureInfo& info,
                       Findings& findings);
// Also fills `info.unread` with the first assertion of those that tell how the content was made.
void check_assertions(const ManifestView& manifest, const std::set<std::string>& redacted, const Limits& limits,
                      ManifestInfo& info, Findings& findings);
void check_actions(const ManifestView& manifest, const Limits& limits, Findings& findings);

struct Asset {
  ByteView file;
  std::vector<Range> store;   // what carries the store; empty for a sidecar
  size_t padding = 0;         // as Located has it
  bool padding_says = false;  // bytes behind the store, in what carries it, are not all zero
  bool absent = false;        // the store came alone
  std::vector<Range> around = {};  // as Located has it
};
// `updated`: update manifests have been added since it was made, so that the box of the store has grown.
void check_hard_binding(const ManifestView& manifest, const Asset& asset, bool updated, const Limits& limits,
                        Findings& findings);

// The content of an assertion's cbor box, if it is one that can be read.
std::optional<cbor::Value> cbor_of(const Superbox& assertion, const Limits& limits);

// Foreign words as a report tells them: they may take megabytes, and be told again with every finding.
std::string told(std::string_view text);
// How many entries of a list of theirs it tells.
inline constexpr size_t kMaxTold = 4096;

}  // namespace imprint::manifest
