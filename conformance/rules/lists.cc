// Profiles, waivers and faults: the files that name rules.
#include <algorithm>
#include <filesystem>

#include "rules/judge_list.h"
#include "rules/loader.h"
#include "rules/rule_reader.h"
#include "rules/strict_toml.h"

namespace imprint_conform {
namespace {

const Rule& known_rule(const StrictTable& table, std::string_view key, const std::string& id, const Rubric& rubric) {
  const Rule* rule = rubric.find(id);
  if (rule == nullptr) table.refuse(key, "unknown rule " + id);
  return *rule;
}

bool holds(const Profile& profile, const std::string& id) {
  return std::any_of(profile.rules.begin(), profile.rules.end(),
                     [&](const ProfileRule& rule) { return rule.id == id; });
}

// A composite of which the profile holds no part would pass on nothing.
void check_composites(const StrictTable& root, const Profile& profile, const Rubric& rubric) {
  for (const ProfileRule& entry : profile.rules) {
    const Rule& rule = *rubric.find(entry.id);
    if (rule.judge != kComposite) continue;
    const auto parts = rule.parameters.at("rules").get<std::vector<std::string>>();
    if (std::none_of(parts.begin(), parts.end(), [&](const std::string& part) { return holds(profile, part); })) {
      root.refuse("rule", "rule " + rule.id + " is a composite of rules that the profile does not hold");
    }
  }
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int days_of_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

Fault read_fault(const StrictTable& table, const Rubric& rubric) {
  table.only({"id", "en", "verb", "profiles", "fails", "reviews", "may"});
  Fault fault{table.text("id"),          table.text("en"),     table.text("verb"),
              table.texts("profiles"),   table.texts("fails"), table.texts_or_none("reviews"),
              table.texts_or_none("may")};
  for (const char* key : {"fails", "reviews", "may"}) {
    for (const std::string& id : table.texts_or_none(key)) {
      const Rule& rule = known_rule(table, key, id, rubric);
      if (rule.confidence == "U" && std::string_view(key) == "fails")
        table.refuse(key, "rule " + id + " is unconfirmed (U): no fault fails it");
    }
  }
  return fault;
}

}  // namespace

Profile load_profile(const std::string& file, const Rubric& rubric) {
  const StrictTable root = StrictTable::read(file);
  root.only({"schema", "id", "title", "law", "rule"});
  root.integer("schema", 1, 1);
  Profile profile{root.text("id"), root.both_languages("title"), root.flag("law"), {}};
  if (profile.id != std::filesystem::path(file).stem().string())
    root.refuse("id", "id is " + profile.id + ", which is not the file's name");
  for (const StrictTable& table : root.tables("rule")) {
    table.only({"id", "level"});
    const ProfileRule rule{table.text("id"), level_of(table, "level")};
    known_rule(table, "id", rule.id, rubric);
    if (holds(profile, rule.id)) table.refuse("id", "rule " + rule.id + " stands in the profile already");
    profile.rules.push_back(rule);
  }
  check_composites(root, profile, rubric);
  return profile;
}

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const std::string_view year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
  if (!is_digits(year) || !is_digits(month) || !is_digits(day)) return false;
  const int y = std::stoi(std::string(year)), m = std::stoi(std::string(month)), d = std::stoi(std::string(day));
  return y >= 1970 && m >= 1 && m <= 12 && d >= 1 && d <= days_of_month(y, m);
}

std::vector<Waiver> load_waivers(const std::string& file, const Rubric& rubric, const std::string& today,
                                 std::vector<Waiver>* ended) {
  const StrictTable root = StrictTable::read(file);
  root.only({"schema", "waiver"});
  root.integer("schema", 1, 1);
  if (!is_day(today)) root.refuse("today is \"" + today + "\", no day such as 2026-11-30");
  std::vector<Waiver> waivers;
  std::set<std::string> seen;
  for (const StrictTable& table : root.tables("waiver")) {
    table.only({"rule", "reason", "person", "until"});
    Waiver waiver{table.text("rule"), table.text("reason"), table.text("person"), table.text("until")};
    known_rule(table, "rule", waiver.rule, rubric);
    if (!seen.insert(waiver.rule).second) table.refuse("rule", "rule " + waiver.rule + " is waived twice");
    if (!is_day(waiver.until)) table.refuse("until", "until is \"" + waiver.until + "\", no day such as 2026-11-30");
    if (waiver.until >= today) {
      waivers.push_back(std::move(waiver));
    } else if (ended != nullptr) {
      ended->push_back(std::move(waiver));
    }
  }
  return waivers;
}

std::set<std::string> Faults::case_ids() const {
  std::set<std::string> ids;
  for (const Fault& fault : faults) ids.insert("fault-" + fault.id);
  for (const ExampleCase& example : cases) ids.insert(example.id);
  return ids;
}

Faults load_faults(const std::string& file, const Rubric& rubric) {
  const StrictTable root = StrictTable::read(file);
  root.only({"schema", "fault", "case"});
  root.integer("schema", 1, 1);
  Faults faults;
  for (const StrictTable& table : root.tables("fault")) {
    const size_t before = faults.case_ids().size();
    faults.faults.push_back(read_fault(table, rubric));
    if (faults.case_ids().size() == before)
      table.refuse("id", "fault " + faults.faults.back().id + " stands there already");
  }
  for (const StrictTable& table : root.tables("case")) {
    table.only({"id", "en"});
    const size_t before = faults.case_ids().size();
    faults.cases.push_back({table.text("id"), table.text("en")});
    if (faults.case_ids().size() == before)
      table.refuse("id", "case " + faults.cases.back().id + " stands there already");
  }
  return faults;
}

Vocabulary default_vocabulary() { return {judge_names(), std::nullopt}; }

}  // namespace imprint_conform
