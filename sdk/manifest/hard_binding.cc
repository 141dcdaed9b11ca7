// Do the bytes of the file have the hash that the claim gives them (C2PA 2.x "Hard bindings")?
#include <algorithm>

#include "manifest/bmff_hash.h"
#include "manifest/boxes_hash.h"
#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

using cbor::Kind;
using cbor::Value;

// More than one is a failure whatever they say, and each costs a pass over the file.
constexpr size_t kMaxHardBindings = 2;

struct DataHash {
  crypto::HashAlgorithm algorithm = crypto::HashAlgorithm::kSha256;
  Bytes hash;
  std::vector<Range> exclusions;  // sorted
};

std::optional<Range> range_of(const Value& v) {
  const Value *start = v.find("start", Kind::kUnsigned), *length = v.find("length", Kind::kUnsigned);
  if (start == nullptr || length == nullptr) return std::nullopt;
  return Range{static_cast<size_t>(start->number()), static_cast<size_t>(length->number())};
}

std::string parse(const Value& map, const std::string& claim_algorithm, DataHash& out) {
  const Value *hash = map.find("hash", Kind::kBytes), *exclusions = map.find("exclusions");
  if (hash == nullptr) return "no hash";
  if (map.find("pad", Kind::kBytes) == nullptr) return "no pad";
  const std::string name = map.text_at("alg").empty() ? claim_algorithm : map.text_at("alg");
  const auto algorithm = crypto::hash_algorithm(name.empty() ? "sha256" : name);
  if (!algorithm) return "hash algorithm " + told(name) + " is not supported";
  out.algorithm = *algorithm;
  out.hash.assign(hash->bytes().begin(), hash->bytes().end());
  if (exclusions == nullptr || exclusions->is(Kind::kNull)) return "";
  if (!exclusions->is(Kind::kArray)) return "exclusions of the wrong kind";
  for (const Value& item : exclusions->items()) {
    const std::optional<Range> range = range_of(item);
    if (!range) return "an exclusion without start and length";
    out.exclusions.push_back(*range);
  }
  std::sort(out.exclusions.begin(), out.exclusions.end(),
            [](const Range& a, const Range& b) { return a.start < b.start; });
  return "";
}

// Whether the bytes that make a length even are left out, and hold something.
bool padding_hides(const Range& exclusion, const Asset& asset) {
  const Range& last = asset.store.back();
  if (asset.padding == 0 || exclusion.end() != last.end()) return false;
  const ByteView bytes = asset.file.subspan(last.end() - asset.padding, asset.padding);
  return std::any_of(bytes.begin(), bytes.end(), [](uint8_t b) { return b != 0; });
}

bool is_exactly(const Range& exclusion, const Range& store, const Asset& asset) {
  const size_t padding = store == asset.store.back() ? asset.padding : 0;
  return exclusion.start == store.start &&
         (exclusion.length == store.length || exclusion.length == store.length - padding);
}

bool is_around(const Range& exclusion, const Asset& asset) {
  return std::find(asset.around.begin(), asset.around.end(), exclusion) != asset.around.end();
}

// An exclusion may hide nothing but the box of the manifest: each range of the store is excluded exactly, or with what
// the carrier allows around it. What else is left out is named, and with a side file nothing else may be.
std::string exclusion_problem(const DataHash& data, const Asset& asset, bool& additional) {
  size_t end = 0;
  for (const Range& e : data.exclusions) {
    if (e.start < end || e.start > asset.file.size() || e.length > asset.file.size() - e.start)
      return "the manifest leaves out parts that overlap or are not in the file: it was made for another file, or wrongly";
    end = e.end();
  }
  // Both are in order, and neither overlaps itself from here on: a JPEG has a store in any number of pieces.
  auto e = data.exclusions.begin();
  for (const Range& store : asset.store) {
    while (e != data.exclusions.end() && e->start < store.start && !is_around(*e, asset)) ++e;
    const bool wide = e != data.exclusions.end() && is_around(*e, asset);
    if (e == data.exclusions.end() || !(wide || is_exactly(*e, store, asset)))
      return "the file was changed after signing: its manifest does not stand where it stood, or has another size";
    additional = additional || wide || padding_hides(*e, asset);
  }
  additional = additional || data.exclusions.size() > asset.store.size();
  if (additional && asset.store.empty()) return "the manifest came beside the file and leaves parts of it unsigned, which it may not";
  return "";
}

// The exclusion of the store as it was when the hash was made, and what lies behind it, as they are now.
void follow_growth(DataHash& data, const Asset& asset) {
  if (asset.store.size() != 1) return;
  const Range& store = asset.store.front();
  const auto old = std::find_if(data.exclusions.begin(), data.exclusions.end(),
                                [&](const Range& e) { return e.start == store.start; });
  if (old == data.exclusions.end() || old->length > store.length) return;
  const size_t growth = store.length - old->length;
  old->length = store.length;
  for (auto e = old + 1; e != data.exclusions.end(); ++e) e->start += growth;
}

Bytes hash_outside(ByteView file, const DataHash& data) {
  crypto::Hasher hasher(data.algorithm);
  size_t at = 0;
  for (const Range& e : data.exclusions) {
    hasher.add(file.subspan(at, e.start - at));
    at = e.end();
  }
  hasher.add(file.subspan(at));
  return hasher.finish();
}

void check_data_hash(const Value& map, const std::string& url, const ManifestView& manifest, const Asset& asset,
                     bool updated, Findings& findings) {
  DataHash data;
  if (const std::string problem = parse(map, manifest.claim->algorithm, data); !problem.empty())
    return findings.failure("assertion.dataHash.malformed", url, "data hash: " + problem);
  if (updated) follow_growth(data, asset);
  bool additional = false;
  if (const std::string problem = exclusion_problem(data, asset, additional); !problem.empty())
    return findings.failure("assertion.dataHash.mismatch", url, problem);
  if (hash_outside(asset.file, data) != data.hash)
    return findings.failure("assertion.dataHash.mismatch", url, "the file was changed after signing");
  findings.success("assertion.dataHash.match", url, "data hash valid");
  if (additional)
    findings.note("assertion.dataHash.additionalExclusionsPresent", url,
                  "parts of the file besides the manifest are not signed");
  if (asset.padding_says)
    findings.note("assertion.dataHash.additionalExclusionsPresent", url,
                  "bytes behind the manifest store, where padding would be zero, are not signed");
}

}  // namespace

void check_hard_binding(const ManifestView& manifest, const Asset& asset, bool updated, const Limits& limits,
                        Findings& findings) {
  size_t checked = 0;
  for (const HashedUri& uri : manifest.claim->assertions) {
    const std::string label = assertion_label(uri.url);
    const std::string_view base = base_label(label);
    if (!base.starts_with("c2pa.hash.")) continue;
    if (++checked > kMaxHardBindings) return;
    const std::string url = manifest.url() + "/c2pa.assertions/" + label;
    const Superbox* box = resolve(manifest, uri.url);
    const std::optional<Value> map = box == nullptr ? std::nullopt : cbor_of(*box, limits);
    if (!map) continue;  // said already
    if (base == "c2pa.hash.data")
      check_data_hash(*map, url, manifest, asset, updated, findings);
    else if (base.starts_with("c2pa.hash.bmff"))
      check_bmff_hash(*map, base, url, manifest, asset, limits, findings);
    else if (base == "c2pa.hash.boxes")
      check_boxes_hash(*map, url, manifest, asset, limits, findings);
    else
      findings.failure("assertion.unsupported", url, "hard binding " + std::string(base) + " is not supported here");
  }
}

}  // namespace imprint::manifest
