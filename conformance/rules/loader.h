// Reads what rule files, profiles, waivers and the list of faults say, strictly (spec/conformance.md 2): an unknown
// key, outcome, judge, parameter, placeholder or example refuses the file with a sentence that names file, line and
// thing.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/rule.h"

namespace imprint_conform {

struct RubricDocument {
  std::string file;                   // "gb45438.toml"
  std::string title;                  // "GB 45438-2025"
  std::vector<std::string> prefixes;  // of the ids of its rules
};

struct Rubric {
  std::vector<RubricDocument> documents;  // by file name
  std::vector<Rule> rules;                // by file name, then as in the file
  std::string sha256;  // of the rule files' bytes one after the other, by file name; faults.toml is none

  const Rule* find(std::string_view id) const;  // null: unknown
};

// What a rule may name. No set of cases: examples are not looked up.
struct Vocabulary {
  std::set<std::string> judges;
  std::optional<std::set<std::string>> cases;
};
Vocabulary default_vocabulary();  // every judge of judge_list.h, no cases

// Every *.toml of `folder` but faults.toml.
Rubric load_rubric(const std::string& folder, const Vocabulary& vocabulary = default_vocabulary());

// A profile's name is its file's: "cn-gb45438.toml" holds id = "cn-gb45438".
Profile load_profile(const std::string& file, const Rubric& rubric);

// Waivers that hold on `today` ("2026-11-30"), their last day included. Those that ended go to `ended`, if it is given.
std::vector<Waiver> load_waivers(const std::string& file, const Rubric& rubric, const std::string& today,
                                 std::vector<Waiver>* ended = nullptr);

// A day of the calendar as "2026-02-28"; nothing else is one.
bool is_day(std::string_view text);

// What the bad labeller can do wrong (rubric/faults.toml).
struct Fault {
  std::string id, en, verb;
  std::vector<std::string> profiles;             // under which it fails exactly `fails`
  std::vector<std::string> fails, reviews, may;  // ids of rules
};
struct ExampleCase {
  std::string id, en;
};
struct Faults {
  std::vector<Fault> faults;
  std::vector<ExampleCase> cases;          // examples that are no faults
  std::set<std::string> case_ids() const;  // theirs, and "fault-<id>" of each fault
};
Faults load_faults(const std::string& file, const Rubric& rubric);

}  // namespace imprint_conform
