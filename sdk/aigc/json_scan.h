// Reads one JSON text event by event, so that duplicate keys, types and the order of keys stay visible.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace imprint::aigc {

enum class JsonType { kString, kNumber, kBoolean, kNull, kObject, kArray };
const char* json_type_name(JsonType type);  // "a number", …

struct JsonValue {
  JsonType type = JsonType::kNull;
  std::string text;  // a string decoded, null as nothing, all others as compact JSON
};

struct JsonMember {
  std::string key;
  JsonValue value;
};

struct JsonDocument {
  JsonValue root;                   // its text only when it is a scalar
  std::vector<JsonMember> members;  // of a root object, in file order, duplicates included
};

// kMalformed with the byte where it went wrong; kLimitExceeded beyond 16 levels. The caller bounds the size.
Result<JsonDocument> scan_json(std::string_view text);

// `text` as a JSON string, quoted: only what RFC 8259 section 7 demands is escaped.
void append_json_string(std::string& out, std::string_view text);

}  // namespace imprint::aigc
