#include "manifest/crjson.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "manifest/content.h"
#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

using Json = nlohmann::ordered_json;
using cbor::Kind;
using cbor::Value;

constexpr int kMaxJsonDepth = 64;

// "b64'…'"
std::string base64(ByteView bytes) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "b64'";
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    const size_t have = std::min<size_t>(3, bytes.size() - i);
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < have ? bytes[i + k] : 0u);
    for (size_t k = 0; k < 4; ++k) out += k <= have ? kLetters[group >> (18 - 6 * k) & 63] : '=';
  }
  return out + '\'';
}

// -1 - n, as a float where no integer of JSON's holds it.
Json negative(uint64_t n) {
  constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();
  return n <= kMost ? Json(-1 - static_cast<int64_t>(n)) : Json(-1.0 - static_cast<double>(n));
}

std::string key_of(const Value& key) {
  if (key.is(Kind::kText)) return key.text();
  if (key.is(Kind::kUnsigned)) return std::to_string(key.number());
  return key.is(Kind::kNegative) ? negative(key.number()).dump() : "?";
}

// An object finds a key by looking at all before it. False when that is more than the call may spend.
bool spend_on_object(uint64_t members, uint64_t key_bytes, const Limits& limits) {
  constexpr uint64_t kBytesAStep = 16;
  const uint64_t steps = members * members + members * (key_bytes / kBytesAStep);
  return limits.spend(Resource::kSteps, steps, "members of an object in a manifest").ok();
}
bool spend_on_object(const Value& map, const Limits& limits) {
  uint64_t key_bytes = 0;
  for (size_t i = 0; i < map.size(); ++i) key_bytes += map.key(i).bytes().size();
  return spend_on_object(map.size(), key_bytes, limits);
}

// Values of a byte become nodes of a tree and, deep in it, lines of mostly white space.
bool spend_on_values(uint64_t values, uint64_t text_bytes, const Limits& limits) {
  constexpr uint64_t kBytesAValue = 128, kBytesAByte = 2;
  return limits.spend(Resource::kInflatedBytes, kBytesAValue * values + kBytesAByte * text_bytes, "crJSON").ok();
}

// Depth is bounded by the decoder.
Json to_json(const Value& v, const Limits& limits) {
  if (!spend_on_values(1, v.bytes().size(), limits)) return {};
  switch (v.kind()) {
    case Kind::kUnsigned: return v.number();
    case Kind::kNegative: return negative(v.number());
    case Kind::kBytes: return base64(v.bytes());
    case Kind::kText: return v.text();
    case Kind::kBoolean: return v.number() != 0;
    case Kind::kFloat: return v.real();
    case Kind::kTag: return v.items().empty() ? Json() : to_json(v.items().front(), limits);
    case Kind::kArray: {
      Json out = Json::array();
      for (const Value& item : v.items()) out.push_back(to_json(item, limits));
      return out;
    }
    case Kind::kMap: {
      Json out = Json::object();
      if (!spend_on_object(v, limits)) return out;
      for (size_t i = 0; i < v.size(); ++i) out[key_of(v.key(i))] = to_json(v.value(i), limits);
      return out;
    }
    case Kind::kNull:
    case Kind::kOther: break;
  }
  return {};
}

using Hashes = std::map<std::string, const Bytes*>;  // of assertions, by label

Hashes hashes_of(const ManifestView& manifest) {
  Hashes out;
  if (manifest.claim)
    for (const HashedUri& uri : manifest.claim->assertions) out.emplace(assertion_label(uri.url), &uri.hash);
  return out;
}

// What is neither CBOR nor JSON, and what is no map, is named, with its media type and the hash that the claim has.
Json named(const ManifestView& manifest, const Superbox& box, const Hashes& hashes) {
  Json out = Json::object();
  if (const ContentBox* file = box.content("bfdb"); file != nullptr && file->payload.size() > 1) {
    const std::string_view type = as_text(file->payload.subspan(1));  // behind the toggles
    out["format"] = type.substr(0, type.find('\0'));
  }
  out["identifier"] = manifest.url() + "/c2pa.assertions/" + box.label;
  if (const auto hash = hashes.find(box.label); hash != hashes.end()) out["hash"] = base64(*hash->second);
  return out;
}

Json assertion_json(const ManifestView& manifest, const Superbox& box, const Hashes& hashes, const Limits& limits) {
  if (const std::optional<Value> map = cbor_of(box, limits); map && map->is(Kind::kMap)) return to_json(*map, limits);
  if (const ContentBox* text = box.content("json")) {
    const auto members = static_cast<uint64_t>(std::count(text->payload.begin(), text->payload.end(), ','));
    if (!spend_on_object(members, text->payload.size(), limits) ||
        !spend_on_values(members, text->payload.size(), limits))
      return {};
    // Deeper values are left out: writing them would recurse as deep.
    const auto shallow = [](int depth, Json::parse_event_t, const Json&) { return depth <= kMaxJsonDepth; };
    Json parsed = Json::parse(text->payload.begin(), text->payload.end(), shallow, false);
    if (parsed.is_object()) return parsed;
  }
  return named(manifest, box, hashes);
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

// "CN=a,O=b\, c" (RFC 2253) as a map.
Json name_json(const std::string& line, const Limits& limits) {
  Json out = Json::object();
  if (!spend_on_object(static_cast<uint64_t>(std::count(line.begin(), line.end(), ',')), line.size(), limits))
    return out;
  std::string key, value;
  bool in_value = false;
  for (size_t i = 0; i <= line.size(); ++i) {
    if (i == line.size() || line[i] == ',') {
      if (in_value) out[key] = value;
      key.clear();
      value.clear();
      in_value = false;
    } else if (!in_value && line[i] == '=') {
      in_value = true;
    } else {
      if (line[i] == '\\' && i + 1 < line.size()) ++i;
      (in_value ? value : key) += line[i];
    }
  }
  return out;
}

Json certificate_json(const CertificateInfo& c, const Limits& limits) {
  return {{"serialNumber", lower(c.serial_hex)},
          {"issuer", name_json(c.issuer, limits)},
          {"subject", name_json(c.subject, limits)},
          {"validity", {{"notBefore", rfc3339(c.not_before)}, {"notAfter", rfc3339(c.not_after)}}}};
}

Json signature_json(const SignatureInfo& s, const Limits& limits) {
  if (s.algorithm.empty() || s.certificate.serial_hex.empty()) return Json::object();
  Json out{{"algorithm", s.algorithm == "EdDSA" ? "Ed25519" : s.algorithm},
           {"certificateInfo", certificate_json(s.certificate, limits)}};
  if (s.stamped_at != 0)
    out["timeStampInfo"] = {{"timestamp", rfc3339(s.stamped_at)},
                            {"certificateInfo", certificate_json(s.stamp_authority, limits)}};
  return out;
}

Json results_json(const std::vector<Finding>& findings) {
  Json out{{"success", Json::array()}, {"informational", Json::array()}, {"failure", Json::array()}};
  for (const Finding& f : findings) {
    const char* list = f.outcome == Outcome::kSuccess         ? "success"
                       : f.outcome == Outcome::kInformational ? "informational"
                                                              : "failure";
    out[list].push_back({{"code", f.code}, {"url", f.url}, {"explanation", f.explanation}});
  }
  return out;
}

Json dated_results_json(const std::vector<Finding>& findings, int64_t now) {
  Json out = results_json(findings);
  out["specVersion"] = kSpecVersion;
  out["validationTime"] = rfc3339(now);
  return out;
}

// The lists that claims may leave out are written empty.
Json claim_json(const ClaimView& claim, const Limits& limits) {
  Json out = to_json(claim.map, limits);
  if (claim.version != 1 && !out.contains("gathered_assertions")) out["gathered_assertions"] = Json::array();
  if (!out.contains("redacted_assertions")) out["redacted_assertions"] = Json::array();
  return out;
}

uint64_t label_bytes(const Superbox& store) {
  uint64_t out = 0;
  for (const Superbox& box : store.children) out += box.label.size();
  return out;
}

class Document {
 public:
  Document(const Validation& validation, const StoreView& store, int64_t now, const Limits& limits)
      : validation_(validation), store_(store), now_(now), limits_(limits) {}

  // The active manifest first.
  Json manifests() {
    Json out = Json::array();
    for (auto info = validation_.manifests.rbegin(); info != validation_.manifests.rend(); ++info) {
      const ManifestView* found = store_.find(info->label);
      if (found == nullptr) continue;
      ManifestView view = *found;
      std::vector<Finding> ignored;
      Findings findings(ignored);
      open_claim(view, limits_, findings);
      out.push_back(manifest_json(view, *info));
    }
    return out;
  }

 private:
  Json manifest_json(const ManifestView& view, const ManifestInfo& info) {
    Json assertions = Json::object();
    const Hashes hashes = hashes_of(view);
    const Superbox* boxes = view.assertion_store();
    if (boxes != nullptr && spend_on_object(boxes->children.size(), label_bytes(*boxes), limits_))
      for (const Superbox& box : boxes->children) assertions[box.label] = assertion_json(view, box, hashes, limits_);
    Json out{{"label", info.label},
             {"isUpdateManifest", info.is_update},
             {"isCompressedManifest", view.is_compressed()},
             {"assertions", std::move(assertions)}};
    if (view.claim) out[view.claim->version == 1 ? "claim" : "claim.v2"] = claim_json(*view.claim, limits_);
    out["signature"] = signature_json(info.signature, limits_);
    std::vector<Finding> own;
    for (const Finding& f : info.findings)
      if (!is_of_ingredient(f)) own.push_back(f);
    out["validationResults"] = dated_results_json(own, now_);
    Json deltas = deltas_json(info);
    if (!deltas.empty()) out["ingredientDeltas"] = std::move(deltas);
    return out;
  }

  static bool is_of_ingredient(const Finding& f) { return f.code.starts_with("ingredient.manifest."); }

  // What is said of each ingredient's manifest now and was not written down when it was used. A manifest that several
  // ingredients refer to is told of once.
  Json deltas_json(const ManifestInfo& info) {
    Json out = Json::array();
    for (const IngredientInfo& ingredient : info.ingredients) {
      if (ingredient.manifest.empty()) continue;
      if (!limits_.spend(Resource::kSteps, kStepsAFinding * info.findings.size(), "findings on ingredients").ok())
        break;
      std::vector<Finding> news;
      for (const Finding& f : info.findings)
        if (is_of_ingredient(f) && f.url == ingredient.assertion_url) news.push_back(f);
      const bool matched = !news.empty() && news.front().outcome == Outcome::kSuccess;
      if (matched && told_.insert(ingredient.manifest).second) add_news_of(ingredient, news);
      out.push_back({{"ingredientAssertionURI", ingredient.assertion_url}, {"validationDeltas", results_json(news)}});
    }
    return out;
  }

  void add_news_of(const IngredientInfo& ingredient, std::vector<Finding>& news) const {
    const auto at = store_.by_label.find(ingredient.manifest);
    if (at == store_.by_label.end() || at->second >= validation_.manifests.size()) return;
    std::set<std::pair<std::string, std::string>> known;
    for (const Finding& f : ingredient.recorded) known.emplace(f.code, f.url);
    for (const Finding& f : validation_.manifests[at->second].findings)
      if (!is_of_ingredient(f) && !known.contains({f.code, f.url})) news.push_back(f);
  }

  const Validation& validation_;
  const StoreView& store_;
  int64_t now_;
  static constexpr uint64_t kStepsAFinding = 10;  // for each ingredient, all are looked through

  const Limits& limits_;
  std::set<std::string> told_;
};

}  // namespace

std::string to_crjson(const Validation& validation, ByteView store, int64_t now, const std::string& version,
                      const Limits& limits) {
  if (!validation.found) return "";
  const Result<StoreView> opened = open_store(store, limits);
  Json out{{"@context", {{"@vocab", "https://c2pa.org/crjson"}, {"extras", "https://c2pa.org/crjson/extras"}}},
           {"manifests", opened.ok() ? Document(validation, opened.value(), now, limits).manifests() : Json::array()},
           {"jsonGenerator", {{"name", "Imprint"}, {"version", version}}}};
  if (!validation.findings.empty()) out["extras:validationResults"] = dated_results_json(validation.findings, now);
  return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace imprint::manifest
