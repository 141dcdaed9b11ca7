#include "aigc/mark_id_declaration.h"

#include <algorithm>

#include "aigc/json_scan.h"
#include "aigc/label_fields.h"

namespace imprint::aigc {
namespace {

constexpr std::string_view kMember = "ImprintMarkID";
constexpr std::string_view kVersion = "2";
constexpr uint64_t kDeclarationStepsAByte = 100;  // spec/limits.md 2.1: read here and where the values of the label are judged

bool is_key_id(std::string_view text) { return is_lower_hex(text, 16); }

bool may_declare(std::string_view text) { return text.size() <= kMaxLabelBytes && text.find(kMember) != std::string_view::npos; }

const JsonValue* find(const JsonDocument& document, std::string_view key, JsonType type) {
  const auto found = std::find_if(document.members.begin(), document.members.end(),
                                  [&](const JsonMember& m) { return m.key == key && m.value.type == type; });
  return found == document.members.end() ? nullptr : &found->value;
}

}  // namespace

Status declare_mark_id_key(Label& label, std::string_view key_id) {
  if (!is_key_id(key_id))
    return {Code::kInvalidArgument, "the id of a mark_id key is 16 lower-case hexadecimal digits, not \"" + std::string(key_id) + "\""};
  std::string& code = label.reserved_code1;
  const std::string member =
      "\"" + std::string(kMember) + "\":{\"Version\":" + std::string(kVersion) + ",\"KeyID\":\"" + std::string(key_id) + "\"}";
  if (code.empty()) {
    code = "{" + member + "}";
    return {};
  }
  const auto scanned = scan_json(code);
  if (!scanned.ok() || scanned->root.type != JsonType::kObject || !code.ends_with('}'))
    return {Code::kInvalidArgument, "ReservedCode1 is no JSON object, so that no mark_id key can be declared in it"};
  if (std::any_of(scanned->members.begin(), scanned->members.end(), [](const JsonMember& m) { return m.key == kMember; }))
    return {Code::kInvalidArgument, "ReservedCode1 declares a mark_id key already"};
  code.pop_back();
  code += (scanned->members.empty() ? "" : ",") + member + "}";
  return {};
}

Result<std::string> read_mark_id_key(std::string_view reserved_code1, const Limits& limits) {
  if (!may_declare(reserved_code1)) return std::string();
  IMPRINT_RETURN_IF_ERROR(limits.spend(Resource::kSteps, kDeclarationStepsAByte * reserved_code1.size(), "declaration of a mark_id key"));
  return declared_mark_id_key(reserved_code1);
}

std::string declared_mark_id_key(std::string_view reserved_code1) {
  if (!may_declare(reserved_code1)) return {};
  const auto outer = scan_json(reserved_code1);
  if (!outer.ok()) return {};
  const JsonValue* declaration = find(outer.value(), kMember, JsonType::kObject);
  if (declaration == nullptr) return {};
  const auto inner = scan_json(declaration->text);
  if (!inner.ok()) return {};
  const JsonValue* version = find(inner.value(), "Version", JsonType::kNumber);
  const JsonValue* key_id = find(inner.value(), "KeyID", JsonType::kString);
  const bool known = version != nullptr && version->text == kVersion && key_id != nullptr && is_key_id(key_id->text);
  return known ? key_id->text : std::string();
}

}  // namespace imprint::aigc
