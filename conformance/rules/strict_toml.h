// TOML read strictly: every key has to be known, every value has to have its type, and each refusal names file, line
// and thing. What a file says by mistake must never look like a rule that passed.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace imprint_conform {

struct BothLanguages;

// One table of a file. Copies are cheap and keep the file's tree alive.
class StrictTable {
 public:
  static StrictTable parse(const std::string& text, const std::string& file);
  static StrictTable read(const std::string& path);

  // Refuses the file when the table holds any other key.
  void only(std::initializer_list<std::string_view> keys) const;
  bool has(std::string_view key) const;
  std::vector<std::string> keys() const;  // sorted

  // Each refuses the file when the key is absent or of another type. Texts are not empty and hold no control
  // characters.
  std::string text(std::string_view key) const;
  int64_t integer(std::string_view key, int64_t least, int64_t most) const;
  double number(std::string_view key) const;  // finite; whole numbers too
  bool flag(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;  // not empty, none twice
  std::vector<int64_t> integers(std::string_view key, int64_t least, int64_t most) const;
  BothLanguages both_languages(std::string_view key) const;  // a table of en and zh, both needed
  StrictTable table(std::string_view key) const;
  std::vector<StrictTable> tables(std::string_view key) const;  // an array of tables
  nlohmann::json json(std::string_view key) const;              // any value but dates

  // As above, and `fallback` when the key is absent.
  std::string text_or(std::string_view key, std::string fallback) const;
  int64_t integer_or(std::string_view key, int64_t least, int64_t most, int64_t fallback) const;
  bool flag_or(std::string_view key, bool fallback) const;
  std::vector<std::string> texts_or_none(std::string_view key) const;
  std::vector<StrictTable> tables_or_none(std::string_view key) const;

  // Throws a ConformError: "file:line: what". The line is that of the key, or of the table when it has no such key.
  [[noreturn]] void refuse(std::string_view key, const std::string& what) const;
  [[noreturn]] void refuse(const std::string& what) const { refuse("", what); }

 private:
  struct Node;  // hides toml++ from everybody who reads a table
  explicit StrictTable(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  std::shared_ptr<const Node> node_;
};

// "a, b and c", for sentences that list what would have been right.
std::string list_of(const std::vector<std::string>& words);

}  // namespace imprint_conform
