// A JSON object read strictly: every key is asked for once, and one that nobody asked for refuses the file.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "model/outcome.h"

namespace imprint_conform {

class Fields {
 public:
  // `where` names the object in what is thrown: "rules[3]".
  Fields(const nlohmann::json& object, std::string where);

  const nlohmann::json& at(const char* key);
  bool has(const char* key) const { return object_.contains(key); }
  const nlohmann::json& object(const char* key);
  const nlohmann::json& array(const char* key);
  std::string text(const char* key);
  std::string digest(const char* key);  // SHA-256 in hexadecimal; empty: not known
  uint64_t whole(const char* key);
  bool flag(const char* key);
  // A decimal string with exactly `places` digits after the point.
  double decimal(const char* key, int places);
  BothLanguages both(const char* key);
  std::vector<std::string> texts(const char* key);

  // ConformError where a key is left over.
  void done() const;
  std::string path(std::string_view key) const;

 private:
  const nlohmann::json& object_;
  std::string where_;
  std::set<std::string> asked_;
};

}  // namespace imprint_conform
