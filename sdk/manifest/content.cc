#include "manifest/content.h"

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "crypto/hash.h"

namespace imprint::manifest {
namespace {

using cbor::Value;

Value software(const Software& s) {
  Value out = Value::map({{"name", Value::text(s.name)}});
  if (!s.version.empty()) out.set("version", Value::text(s.version));
  return out;
}

Value action(std::string_view name, const std::string& source_type) {
  Value out = Value::map({{"action", Value::text(name)}});
  if (!source_type.empty()) out.set("digitalSourceType", Value::text(source_type));
  return out;
}

// When and by what stands with the first action alone: all happened in one call, and the bytes count.
Value dated_action(const Content& content, std::string_view name, const std::string& source_type) {
  Value out = action(name, source_type);
  out.set("when", Value::tag(0, Value::text(rfc3339(content.now))));
  out.set("softwareAgent", software(content.agent.name.empty() ? content.generator : content.agent));
  return out;
}

// created or opened comes first.
Value first_action(const Content& content, const Value* parent) {
  if (parent == nullptr) return dated_action(content, "c2pa.created", content.source_type);
  Value out = dated_action(content, "c2pa.opened", "");
  out.set("parameters", Value::map({{"ingredients", Value::array({*parent})}}));
  return out;
}

Value actions(const Content& content, const Value* parent) {
  std::vector<Value> list = {first_action(content, parent)};
  if (content.watermarked_now) list.push_back(action("c2pa.watermarked.bound", ""));
  for (const Action& more : content.more_actions) {
    list.push_back(action(more.name, more.source_type));
    if (!more.description.empty()) list.back().set("description", Value::text(more.description));
  }
  return Value::map({{"actions", Value::array(std::move(list))}, {"allActionsIncluded", Value::boolean(true)}});
}

// Of a keyed mark_id.
Bytes binding_parameters(const std::string& key_id) {
  return cbor::encode(Value::map({{kMarkIdVersionKey, Value::integer(kKeyedMarkId)}, {kMarkIdKeyKey, Value::text(key_id)}}));
}

Value soft_binding(uint64_t mark_id, const std::string& key_id) {
  Bytes value;
  append_be32(value, static_cast<uint32_t>(mark_id >> 32));
  append_be32(value, static_cast<uint32_t>(mark_id));
  Value out = Value::map(
      {{"alg", Value::text(kSoftBindingAlgorithm)},
       {"name", Value::text("Imprint mark_id")},
       {"pad", Value::bytes({})},
       {"blocks", Value::array({Value::map({{"scope", Value::map({})}, {"value", Value::bytes(value)}})})}});
  if (!key_id.empty()) out.set("alg-params", Value::bytes(binding_parameters(key_id)));
  return out;
}

Bytes json_bytes(const nlohmann::ordered_json& json) {
  const std::string text = json.dump();
  return {text.begin(), text.end()};
}

}  // namespace

std::string rfc3339(int64_t seconds) {
  const auto time = static_cast<time_t>(seconds);
  tm parts = {};
  gmtime_r(&time, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string fresh_uuid() {
  uint8_t b[16];
  if (!crypto::random_bytes(b, sizeof b)) throw std::runtime_error("the system has no randomness to give");
  b[6] = static_cast<uint8_t>((b[6] & 0x0F) | 0x40);
  b[8] = static_cast<uint8_t>((b[8] & 0x3F) | 0x80);
  char text[40];
  std::snprintf(text, sizeof text, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
                b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
  return text;
}

std::vector<Assertion> assertions_of(const Content& content, const Value* parent) {
  std::vector<Assertion> out;
  out.push_back({"c2pa.actions.v2", "cbor", cbor::encode(actions(content, parent))});
  if (content.mark_id) out.push_back({"c2pa.soft-binding", "cbor", cbor::encode(soft_binding(*content.mark_id, content.mark_id_key))});
  if (!content.aigc_json.empty())
    out.push_back({kAigcAssertion, "json",
                   json_bytes({{"@context", {{"tc260", kAigcNamespace}}}, {"tc260:AIGC", content.aigc_json}}),
                   content.aigc_gathered});
  if (!content.notice.empty())
    out.push_back({kNoticeAssertion, "cbor", cbor::encode(Value::map({{"notice", Value::text(content.notice)}}))});
  return out;
}

}  // namespace imprint::manifest
