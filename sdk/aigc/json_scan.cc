// nlohmann-json's event interface around a small recorder.
#include "aigc/json_scan.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace imprint::aigc {
namespace {

using PlainJson = nlohmann::json;
constexpr size_t kMaxJsonDepth = 16;

// Keeps the members of the outermost object; what lies deeper is written out again as compact JSON.
class Recorder : public nlohmann::json_sax<PlainJson> {
 public:
  JsonDocument document;
  Status failure;

  bool null() override { return scalar(JsonType::kNull, "", "null"); }
  bool boolean(bool value) override { return plain(JsonType::kBoolean, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return plain(JsonType::kNumber, std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return plain(JsonType::kNumber, std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return plain(JsonType::kNumber, text); }
  bool binary(binary_t&) override { return false; }  // never in JSON text

  bool string(string_t& value) override {
    std::string quoted;
    append_json_string(quoted, value);
    return scalar(JsonType::kString, value, quoted);
  }

  bool start_object(size_t) override { return open(JsonType::kObject, '{'); }
  bool end_object() override { return close('}'); }
  bool start_array(size_t) override { return open(JsonType::kArray, '['); }
  bool end_array() override { return close(']'); }

  bool key(string_t& name) override {
    if (levels_.size() == 1) {
      document.members.push_back({name, {}});
      return true;
    }
    separate();
    append_json_string(nested(), name);
    nested().push_back(':');
    return true;
  }

  bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception&) override {
    failure = {Code::kMalformed, "no JSON at byte " + std::to_string(position)};
    return false;
  }

 private:
  struct Level {
    JsonType type;
    bool empty = true;
  };

  std::string& nested() { return document.members.back().value.text; }

  void separate() {
    if (!levels_.back().empty) nested().push_back(',');
    levels_.back().empty = false;
  }

  bool plain(JsonType type, const std::string& text) { return scalar(type, text, text); }

  bool scalar(JsonType type, const std::string& decoded, const std::string& json) {
    if (levels_.empty()) {
      document.root = {type, decoded};
    } else if (levels_.size() == 1) {
      document.members.back().value = {type, decoded};
    } else {
      if (levels_.back().type == JsonType::kArray) separate();
      nested() += json;
    }
    return true;
  }

  bool open(JsonType type, char bracket) {
    if (levels_.size() >= kMaxJsonDepth) return fail({Code::kLimitExceeded, "JSON nested deeper than 16 levels"});
    if (levels_.empty()) {
      if (type == JsonType::kArray) return fail({Code::kMalformed, "the JSON is a list"});
      document.root.type = type;
    } else {
      if (levels_.size() == 1) document.members.back().value.type = type;
      if (levels_.size() > 1 && levels_.back().type == JsonType::kArray) separate();
      nested().push_back(bracket);
    }
    levels_.push_back({type});
    return true;
  }

  bool close(char bracket) {
    levels_.pop_back();
    if (!levels_.empty()) nested().push_back(bracket);
    return true;
  }

  bool fail(Status why) {
    failure = std::move(why);
    return false;
  }

  std::vector<Level> levels_;
};

}  // namespace

const char* json_type_name(JsonType type) {
  switch (type) {
    case JsonType::kString:
      return "a string";
    case JsonType::kNumber:
      return "a number";
    case JsonType::kBoolean:
      return "a boolean";
    case JsonType::kNull:
      return "null";
    case JsonType::kObject:
      return "an object";
    case JsonType::kArray:
      return "a list";
  }
  return "unknown";
}

Result<JsonDocument> scan_json(std::string_view text) {
  Recorder recorder;
  if (!PlainJson::sax_parse(text.begin(), text.end(), &recorder)) return recorder.failure;
  return std::move(recorder.document);
}

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04X", static_cast<unsigned>(c));
      out += escape;
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace imprint::aigc
