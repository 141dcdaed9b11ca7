#include "rules/strict_toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "model/error.h"
#include "model/outcome.h"
#include "model/digest.h"

namespace imprint_conform {

struct StrictTable::Node {
  std::shared_ptr<const toml::table> root;
  const toml::table* table = nullptr;
  std::string file, name;  // "rule", "rule.message": for sentences

  const toml::node* find(std::string_view key) const { return table->get(key); }
  std::string path(std::string_view key) const {
    return name.empty() ? std::string(key) : name + "." + std::string(key);
  }
  [[noreturn]] void refuse(const toml::node* at, const std::string& what) const {
    const uint32_t line = (at == nullptr ? table : at)->source().begin.line;
    throw ConformError(file + ":" + std::to_string(line == 0 ? 1 : line) + ": " + what);
  }
  const toml::node& need(std::string_view key) const {
    const toml::node* node = find(key);
    if (node == nullptr) refuse(nullptr, path(key) + " is missing");
    return *node;
  }
};

namespace {

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

const char* complaint_on_text(const toml::node& node) {
  const toml::value<std::string>* text = node.as_string();
  if (text == nullptr) return " is no string";
  if (text->get().empty()) return " is empty";
  return has_control_character(text->get()) ? " holds a control character" : nullptr;
}

// Empty: a date or a time, which no file of the suite holds as such.
std::optional<nlohmann::json> json_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* integer = node.as_integer()) return integer->get();
  if (const auto* number = node.as_floating_point()) return number->get();
  if (const auto* flag = node.as_boolean()) return flag->get();
  if (const auto* array = node.as_array()) {
    nlohmann::json list = nlohmann::json::array();
    for (const toml::node& item : *array) {
      const auto value = json_of(item);
      if (!value) return std::nullopt;
      list.push_back(*value);
    }
    return list;
  }
  if (const auto* table = node.as_table()) {
    nlohmann::json object = nlohmann::json::object();
    for (const auto& [key, item] : *table) {
      const auto value = json_of(item);
      if (!value) return std::nullopt;
      object[std::string(key.str())] = *value;
    }
    return object;
  }
  return std::nullopt;
}

}  // namespace

StrictTable StrictTable::parse(const std::string& text, const std::string& file) {
  try {
    auto root = std::make_shared<const toml::table>(toml::parse(std::string_view(text), file));
    auto node = std::make_shared<Node>();
    node->table = root.get();
    node->root = std::move(root);
    node->file = file;
    return StrictTable(std::move(node));
  } catch (const toml::parse_error& e) {
    throw ConformError(file + ":" + std::to_string(e.source().begin.line) + ": " + std::string(e.description()));
  }
}

StrictTable StrictTable::read(const std::string& path) { return parse(read_text_file(path), path); }

void StrictTable::only(std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, node] : *node_->table) {
    if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
    node_->refuse(&node, "unknown key " + node_->path(key.str()) +
                             " (known: " + list_of(std::vector<std::string>(keys.begin(), keys.end())) + ")");
  }
}

bool StrictTable::has(std::string_view key) const { return node_->find(key) != nullptr; }

std::vector<std::string> StrictTable::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, node] : *node_->table) keys.emplace_back(key.str());
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::string StrictTable::text(std::string_view key) const {
  const toml::node& node = node_->need(key);
  if (const char* complaint = complaint_on_text(node)) node_->refuse(&node, node_->path(key) + complaint);
  return node.as_string()->get();
}

int64_t StrictTable::integer(std::string_view key, int64_t least, int64_t most) const {
  const toml::node& node = node_->need(key);
  if (!node.is_integer()) node_->refuse(&node, node_->path(key) + " is no whole number");
  const int64_t value = node.as_integer()->get();
  if (value < least || value > most) {
    node_->refuse(&node, node_->path(key) + " is " + std::to_string(value) + ", not " + std::to_string(least) + " to " +
                             std::to_string(most));
  }
  return value;
}

double StrictTable::number(std::string_view key) const {
  const toml::node& node = node_->need(key);
  if (!node.is_number()) node_->refuse(&node, node_->path(key) + " is no number");
  const double value =
      node.is_integer() ? static_cast<double>(node.as_integer()->get()) : node.as_floating_point()->get();
  if (!std::isfinite(value)) node_->refuse(&node, node_->path(key) + " is not finite");
  return value;
}

bool StrictTable::flag(std::string_view key) const {
  const toml::node& node = node_->need(key);
  if (!node.is_boolean()) node_->refuse(&node, node_->path(key) + " is neither true nor false");
  return node.as_boolean()->get();
}

std::vector<std::string> StrictTable::texts(std::string_view key) const {
  const toml::node& node = node_->need(key);
  if (!node.is_array()) node_->refuse(&node, node_->path(key) + " is no list");
  std::vector<std::string> texts;
  std::set<std::string> seen;
  for (const toml::node& item : *node.as_array()) {
    if (const char* complaint = complaint_on_text(item))
      node_->refuse(&item, "an entry of " + node_->path(key) + complaint);
    texts.push_back(item.as_string()->get());
    if (!seen.insert(texts.back()).second) node_->refuse(&item, node_->path(key) + " holds " + texts.back() + " twice");
  }
  if (texts.empty()) node_->refuse(&node, node_->path(key) + " is empty");
  return texts;
}

std::vector<int64_t> StrictTable::integers(std::string_view key, int64_t least, int64_t most) const {
  const toml::node& node = node_->need(key);
  if (!node.is_array()) node_->refuse(&node, node_->path(key) + " is no list");
  std::vector<int64_t> integers;
  for (const toml::node& item : *node.as_array()) {
    if (!item.is_integer() || item.as_integer()->get() < least || item.as_integer()->get() > most) {
      node_->refuse(&item, "an entry of " + node_->path(key) + " is no whole number from " + std::to_string(least) +
                               " to " + std::to_string(most));
    }
    integers.push_back(item.as_integer()->get());
  }
  if (integers.empty()) node_->refuse(&node, node_->path(key) + " is empty");
  return integers;
}

BothLanguages StrictTable::both_languages(std::string_view key) const {
  const StrictTable both = table(key);
  both.only({"en", "zh"});
  return {both.text("en"), both.text("zh")};
}

StrictTable StrictTable::table(std::string_view key) const {
  const toml::node& node = node_->need(key);
  if (!node.is_table()) node_->refuse(&node, node_->path(key) + " is no table");
  auto inner = std::make_shared<Node>(*node_);
  inner->table = node.as_table();
  inner->name = node_->path(key);
  return StrictTable(std::move(inner));
}

std::vector<StrictTable> StrictTable::tables(std::string_view key) const {
  const toml::node& node = node_->need(key);
  if (!node.is_array()) node_->refuse(&node, node_->path(key) + " is no list of tables");
  std::vector<StrictTable> tables;
  for (const toml::node& item : *node.as_array()) {
    if (!item.is_table()) node_->refuse(&item, "an entry of " + node_->path(key) + " is no table");
    auto inner = std::make_shared<Node>(*node_);
    inner->table = item.as_table();
    inner->name = node_->path(key);
    tables.push_back(StrictTable(std::move(inner)));
  }
  if (tables.empty()) node_->refuse(&node, node_->path(key) + " is empty");
  return tables;
}

nlohmann::json StrictTable::json(std::string_view key) const {
  const toml::node& node = node_->need(key);
  auto value = json_of(node);
  if (!value) node_->refuse(&node, node_->path(key) + " holds a date; write it as a string");
  return std::move(*value);
}

std::string StrictTable::text_or(std::string_view key, std::string fallback) const {
  return has(key) ? text(key) : std::move(fallback);
}
int64_t StrictTable::integer_or(std::string_view key, int64_t least, int64_t most, int64_t fallback) const {
  return has(key) ? integer(key, least, most) : fallback;
}
bool StrictTable::flag_or(std::string_view key, bool fallback) const { return has(key) ? flag(key) : fallback; }
std::vector<std::string> StrictTable::texts_or_none(std::string_view key) const {
  return has(key) ? texts(key) : std::vector<std::string>();
}
std::vector<StrictTable> StrictTable::tables_or_none(std::string_view key) const {
  return has(key) ? tables(key) : std::vector<StrictTable>();
}

void StrictTable::refuse(std::string_view key, const std::string& what) const {
  node_->refuse(key.empty() ? nullptr : node_->find(key), what);
}

std::string list_of(const std::vector<std::string>& words) {
  std::string list;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " and " : ", ";
    list += words[i];
  }
  return list;
}

}  // namespace imprint_conform
