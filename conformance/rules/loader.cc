#include "rules/loader.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "model/error.h"
#include "model/digest.h"
#include "rules/rule_reader.h"
#include "rules/strict_toml.h"

namespace imprint_conform {
namespace {

constexpr size_t kMostRuleBytes = size_t{1} << 20;

std::vector<std::string> rule_files(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".toml" && name != "faults.toml") names.push_back(name);
  }
  if (error) throw ConformError(folder + ": cannot be read as a folder of rule files");
  if (names.empty()) throw ConformError(folder + ": holds no rule file");
  std::sort(names.begin(), names.end());
  return names;
}

RubricDocument read_document(const StrictTable& root, const std::string& name, const Vocabulary& vocabulary,
                             std::vector<Rule>& rules) {
  root.only({"schema", "document", "prefixes", "rule"});
  root.integer("schema", 1, 1);
  RubricDocument document{name, root.text("document"), {}};
  const StrictTable prefixes = root.table("prefixes");
  std::map<std::string, std::string> documents;
  for (const std::string& prefix : prefixes.keys()) documents[prefix] = prefixes.text(prefix);
  for (const auto& [prefix, title] : documents) document.prefixes.push_back(prefix);
  for (const StrictTable& table : root.tables("rule")) rules.push_back(read_rule(table, documents, vocabulary));
  return document;
}

std::vector<std::string> parts_of(const Rule& rule) {
  return rule.judge == "composite" ? rule.parameters.at("rules").get<std::vector<std::string>>()
                                   : std::vector<std::string>();
}

// A composite of rules that are there, and never of itself, however far down.
void check_composite(const Rubric& rubric, const Rule& rule, std::vector<std::string>& above) {
  above.push_back(rule.id);
  for (const std::string& part : parts_of(rule)) {
    const Rule* found = rubric.find(part);
    if (found == nullptr)
      throw ConformError("rule " + rule.id + " is a composite of " + part + ", which no rule file holds");
    if (std::find(above.begin(), above.end(), part) != above.end()) {
      throw ConformError("rule " + rule.id + " is a composite of " + part + ", which is a composite of it");
    }
    check_composite(rubric, *found, above);
  }
  above.pop_back();
}

void check_whole(const Rubric& rubric, const std::string& folder) {
  std::map<std::string, std::string> owners;
  for (const RubricDocument& document : rubric.documents) {
    for (const std::string& prefix : document.prefixes) {
      const auto [place, fresh] = owners.emplace(prefix, document.file);
      if (!fresh)
        throw ConformError(folder + "/" + document.file + ": prefix " + prefix + " is that of " + place->second +
                           " too");
    }
  }
  for (const Rule& rule : rubric.rules) {
    std::vector<std::string> above;
    check_composite(rubric, rule, above);
  }
}

void check_ids_unique(const StrictTable& root, const std::string& file, std::map<std::string, std::string>& seen) {
  for (const StrictTable& table : root.tables("rule")) {
    const std::string id = table.text("id");
    const auto [place, fresh] = seen.emplace(id, file);
    if (!fresh) table.refuse("id", "rule " + id + " stands in " + place->second + " already");
  }
}

}  // namespace

const Rule* Rubric::find(std::string_view id) const {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

Rubric load_rubric(const std::string& folder, const Vocabulary& vocabulary) {
  Rubric rubric;
  std::string bytes;
  std::map<std::string, std::string> seen;
  for (const std::string& name : rule_files(folder)) {
    const std::string path = folder + "/" + name;
    const std::string text = read_text_file(path, kMostRuleBytes);
    const StrictTable root = StrictTable::parse(text, path);
    rubric.documents.push_back(read_document(root, name, vocabulary, rubric.rules));
    check_ids_unique(root, name, seen);
    bytes += text;
  }
  rubric.sha256 = sha256_hex(bytes);
  check_whole(rubric, folder);
  return rubric;
}

}  // namespace imprint_conform
