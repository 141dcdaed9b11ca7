#include "rules/rule_reader.h"

#include <algorithm>
#include <array>

#include "rules/judge_list.h"

namespace imprint_conform {
namespace {

using Words = std::vector<std::string>;
const Words kMedia{"image", "text", "audio", "video", "scene", "interface", "other", "any"};
const Words kRoles{"generator", "platform", "store", "any"};
const Words kFormats{"png", "jpeg", "webp", "gif", "tiff", "avif", "heif", "wav", "aiff", "flac", "ogg", "mp3", "m4a"};
const Words kConfidences{"P", "P2", "P2+", "S", "I", "U", "V"};

std::string one_of(const StrictTable& table, std::string_view key, const Words& words) {
  const std::string word = table.text(key);
  if (std::find(words.begin(), words.end(), word) == words.end()) {
    table.refuse(key, std::string(key) + " is \"" + word + "\", none of " + list_of(words));
  }
  return word;
}

Outcome outcome_key(const StrictTable& table, const std::string& key) {
  const auto outcome = outcome_of(key);
  if (!outcome) table.refuse(key, "\"" + key + "\" is no outcome");
  return *outcome;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 4 && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_clause(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

// "<prefix>-<clause>-<number>" under one of the file's prefixes.
void read_id(const StrictTable& table, const std::map<std::string, std::string>& documents, Rule& rule) {
  rule.id = table.text("id");
  const size_t last = rule.id.rfind('-');
  for (const auto& [prefix, title] : documents) {
    if (rule.id.compare(0, prefix.size() + 1, prefix + "-") != 0 || last <= prefix.size()) continue;
    const std::string_view clause = std::string_view(rule.id).substr(prefix.size() + 1, last - prefix.size() - 1);
    if (!is_clause(clause) || !is_number(std::string_view(rule.id).substr(last + 1))) break;
    rule.document = title;
    return;
  }
  Words prefixes;
  for (const auto& [prefix, title] : documents) prefixes.push_back(prefix);
  table.refuse("id", "id " + rule.id + " is not <document>-<clause>-<number> with a prefix of this file (" +
                         list_of(prefixes) + ")");
}

void read_scope(const StrictTable& table, Rule& rule) {
  const StrictTable scope = table.table("applies_to");
  scope.only({"media", "role", "formats"});
  rule.medium = one_of(scope, "media", kMedia);
  rule.role = one_of(scope, "role", kRoles);
  rule.formats = scope.texts_or_none("formats");
  for (const std::string& format : rule.formats) {
    if (std::find(kFormats.begin(), kFormats.end(), format) == kFormats.end()) {
      scope.refuse("formats", "format " + format + " is none of " + list_of(kFormats));
    }
  }
}

How how_of(const StrictTable& table) {
  const std::string word = one_of(table, "how", {"machine", "human", "either"});
  return word == "machine" ? How::kMachine : word == "human" ? How::kHuman : How::kEither;
}

bool fits_type(const nlohmann::json& value, ParameterType type) {
  switch (type) {
    case ParameterType::kNumber: return value.is_number();
    case ParameterType::kText: return value.is_string() && !value.get_ref<const std::string&>().empty();
    case ParameterType::kFlag: return value.is_boolean();
    case ParameterType::kTexts:
      return value.is_array() && !value.empty() &&
             std::all_of(value.begin(), value.end(), [](const nlohmann::json& item) { return item.is_string(); });
  }
  return false;
}

void read_judge(const StrictTable& table, const Vocabulary& vocabulary, Rule& rule) {
  rule.judge = table.text("judge");
  const JudgeEntry* entry = find_judge(rule.judge);
  if (entry == nullptr || !vocabulary.judges.contains(rule.judge)) table.refuse("judge", "unknown judge " + rule.judge);
  if ((rule.judge == kHumanJudge) != (rule.how == How::kHuman)) {
    table.refuse("judge", "the judge is " + rule.judge + " and how is " + std::string(word_of(rule.how)));
  }
  rule.parameters = table.has("parameters") ? table.json("parameters") : nlohmann::json::object();
  if (!rule.parameters.is_object()) table.refuse("parameters", "parameters is no table");
  for (const auto& [name, value] : rule.parameters.items()) {
    const auto known =
        std::find_if(entry->parameters.begin(), entry->parameters.end(),
                     [&, &name = name](const JudgeParameter& parameter) { return parameter.name == name; });
    if (known == entry->parameters.end())
      table.refuse("parameters", "judge " + rule.judge + " knows no parameter " + name);
    if (!fits_type(value, known->type))
      table.refuse("parameters", "parameter " + name + " of judge " + rule.judge + " has the wrong type");
  }
  if (rule.parameters.size() != entry->parameters.size()) {
    table.refuse("judge", "judge " + rule.judge + " needs " + std::to_string(entry->parameters.size()) +
                              " parameters, there are " + std::to_string(rule.parameters.size()));
  }
}

// {name}: what the judge fills in, or a parameter of the rule that is one value.
bool is_placeholder(const std::string& name, const Rule& rule) {
  constexpr std::array<std::string_view, 5> kFilled{"files", "count", "file", "measured", "needed"};
  if (std::find(kFilled.begin(), kFilled.end(), name) != kFilled.end()) return true;
  return rule.parameters.contains(name) && !rule.parameters.at(name).is_array();
}

void check_placeholders(const StrictTable& table, const std::string& key, const std::string& text, const Rule& rule) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '}') table.refuse(key, "a } without its { in message." + key);
    if (text[at] != '{') continue;
    const size_t end = text.find('}', at);
    if (end == std::string::npos) table.refuse(key, "a { without its } in message." + key);
    const std::string name = text.substr(at + 1, end - at - 1);
    if (!is_placeholder(name, rule)) table.refuse(key, "unknown placeholder {" + name + "} in message." + key);
    at = end;
  }
}

std::vector<Outcome> needed_messages(const Rule& rule) {
  if (rule.how == How::kHuman) return {Outcome::kNeedsReview};
  if (rule.judge == kMediumNotBuilt || rule.judge == kUnknownText) return {Outcome::kNotJudged};
  const JudgeEntry* judge = find_judge(rule.judge);
  std::vector<Outcome> needed;
  if (judge->passes) needed.push_back(Outcome::kPass);
  needed.push_back(judge->fails && rule.confidence != "U" ? Outcome::kFail : Outcome::kNeedsReview);
  return needed;
}

void read_messages(const StrictTable& table, Rule& rule) {
  const StrictTable messages = table.table("message");
  for (const std::string& key : messages.keys()) {
    const Outcome outcome = outcome_key(messages, key);
    const BothLanguages text = messages.both_languages(key);
    check_placeholders(messages, key, text.en, rule);
    check_placeholders(messages, key, text.zh, rule);
    rule.message[outcome] = text;
  }
  for (const Outcome outcome : needed_messages(rule)) {
    if (!rule.message.contains(outcome))
      table.refuse("message", "rule " + rule.id + " has no message." + std::string(word_of(outcome)));
  }
  if (rule.confidence == "U" && rule.message.contains(Outcome::kFail)) {
    table.refuse("message", "rule " + rule.id + " is unconfirmed (U) and has a message for fail");
  }
}

void read_examples(const StrictTable& table, const Vocabulary& vocabulary, Rule& rule) {
  if (!table.has("examples")) return;
  const StrictTable examples = table.table("examples");
  for (const std::string& key : examples.keys()) {
    const Outcome outcome = outcome_key(examples, key);
    rule.examples[outcome] = examples.texts(key);
    for (const std::string& id : rule.examples[outcome]) {
      if (vocabulary.cases && !vocabulary.cases->contains(id)) examples.refuse(key, "example " + id + " is no case");
    }
  }
}

// Fail needs confidence.
void read_unconfirmed(const StrictTable& table, Rule& rule) {
  rule.confidence = one_of(table, "confidence", kConfidences);
  rule.on_unconfirmed =
      one_of(table, "on_unconfirmed", {"needs_review", "fail"}) == "fail" ? Outcome::kFail : Outcome::kNeedsReview;
  if (rule.confidence == "U" && rule.on_unconfirmed == Outcome::kFail) {
    table.refuse("on_unconfirmed", "rule " + rule.id + " is unconfirmed (U): it cannot fail");
  }
}

}  // namespace

Level level_of(const StrictTable& table, std::string_view key) {
  const std::string word = one_of(table, key, {"mandatory", "recommended", "informative"});
  return word == "mandatory" ? Level::kMandatory : word == "recommended" ? Level::kRecommended : Level::kInformative;
}

Rule read_rule(const StrictTable& table, const std::map<std::string, std::string>& documents,
               const Vocabulary& vocabulary) {
  table.only({"id", "clause", "applies_to", "level", "how", "confidence", "open_points", "text", "judge", "parameters",
              "on_unconfirmed", "message", "examples", "sources", "since"});
  Rule rule;
  read_id(table, documents, rule);
  rule.clause = table.text("clause");
  read_scope(table, rule);
  rule.level = level_of(table, "level");
  rule.how = how_of(table);
  read_unconfirmed(table, rule);
  rule.open_points = table.texts_or_none("open_points");
  rule.text = table.both_languages("text");
  read_judge(table, vocabulary, rule);
  read_messages(table, rule);
  read_examples(table, vocabulary, rule);
  rule.sources = table.texts("sources");
  rule.since = table.text("since");
  return rule;
}

}  // namespace imprint_conform
