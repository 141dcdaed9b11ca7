// Writes the label as JSON and says what may be written. Clauses are those of GB 45438-2025.
#include <algorithm>
#include <cstdio>

#include "aigc/json_scan.h"
#include "aigc/label_fields.h"
#include "aigc/provider_code.h"
#include "aigc/text_forms.h"

namespace imprint::aigc {
namespace {

bool is_allowed(char c) { return c >= 0x21 && c <= 0x7E && c != '\\'; }

Status refuse_value(std::string_view key, const std::string& why) {
  return {Code::kAigcValue, std::string(key) + ": " + why};
}

Status check_characters(const Field& field, const std::string& value) {
  const size_t offset = first_foreign_character(value);
  if (offset == std::string_view::npos) return {};
  const bool provider = field.key == "ContentProducer" || field.key == "ContentPropagator";
  return refuse_value(field.key, describe_character(value, offset) +
                               " is none of 0x21-0x7E without the backslash (Annex E j)" +
                               (provider ? "; use the 27-character provider code instead of a name" : ""));
}

Status check_provider(std::string_view key, const std::string& value) {
  if (!looks_like_provider_code(value)) return {};  // a name, allowed by Annex E d and g
  const Status status = check_provider_code(value);
  return status.ok() ? status : Status{status.code(), std::string(key) + ": " + status.message()};
}

// 6.1 a asks for producer and propagator. A platform that labels a file of unknown origin (Label 2 or 3) has no
// producer to name; both of its fields are empty then. Half a pair is always a mistake.
Status check_presence(const Label& label) {
  const bool producer_unknown = label.label != "1" && label.content_producer.empty() && label.produce_id.empty();
  if (label.content_propagator.empty()) return refuse_value("ContentPropagator", "is empty (6.1 a, Annex E note 1)");
  if (label.propagate_id.empty()) return refuse_value("PropagateID", "is empty (6.1 a, Annex E note 1)");
  if (producer_unknown) return {};
  if (label.content_producer.empty()) return refuse_value("ContentProducer", "is empty (6.1 a)");
  if (label.produce_id.empty()) return refuse_value("ProduceID", "is empty (6.1 a)");
  return {};
}

Status check_label(const Label& label) {
  if (label.label == "1" || label.label == "2" || label.label == "3") return {};
  return refuse_value("Label", "\"" + excerpt(label.label) + "\" is none of \"1\", \"2\" and \"3\" (Annex E c)");
}

Status check_size(const Label& label) {
  const size_t bytes = to_json(label).size();
  if (bytes <= kMaxLabelBytes) return {};
  return {Code::kAigcValue, "the label takes " + std::to_string(bytes) + " bytes; at most " +
                                std::to_string(kMaxLabelBytes) + " are written"};
}

}  // namespace

size_t first_foreign_character(std::string_view value) {
  const auto found = std::find_if_not(value.begin(), value.end(), is_allowed);
  return found == value.end() ? std::string_view::npos : static_cast<size_t>(found - value.begin());
}

std::string describe_character(std::string_view value, size_t offset) {
  char text[64];
  const auto byte = static_cast<unsigned char>(value[offset]);
  const std::string shown = excerpt(value.substr(offset), 1);
  if (byte < 0x80 || !is_utf8(value))
    std::snprintf(text, sizeof text, "character 0x%02X at offset %zu", byte, offset);
  else
    std::snprintf(text, sizeof text, "character \"%s\" at offset %zu", shown.substr(0, shown.find("\u2026")).c_str(), offset);
  return text;
}

Label first_write(std::string producer, std::string produce_id) {
  Label label;
  label.label = "1";
  label.content_propagator = producer;
  label.propagate_id = produce_id;
  label.content_producer = std::move(producer);
  label.produce_id = std::move(produce_id);
  return label;
}

std::string to_json(const Label& label) {
  std::string out = "{";
  for (const Field& field : kFields) {
    if (out.size() > 1) out.push_back(',');
    append_json_string(out, field.key);
    out.push_back(':');
    append_json_string(out, label.*field.value);
  }
  out.push_back('}');
  return out;
}

Status check_for_writing(const Label& label) {
  IMPRINT_RETURN_IF_ERROR(check_label(label));
  IMPRINT_RETURN_IF_ERROR(check_presence(label));
  for (const Field& field : kFields) IMPRINT_RETURN_IF_ERROR(check_characters(field, label.*field.value));
  IMPRINT_RETURN_IF_ERROR(check_provider("ContentProducer", label.content_producer));
  IMPRINT_RETURN_IF_ERROR(check_provider("ContentPropagator", label.content_propagator));
  return check_size(label);
}

bool says_no(const Label& label) {
  constexpr std::string_view kNo[] = {"", "0", "false", "no", "n", "none", "null", "nil", "off", "否", "不是", "非", "无"};
  const std::string_view value = trim(label.label);
  return std::any_of(std::begin(kNo), std::end(kNo), [&](std::string_view no) { return equals_ignoring_case(value, no); });
}

Status check_for_carrying(const Label& label, bool whole) {
  if (!says_no(label)) IMPRINT_RETURN_IF_ERROR(check_label(label));
  for (const Field& field : kFields)
    if (!is_utf8(label.*field.value)) return refuse_value(field.key, "is not UTF-8");
  if (!whole) {
    Label own = first_write(label.content_propagator, label.propagate_id);
    own.reserved_code2 = label.reserved_code2;
    IMPRINT_RETURN_IF_ERROR(check_presence(own));
    for (const char* key : {"ContentPropagator", "PropagateID", "ReservedCode2"})
      for (const Field& field : kFields)
        if (field.key == key) IMPRINT_RETURN_IF_ERROR(check_characters(field, own.*field.value));
    IMPRINT_RETURN_IF_ERROR(check_provider("ContentPropagator", own.content_propagator));
  }
  return check_size(label);
}

}  // namespace imprint::aigc
