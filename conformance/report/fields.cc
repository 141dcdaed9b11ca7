// Strict reading of JSON objects.
#include "report/fields.h"

#include <charconv>

#include "model/error.h"
#include "report/text.h"

namespace imprint_conform {

Fields::Fields(const nlohmann::json& object, std::string where) : object_(object), where_(std::move(where)) {
  if (!object.is_object()) throw ConformError(where_ + " is no object");
}

std::string Fields::path(std::string_view key) const {
  return where_.empty() ? std::string(key) : where_ + "." + std::string(key);
}

const nlohmann::json& Fields::at(const char* key) {
  const auto found = object_.find(key);
  if (found == object_.end()) throw ConformError(path(key) + " is missing");
  asked_.insert(key);
  return *found;
}

const nlohmann::json& Fields::object(const char* key) {
  const nlohmann::json& value = at(key);
  if (!value.is_object()) throw ConformError(path(key) + " is no object");
  return value;
}

const nlohmann::json& Fields::array(const char* key) {
  const nlohmann::json& value = at(key);
  if (!value.is_array()) throw ConformError(path(key) + " is no list");
  return value;
}

std::string Fields::text(const char* key) {
  const nlohmann::json& value = at(key);
  if (!value.is_string()) throw ConformError(path(key) + " is no text");
  return value.get<std::string>();
}

std::string Fields::digest(const char* key) {
  std::string value = text(key);
  if (!value.empty() && !is_sha256_hex(value)) {
    throw ConformError(path(key) + " is no SHA-256 in 64 hexadecimal digits: " + visible(value.substr(0, 80)));
  }
  return value;
}

uint64_t Fields::whole(const char* key) {
  const nlohmann::json& value = at(key);
  if (!value.is_number_integer() || (!value.is_number_unsigned() && value.get<int64_t>() < 0)) {
    throw ConformError(path(key) + " is no whole number");
  }
  return value.get<uint64_t>();
}

bool Fields::flag(const char* key) {
  const nlohmann::json& value = at(key);
  if (!value.is_boolean()) throw ConformError(path(key) + " is neither true nor false");
  return value.get<bool>();
}

double Fields::decimal(const char* key, int places) {
  const std::string value = text(key);
  double number = 0;
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), number, std::chars_format::fixed);
  const bool whole = error == std::errc{} && end == value.data() + value.size();
  if (!whole || imprint_conform::decimal(number, places, path(key)) != value) {
    throw ConformError(path(key) + " is no decimal with " + std::to_string(places) +
                       " digits after the point: " + visible(value.substr(0, 40)));
  }
  return number;
}

BothLanguages Fields::both(const char* key) {
  Fields fields(at(key), path(key));
  BothLanguages both{fields.text("en"), fields.text("zh")};
  fields.done();
  return both;
}

std::vector<std::string> Fields::texts(const char* key) {
  std::vector<std::string> texts;
  for (const nlohmann::json& item : array(key)) {
    if (!item.is_string()) throw ConformError(path(key) + " holds something that is no text");
    texts.push_back(item.get<std::string>());
  }
  return texts;
}

void Fields::done() const {
  for (const auto& [key, value] : object_.items()) {
    if (!asked_.contains(key)) throw ConformError(path(visible(key.substr(0, 80))) + " is not a known key");
  }
}

}  // namespace imprint_conform
