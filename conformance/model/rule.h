// A rule: one testable statement of one clause (spec/conformance.md 2). Read from rubric/*.toml, never written by code.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "model/outcome.h"

namespace imprint_conform {

enum class Level { kMandatory, kRecommended, kInformative };
enum class How { kMachine, kHuman, kEither };  // kEither: a machine judges a part, a person the rest
std::string_view word_of(Level level);
std::string_view word_of(How how);

struct Rule {
  std::string id;        // "gb45438-5.2e-1": <document>-<clause>-<test number>; never reused, never renumbered
  std::string document;  // "GB 45438-2025"
  std::string clause;    // "5.2 e"
  std::string medium;    // applies_to.media: "image", "text", "audio", "video", "scene", "any"
  std::string role;      // applies_to.role: "generator", "platform", "store", "any"
  std::vector<std::string> formats;  // applies_to.formats; empty: all
  Level level = Level::kMandatory;
  How how = How::kMachine;
  std::string confidence;  // "P", "P2", "P2+", "S", "I", "U", "V"
  std::vector<std::string> open_points;
  BothLanguages text;
  std::string judge;                                     // a name of judges/judge_table.cc; empty with How::kHuman
  nlohmann::json parameters;                             // an object, for the judge
  Outcome on_unconfirmed = Outcome::kNeedsReview;        // what a failure becomes while confidence is U
  std::map<Outcome, BothLanguages> message;              // with {names} that the judge fills in
  std::map<Outcome, std::vector<std::string>> examples;  // ids of cases
  std::vector<std::string> sources;
  std::string since;
};

// A list of rule ids with levels: what one verdict is about.
struct ProfileRule {
  std::string id;
  Level level = Level::kMandatory;
};
struct Profile {
  std::string id;  // "cn-gb45438"
  BothLanguages title;
  bool law = true;  // imprint-quality is none
  std::vector<ProfileRule> rules;
};

struct Waiver {
  std::string rule, reason, person, until;  // until: "2027-03-31"
};

}  // namespace imprint_conform
