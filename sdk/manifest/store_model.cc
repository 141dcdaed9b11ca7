#include "manifest/store_model.h"

#include <algorithm>

namespace imprint::manifest {

using cbor::Kind;
using cbor::Value;

namespace {

constexpr std::string_view kSelf = "self#jumbf=";
constexpr std::string_view kRoot = "/c2pa/";
constexpr size_t kMaxAssertions = 4096;  // that one claim lists

std::string_view path_of(std::string_view url) { return url.starts_with(kSelf) ? url.substr(kSelf.size()) : url; }

// Behind the root of an absolute path; writers of old left the first slash out.
std::optional<std::string_view> behind_root(std::string_view path) {
  if (path.starts_with(kRoot)) return path.substr(kRoot.size());
  if (path.starts_with(kRoot.substr(1))) return path.substr(kRoot.size() - 1);
  return std::nullopt;
}

void read_assertions(const Value& map, const char* key, bool created, ClaimView& claim, bool& malformed) {
  const Value* list = map.find(key);
  if (list == nullptr) return;
  if (!list->is(Kind::kArray)) malformed = true;
  std::set<std::string> seen;  // labels: an address has several spellings
  for (const HashedUri& known : claim.assertions) seen.insert(assertion_label(known.url));
  for (const Value& item : list->items()) {
    std::optional<HashedUri> uri = hashed_uri_of(item);
    // No box has so long a label.
    if (!uri || assertion_label(uri->url).size() > kMaxBoxLabelBytes) {
      malformed = true;
      continue;
    }
    if (!seen.insert(assertion_label(uri->url)).second || claim.assertions.size() == kMaxAssertions) {
      malformed = true;
      return;
    }
    uri->created = created;
    claim.assertions.push_back(std::move(*uri));
  }
}

std::vector<const Superbox*> claims_of(const Superbox& manifest) {
  std::vector<const Superbox*> out;
  for (const Superbox& child : manifest.children)
    if (child.is("c2cl")) out.push_back(&child);
  return out;
}

// The fields that every claim of the version has.
bool has_required_fields(const ClaimView& claim) {
  if (claim.map.find("instanceID", Kind::kText) == nullptr || claim.map.find("signature", Kind::kText) == nullptr)
    return false;
  if (claim.version == 2) {
    const Value* generator = claim.map.find("claim_generator_info", Kind::kMap);
    return claim.map.find("created_assertions", Kind::kArray) != nullptr && generator != nullptr &&
           generator->find("name", Kind::kText) != nullptr;
  }
  return claim.map.find("assertions", Kind::kArray) != nullptr && claim.map.find("dc:format", Kind::kText) != nullptr;
}

}  // namespace

std::optional<HashedUri> hashed_uri_of(const Value& value) {
  const Value *url = value.find("url", Kind::kText), *hash = value.find("hash", Kind::kBytes);
  if (url == nullptr || hash == nullptr) return std::nullopt;
  HashedUri out;
  out.url = url->text();
  out.hash.assign(hash->bytes().begin(), hash->bytes().end());
  out.algorithm = value.text_at("alg");
  return out;
}

const Superbox* ManifestView::assertion_store() const {
  const Superbox* out = box->child("c2pa.assertions");
  return out != nullptr && out->is("c2as") ? out : nullptr;
}

const ManifestView* StoreView::find(std::string_view label) const {
  const auto at = by_label.find(label);
  return at == by_label.end() ? nullptr : &manifests[at->second];
}

std::string manifest_label(std::string_view url) {
  const std::optional<std::string_view> rest = behind_root(path_of(url));
  return rest ? std::string(rest->substr(0, rest->find('/'))) : std::string();
}

std::string assertion_label(std::string_view url) { return std::string(url.substr(url.rfind('/') + 1)); }

std::string_view base_label(std::string_view label) {
  const size_t at = label.rfind("__");
  if (at == std::string_view::npos || at + 2 == label.size()) return label;
  const std::string_view digits = label.substr(at + 2);
  return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }) ? label.substr(0, at)
                                                                                                : label;
}

const Superbox* resolve(const ManifestView& manifest, std::string_view url) {
  std::string_view path = path_of(url);
  if (const std::optional<std::string_view> rest = behind_root(path)) {
    path = *rest;
    if (!path.starts_with(manifest.box->label) || path.substr(manifest.box->label.size(), 1) != "/") return nullptr;
    path.remove_prefix(manifest.box->label.size() + 1);
  }
  const Superbox* at = manifest.box;
  while (at != nullptr && !path.empty()) {
    const size_t slash = path.find('/');
    at = at->child(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return at == manifest.box ? nullptr : at;
}

std::string told(std::string_view text) {
  constexpr size_t kMost = 1024;
  if (text.size() <= kMost) return std::string(text);
  size_t end = kMost;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;  // no half character
  return std::string(text.substr(0, end)) + "...";
}

std::optional<Value> cbor_of(const Superbox& assertion, const Limits& limits) {
  const ContentBox* content = assertion.content("cbor");
  if (content == nullptr) return std::nullopt;
  Result<Value> value = cbor::decode(content->payload, limits);
  if (!value.ok()) return std::nullopt;
  return std::move(value).value();
}

namespace {

ManifestView view_of(const Superbox& stored, InflateBudget& budget, std::deque<Inflated>& inflated) {
  ManifestView out;
  out.box = out.stored = &stored;
  if (!out.is_compressed()) return out;
  Result<Inflated> manifest = inflate_manifest(stored, budget);
  if (manifest.ok())
    out.box = &inflated.emplace_back(std::move(manifest).value()).box;
  else
    out.problem = manifest.status().message();
  return out;
}

}  // namespace

Result<StoreView> open_store(ByteView store, const Limits& limits) {
  StoreView out;
  InflateBudget budget;
  IMPRINT_ASSIGN_OR_RETURN(out.root, parse_superbox(store, budget.boxes));
  if (!out.root.is("c2pa") || out.root.label != "c2pa")
    return Status{Code::kManifestMalformed, "the JUMBF box is no manifest store"};
  if (!out.root.contents.empty())
    return Status{Code::kManifestMalformed,
                  "a box " + std::string(out.root.contents.front().type) + " among the manifests of the store"};
  for (const Superbox& child : out.root.children) {
    if (!is_manifest(child) && !child.is("c2cm")) {
      out.unknown = child.label;
      continue;
    }
    if (!out.by_label.emplace(child.label, out.manifests.size()).second)
      return Status{Code::kManifestMalformed, "two manifests are called " + child.label};
    out.manifests.push_back(view_of(child, budget, out.inflated));
  }
  const size_t inflated = kMaxInflatedBytes - budget.bytes;
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kInflatedBytes, inflated, "compressed manifests"));
  if (out.manifests.empty()) return Status{Code::kManifestMalformed, "the store holds no manifest"};
  return out;
}

void open_claim(ManifestView& manifest, const Limits& limits, Findings& findings) {
  if (!manifest.problem.empty())
    return findings.failure("manifest.compressed.invalid", manifest.url(), manifest.problem);
  const std::vector<const Superbox*> claims = claims_of(*manifest.box);
  if (claims.empty()) return findings.failure("claim.missing", manifest.url(), "the manifest has no claim");
  if (claims.size() > 1)
    return findings.failure("claim.multiple", manifest.url(),
                            "the manifest has " + std::to_string(claims.size()) + " claims");
  ClaimView claim;
  claim.url = manifest.url() + "/" + claims.front()->label;
  claim.version = base_label(claims.front()->label) == "c2pa.claim" ? 1 : 2;
  const ContentBox* content = claims.front()->content("cbor");
  if (content == nullptr) return findings.failure("claim.cbor.invalid", claim.url, "the claim has no CBOR");
  if (claims.front()->contents.size() > 1 || !claims.front()->children.empty())
    return findings.failure("claim.multiple", claim.url, "the claim holds more than its CBOR");
  Result<Value> map = cbor::decode(content->payload, limits);
  if (!map.ok()) return findings.failure("claim.cbor.invalid", claim.url, map.status().message());
  claim.map = std::move(map).value();
  claim.bytes = content->payload;
  claim.algorithm = claim.map.text_at("alg");
  bool malformed = !claim.map.is(Kind::kMap) || !has_required_fields(claim);
  read_assertions(claim.map, claim.version == 1 ? "assertions" : "created_assertions", true, claim, malformed);
  if (claim.version == 2) read_assertions(claim.map, "gathered_assertions", false, claim, malformed);
  if (const Value* redacted = claim.map.find("redacted_assertions", Kind::kArray))
    for (const Value& item : redacted->items())
      if (item.is(Kind::kText)) claim.redacted.push_back(item.text());
  if (malformed)
    return findings.failure("claim.malformed", claim.url,
                            "a required field of the claim is missing or of the wrong kind");
  manifest.signature = resolve(manifest, claim.map.text_at("signature"));
  if (manifest.signature != nullptr && !manifest.signature->is("c2cs")) manifest.signature = nullptr;
  manifest.claim = std::move(claim);
}

}  // namespace imprint::manifest
