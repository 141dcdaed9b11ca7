#include "manifest/crjson.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "manifest/content.h"
#include "manifest/store_model.h"

namespace imprint::manifest {
namespace {

using Json = nlohmann::ordered_json;
using cbor::Kind;
using cbor::Value;

constexpr int kMaxJsonDepth = 64;

std::string base64(ByteView bytes) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    const size_t have = std::min<size_t>(3, bytes.size() - i);
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < have ? bytes[i + k] : 0u);
    for (size_t k = 0; k < 4; ++k) out += k <= have ? kLetters[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::string key_of(const Value& key) {
  if (key.is(Kind::kText)) return key.text();
  if (key.is(Kind::kUnsigned)) return std::to_string(key.number());
  return key.is(Kind::kNegative) ? "-" + std::to_string(key.number() + 1) : "?";
}

// Depth is bounded by the decoder.
Json to_json(const Value& v) {
  switch (v.kind()) {
    case Kind::kUnsigned: return v.number();
    case Kind::kNegative: return -1 - static_cast<int64_t>(v.number());
    case Kind::kBytes: return "b64'" + base64(v.bytes()) + "'";
    case Kind::kText: return v.text();
    case Kind::kBoolean: return v.number() != 0;
    case Kind::kFloat: return v.real();
    case Kind::kTag: return v.items().empty() ? Json() : to_json(v.items().front());
    case Kind::kArray: {
      Json out = Json::array();
      for (const Value& item : v.items()) out.push_back(to_json(item));
      return out;
    }
    case Kind::kMap: {
      Json out = Json::object();
      for (size_t i = 0; i < v.size(); ++i) out[key_of(v.key(i))] = to_json(v.value(i));
      return out;
    }
    case Kind::kNull:
    case Kind::kOther: break;
  }
  return {};
}

Json assertion_json(const ManifestView& manifest, const Superbox& box) {
  if (const std::optional<Value> map = cbor_of(box)) return to_json(*map);
  if (const ContentBox* text = box.content("json")) {
    // Deeper values are left out: writing them would recurse as deep.
    const auto shallow = [](int depth, Json::parse_event_t, const Json&) { return depth <= kMaxJsonDepth; };
    Json parsed = Json::parse(text->payload.begin(), text->payload.end(), shallow, false);
    if (!parsed.is_discarded()) return parsed;
  }
  return {{"identifier", manifest.url() + "/c2pa.assertions/" + box.label}};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

// "CN=a,O=b\, c" (RFC 2253) as a map.
Json name_json(const std::string& line) {
  Json out = Json::object();
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

Json signature_json(const SignatureInfo& s) {
  if (s.algorithm.empty()) return Json::object();
  Json subject = Json::object();
  if (!s.organisation.empty()) subject["O"] = s.organisation;
  if (!s.common_name.empty()) subject["CN"] = s.common_name;
  const std::string algorithm = s.algorithm == "EdDSA" ? "ed25519" : lower(s.algorithm);
  Json out{{"algorithm", algorithm},
           {"certificateInfo",
            {{"serialNumber", lower(s.serial_hex)},
             {"issuer", name_json(s.issuer)},
             {"subject", std::move(subject)},
             {"validity", {{"notBefore", rfc3339(s.not_before)}, {"notAfter", rfc3339(s.not_after)}}}}}};
  if (s.stamped_at != 0) out["timeStampInfo"] = {{"timestamp", rfc3339(s.stamped_at)}};
  return out;
}

Json results_json(const std::vector<Finding>& findings, int64_t now) {
  Json out{{"success", Json::array()}, {"informational", Json::array()}, {"failure", Json::array()}};
  for (const Finding& f : findings) {
    const char* list = f.outcome == Outcome::kSuccess         ? "success"
                       : f.outcome == Outcome::kInformational ? "informational"
                                                              : "failure";
    out[list].push_back({{"code", f.code}, {"url", f.url}, {"explanation", f.explanation}});
  }
  out["specVersion"] = kSpecVersion;
  out["validationTime"] = rfc3339(now);
  return out;
}

Json manifest_json(const ManifestView& view, const ManifestInfo& info, int64_t now) {
  Json assertions = Json::object();
  if (const Superbox* store = view.assertion_store())
    for (const Superbox& box : store->children) assertions[box.label] = assertion_json(view, box);
  Json out{{"label", info.label},
           {"isUpdateManifest", info.is_update},
           {"isCompressedManifest", view.is_compressed()},
           {"assertions", std::move(assertions)}};
  if (view.claim) out[view.claim->version == 1 ? "claim" : "claim.v2"] = to_json(view.claim->map);
  out["signature"] = signature_json(info.signature);
  out["validationResults"] = results_json(info.findings, now);
  return out;
}

}  // namespace

std::string to_crjson(const Validation& validation, ByteView store, int64_t now) {
  Result<StoreView> opened = open_store(store);
  if (!opened.ok()) return "";
  Json manifests = Json::array();
  for (auto info = validation.manifests.rbegin(); info != validation.manifests.rend(); ++info) {
    const ManifestView* found = opened->find(info->label);
    if (found == nullptr) continue;
    ManifestView view = *found;
    std::vector<Finding> ignored;
    Findings findings(ignored);
    open_claim(view, findings);
    manifests.push_back(manifest_json(view, *info, now));
  }
  const Json out{{"@context", {{"@vocab", "https://c2pa.org/crjson"}, {"extras", "https://c2pa.org/crjson/extras"}}},
                 {"manifests", std::move(manifests)},
                 {"jsonGenerator", {{"name", "Imprint"}}}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace imprint::manifest
