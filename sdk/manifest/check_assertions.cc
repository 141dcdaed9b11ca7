// What the claim lists, and what its assertions say (C2PA 2.x "Validation: assertions").
#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "manifest/content.h"
#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

using cbor::Kind;
using cbor::Value;

std::string url_of(const ManifestView& manifest, const std::string& label) {
  return manifest.url() + "/c2pa.assertions/" + label;
}

bool is_hard_binding(std::string_view label) {
  const std::string_view base = base_label(label);
  return base == "c2pa.hash.data" || base.starts_with("c2pa.hash.bmff") || base == "c2pa.hash.boxes" ||
         base == "c2pa.hash.collection.data";
}

// True if what the claim names is there and has its hash.
bool check_reference(const ManifestView& manifest, const HashedUri& uri, const std::string& label, Findings& findings) {
  const std::string url = url_of(manifest, label);
  const std::string owner = manifest_label(uri.url);
  if (!owner.empty() && owner != manifest.box->label) {
    findings.failure("assertion.outsideManifest", uri.url, "the claim names an assertion of another manifest");
    return false;
  }
  const Superbox* box = resolve(manifest, uri.url);
  if (box == nullptr) {
    findings.failure("assertion.missing", url, "a statement that the manifest lists is not there");
    return false;
  }
  const std::string& name = uri.algorithm.empty() ? manifest.claim->algorithm : uri.algorithm;
  const auto algorithm = crypto::hash_algorithm(name.empty() ? "sha256" : name);
  if (!algorithm) {
    findings.failure("algorithm.unsupported", url, "hash algorithm " + told(name) + " is not supported");
    return false;
  }
  if (crypto::digest(*algorithm, box->hashed) != uri.hash) {
    findings.failure("assertion.hashedURI.mismatch", url, "this statement was changed after the manifest was signed");
    return false;
  }
  findings.success("assertion.hashedURI.match", url, "hashed uri matched");
  return true;
}

// What stays of a redacted assertion holds nothing but zeros.
void check_redacted(const ManifestView& manifest, const HashedUri& uri, Findings& findings) {
  const Superbox* box = resolve(manifest, uri.url);
  if (box == nullptr) return;
  const auto blank = [](const ContentBox& c) {
    return std::all_of(c.payload.begin(), c.payload.end(), [](uint8_t b) { return b == 0; });
  };
  if (!box->children.empty() || !std::all_of(box->contents.begin(), box->contents.end(), blank))
    findings.failure("assertion.notRedacted", uri.url, "an assertion that was redacted is still there");
}

// The content boxes that an assertion of this type is made of; none: any.
std::vector<std::string_view> boxes_of(const Superbox& box) {
  if (box.is("cbor")) return {"cbor"};
  if (box.is("json")) return {"json"};
  return box.type == kEmbeddedFileUuid ? std::vector<std::string_view>{"bfdb", "bidb"}
                                       : std::vector<std::string_view>{};
}

// One box more would be hashed and read by nobody, or by other readers in its place.
void check_boxes(const ManifestView& manifest, const Superbox& box, Findings& findings) {
  const std::vector<std::string_view> wanted = boxes_of(box);
  const auto same = [](const ContentBox& c, std::string_view type) { return c.type == type; };
  if (!wanted.empty() && (!box.children.empty() ||
                          !std::equal(box.contents.begin(), box.contents.end(), wanted.begin(), wanted.end(), same)))
    findings.failure("assertion.hashedURI.mismatch", url_of(manifest, box.label),
                     "the assertion is made of other boxes than one of its type");
}

// Read, and with a tree made of it.
bool spend_on_json(const ContentBox& json, const Limits& limits) {
  constexpr uint64_t kStepsAByte = 30;
  return limits.spend(Resource::kSteps, kStepsAByte * json.payload.size(), "JSON in a manifest").ok();
}

// What stands in its CBOR.
std::optional<Value> check_content(const ManifestView& manifest, const Superbox& box, const Limits& limits,
                                   Findings& findings) {
  check_boxes(manifest, box, findings);
  if (const ContentBox* json = box.content("json");
      json != nullptr && spend_on_json(*json, limits) && !nlohmann::json::accept(json->payload.begin(), json->payload.end()))
    findings.failure("assertion.json.invalid", url_of(manifest, box.label), "the assertion is not JSON");
  const ContentBox* cbor_box = box.content("cbor");
  if (cbor_box == nullptr) return std::nullopt;
  Result<Value> value = cbor::decode(cbor_box->payload, limits);
  if (value.ok()) return std::move(value).value();
  findings.failure("assertion.cbor.invalid", url_of(manifest, box.label), value.status().message());
  return std::nullopt;
}

// An update manifest describes no other content than its parent's, so it has none of these.
// The signer vouches for created assertions only, so one of those it has to be.
void check_hard_binding_count(const ManifestView& manifest, size_t count, size_t created, Findings& findings) {
  if (manifest.is_update()) {
    if (count > 0)
      findings.failure("manifest.update.invalid", manifest.url(), "an update manifest with a hard binding");
    return;
  }
  if (created == 0)
    findings.failure("claim.hardBindings.missing", manifest.claim->url, "the claim has no hard binding");
  if (count > 1)
    findings.failure("assertion.multipleHardBindings", manifest.claim->url,
                     "the claim has " + std::to_string(count) + " hard bindings");
}

constexpr size_t kMaxSoftBindings = 64, kMaxSoftBindingBytes = 4096;  // that are told

// The id of the key that a soft binding of ours declares for its mark_id; empty when it declares none.
std::string mark_id_key_of(const Value& binding, const Limits& limits) {
  constexpr size_t kMostParameters = 256, kKeyIdChars = 16;
  const Value* parameters = binding.find("alg-params", Kind::kBytes);
  if (parameters == nullptr || parameters->bytes().size() > kMostParameters || binding.text_at("alg") != kSoftBindingAlgorithm) return {};
  const Result<Value> map = cbor::decode(parameters->bytes(), limits);
  if (!map.ok()) return {};
  const Value* version = map->find(kMarkIdVersionKey);
  std::string key_id = map->text_at(kMarkIdKeyKey);
  const bool keyed = version != nullptr && version->is_integer(kKeyedMarkId) && is_lower_hex(key_id, kKeyIdChars);
  return keyed ? key_id : std::string();
}

void note_soft_binding(const Value& map, bool created, const Limits& limits, ManifestInfo& info) {
  const Value* blocks = map.find("blocks", Kind::kArray);
  if (blocks == nullptr) return;
  const std::string key_id = mark_id_key_of(map, limits);
  for (const Value& block : blocks->items()) {
    const Value* value = block.find("value");
    if (value == nullptr || (!value->is(Kind::kBytes) && !value->is(Kind::kText))) continue;
    if (info.soft_bindings.size() == kMaxSoftBindings || value->bytes().size() > kMaxSoftBindingBytes) return;
    info.soft_bindings.push_back({told(map.text_at("alg")), {value->bytes().begin(), value->bytes().end()}, created, key_id});
  }
}

void note_actions(const Value& map, ManifestInfo& info) {
  const Value* list = map.find("actions", Kind::kArray);
  if (list == nullptr) return;
  for (const Value& action : list->items()) {
    if (info.actions.size() == kMaxTold) return;
    info.actions.push_back(told(action.text_at("action")));
    if (std::string type = action.text_at("digitalSourceType"); !type.empty()) info.source_types.push_back(told(type));
  }
}

constexpr size_t kMostAigcJson = size_t{1} << 20;

// The AIGC text in a metadata assertion: the value of the property AIGC in whatever prefix its namespace has.
std::string aigc_text(const Superbox& box, const Limits& limits) {
  const ContentBox* content = box.content("json");
  if (content == nullptr || content->payload.size() > kMostAigcJson || !spend_on_json(*content, limits)) return {};
  const nlohmann::json json = nlohmann::json::parse(content->payload.begin(), content->payload.end(), nullptr, false);
  if (!json.is_object()) return {};
  for (const auto& [key, value] : json.items())
    if (value.is_string() && key.ends_with(":AIGC")) return value.get<std::string>();
  return {};
}

// GB 45438-2025 Annex E b.
constexpr std::array<const char*, 7> kAigcKeys = {"Label",         "ContentProducer", "ProduceID",    "ReservedCode1",
                                                  "ContentPropagator", "PropagateID", "ReservedCode2"};

std::string aigc_json_of(const std::function<std::string(const char* key)>& value_of) {
  nlohmann::ordered_json out;
  for (const char* key : kAigcKeys)
    if (std::string value = value_of(key); !value.empty()) out[key] = std::move(value);
  const bool is_label = out.contains("ContentProducer") && out.contains("ProduceID");
  return is_label ? out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) : std::string();
}

// The fields of an AIGC label as an assertion of their own, whatever its name: some writers put them there.
std::string aigc_fields(const Superbox& box, const std::optional<Value>& map, const Limits& limits) {
  if (map && map->is(Kind::kMap)) return aigc_json_of([&](const char* key) { return map->text_at(key); });
  const ContentBox* content = box.content("json");
  if (content == nullptr || content->payload.size() > kMostAigcJson || as_text(content->payload).find("\"ContentProducer\"") == std::string_view::npos ||
      !spend_on_json(*content, limits))
    return {};
  const nlohmann::json json = nlohmann::json::parse(content->payload.begin(), content->payload.end(), nullptr, false);
  if (!json.is_object()) return {};
  return aigc_json_of([&](const char* key) {
    const auto at = json.find(key);
    return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
  });
}

void note_content(const Superbox& box, const std::optional<Value>& map, bool created, const Limits& limits,
                  ManifestInfo& info) {
  const std::string_view base = base_label(box.label);
  if (map && base == "c2pa.soft-binding") note_soft_binding(*map, created, limits, info);
  if (map && base.starts_with("c2pa.actions")) note_actions(*map, info);
  if (!info.aigc_json.empty()) return;
  info.aigc_json = base.ends_with(".metadata") ? aigc_text(box, limits) : aigc_fields(box, map, limits);
  info.aigc_created = created;
}

// Whether an assertion of this label tells how the content was made.
bool tells_origin(std::string_view label) {
  const std::string_view base = base_label(label);
  return base.starts_with("c2pa.actions") || base.starts_with("c2pa.ingredient") || base.ends_with(".metadata");
}

bool is_readable(const Superbox& box, const std::optional<Value>& map, const Limits& limits, const ManifestInfo& info) {
  if (base_label(box.label).starts_with("c2pa.actions") && info.actions.size() == kMaxTold) return false;
  if (map) return map->is(Kind::kMap);
  const ContentBox* json = box.content("json");
  return base_label(box.label).ends_with(".metadata") && json != nullptr && spend_on_json(*json, limits) &&
         nlohmann::json::accept(json->payload.begin(), json->payload.end());
}

void note_unread(const std::string& label, const char* why, ManifestInfo& info) {
  if (tells_origin(label) && info.unread.empty()) info.unread = "its assertion " + told(label) + ", which " + why;
}

void check_undeclared(const ManifestView& manifest, const std::set<std::string>& declared, ManifestInfo& info,
                      Findings& findings) {
  const Superbox* store = manifest.assertion_store();
  if (store == nullptr) return;
  std::set<std::string_view> seen;
  for (const Superbox& child : store->children) {
    if (!declared.contains(child.label)) {
      findings.failure("assertion.undeclared", url_of(manifest, child.label), "the claim does not list this assertion");
      note_unread(child.label, "the claim does not list", info);
    } else if (!seen.insert(child.label).second) {
      findings.failure("assertion.undeclared", url_of(manifest, child.label), "a second assertion of the same label");
    }
  }
}

// What it says is told even if it is not what was signed: as the claim of whoever wrote it.
void check_one(const ManifestView& manifest, const HashedUri& uri, const std::string& label, const Limits& limits,
               ManifestInfo& info, Findings& findings) {
  const bool intact = check_reference(manifest, uri, label, findings);
  const Superbox* box = resolve(manifest, uri.url);
  if (box == nullptr) return note_unread(label, "is not there", info);
  const std::optional<Value> map = intact ? check_content(manifest, *box, limits, findings) : cbor_of(*box, limits);
  note_content(*box, map, uri.created, limits, info);
  if (!intact) note_unread(label, "is not the one that was signed", info);
  if (tells_origin(label) && !is_readable(*box, map, limits, info)) note_unread(label, "cannot be read", info);
}

}  // namespace

void check_assertions(const ManifestView& manifest, const std::set<std::string>& redacted, const Limits& limits,
                      ManifestInfo& info, Findings& findings) {
  std::set<std::string> declared;
  size_t hard_bindings = 0, created_bindings = 0;
  for (const HashedUri& uri : manifest.claim->assertions) {
    const std::string label = assertion_label(uri.url);
    declared.insert(label);
    info.assertions.push_back({label, uri.created});
    hard_bindings += is_hard_binding(label);
    created_bindings += is_hard_binding(label) && uri.created;
    if (redacted.contains(url_of(manifest, label))) {
      check_redacted(manifest, uri, findings);
      continue;
    }
    check_one(manifest, uri, label, limits, info, findings);
  }
  check_undeclared(manifest, declared, info, findings);
  check_hard_binding_count(manifest, hard_bindings, created_bindings, findings);
}

}  // namespace imprint::manifest
