#include "pipeline/manifest_json.h"

#include "manifest/content.h"

namespace imprint::pipeline {
namespace {

using Json = nlohmann::ordered_json;

Json codes_json(const std::vector<manifest::Finding>& store, const manifest::ManifestInfo* active) {
  Json out{{"success", Json::array()}, {"informational", Json::array()}, {"failure", Json::array()}};
  const auto add = [&](const std::vector<manifest::Finding>& findings) {
    for (const manifest::Finding& f : findings) {
      const char* list = f.outcome == manifest::Outcome::kSuccess         ? "success"
                         : f.outcome == manifest::Outcome::kInformational ? "informational"
                                                                          : "failure";
      out[list].push_back({{"code", f.code}, {"url", f.url}, {"explanation", f.explanation}});
    }
  };
  add(store);
  if (active != nullptr) add(active->findings);
  return out;
}

// `claimed`: the manifest does not hold, and so nobody is known to have signed it.
Json signature_json(const manifest::SignatureInfo& s, bool claimed) {
  Json out{{"algorithm", s.algorithm},
           {"common_name", s.common_name},
           {"organisation", s.organisation},
           {"issuer", s.certificate.issuer},
           {"serial", s.certificate.serial_hex},
           {"not_before", manifest::rfc3339(s.certificate.not_before)},
           {"not_after", manifest::rfc3339(s.certificate.not_after)}};
  if (claimed) out["claimed"] = true;
  if (s.stamped_at != 0) out["time_stamp"] = {{"time", manifest::rfc3339(s.stamped_at)}, {"trusted", s.stamp_trusted}};
  return out;
}

std::string hex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const uint8_t b : bytes) {
    out += kDigits[b >> 4];
    out += kDigits[b & 15];
  }
  return out;
}

Json ingredient_json(const manifest::IngredientInfo& i) {
  Json out{{"relationship", i.relationship}};
  if (!i.title.empty()) out["title"] = i.title;
  if (!i.manifest.empty()) out["manifest"] = i.manifest;
  return out;
}

void add_active(const manifest::ManifestInfo& m, bool invalid, Json& out) {
  out["claim_version"] = m.claim_version;
  out["generator"] = m.generator;
  if (!m.title.empty()) out["title"] = m.title;
  if (!m.signature.algorithm.empty()) out["signature"] = signature_json(m.signature, invalid);
  Json assertions = Json::array();
  for (const manifest::AssertionInfo& a : m.assertions) assertions.push_back(a.label);
  out["assertions"] = std::move(assertions);
  out["actions"] = m.actions;
  out["source_types"] = m.source_types;
  Json bindings = Json::array();
  for (const manifest::SoftBinding& b : m.soft_bindings) {
    bindings.push_back({{"algorithm", b.algorithm}, {"value", hex(b.value)}});
    if (!b.mark_id_key.empty()) bindings.back()["mark_id_key"] = b.mark_id_key;
  }
  out["soft_bindings"] = std::move(bindings);
  if (!m.aigc_json.empty()) out["aigc"] = m.aigc_json;
  Json ingredients = Json::array();
  for (const manifest::IngredientInfo& i : m.ingredients) ingredients.push_back(ingredient_json(i));
  out["ingredients"] = std::move(ingredients);
}

}  // namespace

const char* name(manifest::State state) {
  switch (state) {
    case manifest::State::kNone: return "none";
    case manifest::State::kInvalid: return "invalid";
    case manifest::State::kWellFormed: return "well_formed";
    case manifest::State::kValid: return "valid";
    case manifest::State::kTrusted: return "trusted";
  }
  return "";
}

void add_manifest(const manifest::Validation& v, Json& out) {
  if (!v.found) return;
  out["validation_state"] = name(v.state);
  out["detached"] = v.detached;
  out["manifest_count"] = v.manifests.size();
  out["codes"] = codes_json(v.findings, v.active_manifest());
  if (v.active.empty()) return;
  out["active"] = v.active;
  if (const manifest::ManifestInfo* active = v.active_manifest())
    add_active(*active, v.state == manifest::State::kInvalid, out);
}

}  // namespace imprint::pipeline
