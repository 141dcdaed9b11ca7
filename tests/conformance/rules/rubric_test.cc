// What the rubric of the repository holds: its counts, its examples, and that profiles and faults fit it.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "rules/judge_list.h"
#include "rules/loader.h"

using namespace imprint_conform;

namespace {

const std::string kFolder = IMPRINT_CONFORMANCE "/rubric";

const Rubric& rubric() {
  static const Rubric read = load_rubric(kFolder);
  return read;
}
const Faults& faults() {
  static const Faults read = load_faults(kFolder + "/faults.toml", rubric());
  return read;
}

// The families of 5.1 and 5.3 to 5.6 stand beside the 61 rules of the Chinese texts.
bool of_another_medium_of_clause_5(const Rule& rule) {
  return rule.id.starts_with("gb45438-5.") && !rule.id.starts_with("gb45438-5.2");
}
std::vector<Rule> chinese_rules() {
  std::vector<Rule> rules;
  std::copy_if(rubric().rules.begin(), rubric().rules.end(), std::back_inserter(rules), [](const Rule& rule) {
    return (rule.id.starts_with("cn-m-") || rule.id.starts_with("gb45438-") || rule.id.starts_with("pg20")) &&
           !of_another_medium_of_clause_5(rule);
  });
  return rules;
}
bool has_machine_judge(const Rule& rule) {
  return rule.how != How::kHuman && rule.judge != kMediumNotBuilt && rule.judge != kUnknownText;
}
// Some judges tell where a person has to listen, and pass or fail nothing by themselves.
bool may_pass(const Rule& rule) { return has_machine_judge(rule) && find_judge(rule.judge)->passes; }
bool may_fail(const Rule& rule) { return has_machine_judge(rule) && find_judge(rule.judge)->fails; }

template <typename Predicate>
size_t count_of(const std::vector<Rule>& rules, Predicate predicate) {
  return static_cast<size_t>(std::count_if(rules.begin(), rules.end(), predicate));
}

}  // namespace

TEST_CASE("rubric: 61 rules of the Chinese texts, 51 with a machine judge, 5 for people alone") {
  const std::vector<Rule> rules = chinese_rules();
  CHECK(rules.size() == 61);
  CHECK(count_of(rules, has_machine_judge) == 51);  // cn-m-4.2-1 of sound, and 50 of pictures
  CHECK(count_of(rules, [](const Rule& rule) { return rule.how == How::kHuman; }) == 5);
  CHECK(count_of(rules, [](const Rule& rule) { return rule.how == How::kEither; }) == 3);
  CHECK(count_of(rules, [](const Rule& rule) { return rule.judge == kMediumNotBuilt; }) == 4);
  CHECK(count_of(rules, [](const Rule& rule) { return rule.judge == kUnknownText; }) == 1);
}

TEST_CASE("rubric: each clause on a medium that is not built has a rule, and none of them has a judge") {
  for (const char* family : {"gb45438-5.1", "gb45438-5.4", "gb45438-5.5", "gb45438-5.6"}) {
    CAPTURE(family);
    const size_t all = count_of(rubric().rules, [&](const Rule& rule) { return rule.id.starts_with(family); });
    const size_t waiting = count_of(
        rubric().rules, [&](const Rule& rule) { return rule.id.starts_with(family) && rule.judge == kMediumNotBuilt; });
    CHECK(all >= 1);
    CHECK(waiting == all);
  }
}

TEST_CASE("rubric: clause 5.3 on sound has four rules, each with a judge") {
  std::map<std::string, std::string> judges;
  for (const Rule& rule : rubric().rules) {
    if (rule.medium == "audio") judges[rule.id] = rule.judge;
  }
  CHECK(judges == std::map<std::string, std::string>{{"cn-m-4.2-1", "audible.present"},
                                                     {"gb45438-5.3b-1", "audible.spoken"},
                                                     {"gb45438-5.3x-1", "audible.spoken"},
                                                     {"gb45438-5.3x-2", "audible.rhythm"},
                                                     {"gb45438-5.3x-3", "audible.place"}});
}

TEST_CASE("rubric: every rule with a machine judge has a pass, a fail and a not_applicable example that exist") {
  const std::set<std::string> cases = faults().case_ids();
  for (const Rule& rule : rubric().rules) {
    if (!has_machine_judge(rule)) continue;
    CAPTURE(rule.id);
    CHECK(rule.examples.contains(Outcome::kPass) == may_pass(rule));
    CHECK(rule.examples.contains(Outcome::kNotApplicable));
    // What the programme's own rubric says of a file needs a report of somebody else's validator.
    CHECK(rule.examples.contains(Outcome::kFail) == (may_fail(rule) && rule.id != "c2pa-rubric-1"));
    if (!may_pass(rule) || !may_fail(rule)) CHECK(rule.examples.contains(Outcome::kNeedsReview));
    for (const auto& [outcome, ids] : rule.examples) {
      for (const std::string& id : ids) CHECK_MESSAGE(cases.contains(id), rule.id, " names ", id);
    }
  }
}

TEST_CASE("rubric: a fault is a fail example of exactly the rules that it fails") {
  std::map<std::string, std::set<std::string>> said, listed;
  for (const Rule& rule : rubric().rules) {
    const auto found = rule.examples.find(Outcome::kFail);
    if (found == rule.examples.end()) continue;
    for (const std::string& id : found->second) said[id].insert(rule.id);
  }
  for (const Fault& fault : faults().faults) listed["fault-" + fault.id] = {fault.fails.begin(), fault.fails.end()};
  CHECK(listed.size() >= 80);
  CHECK(said == listed);
}

TEST_CASE("rubric: every case beside the faults is an example of some rule") {
  std::set<std::string> named;
  for (const Rule& rule : rubric().rules) {
    for (const auto& [outcome, ids] : rule.examples) named.insert(ids.begin(), ids.end());
  }
  for (const ExampleCase& example : faults().cases) CHECK_MESSAGE(named.contains(example.id), example.id);
}

TEST_CASE("rubric: the composites say what they are made of") {
  const Rule* standard = rubric().find("cn-m-11-1");
  const Rule* annex = rubric().find("gb45438-6.1b-1");
  REQUIRE(standard != nullptr);
  REQUIRE(annex != nullptr);
  std::set<std::string> parts;
  for (const auto& id : standard->parameters.at("rules")) parts.insert(id.get<std::string>());
  for (const auto& id : annex->parameters.at("rules")) parts.insert(id.get<std::string>());
  for (const Rule& rule : chinese_rules()) {
    const bool of_standard = rule.id.starts_with("gb45438-") && rule.level == Level::kMandatory;
    CHECK_MESSAGE(parts.contains(rule.id) == of_standard, rule.id);
  }
  for (const Rule& rule : rubric().rules) {
    if (rule.id.starts_with("gb45438-5.3")) CHECK_MESSAGE(parts.contains(rule.id), rule.id);
  }
  // A fault that fails a part fails the whole.
  for (const Fault& fault : faults().faults) {
    const std::set<std::string> fails(fault.fails.begin(), fault.fails.end());
    const bool part =
        std::any_of(fails.begin(), fails.end(), [&](const std::string& id) { return parts.contains(id); });
    CHECK_MESSAGE(part == fails.contains(standard->id), fault.id);
  }
}

TEST_CASE("rubric: every judge of the list is named by a rule") {
  std::set<std::string> named;
  for (const Rule& rule : rubric().rules) named.insert(rule.judge);
  CHECK(named == judge_names());
}

TEST_CASE("profiles: six, each of which reads; cn-gb45438 holds every rule of the Chinese texts") {
  std::map<std::string, Profile> profiles;
  for (const auto& entry : std::filesystem::directory_iterator(IMPRINT_CONFORMANCE "/profiles")) {
    Profile profile = load_profile(entry.path().string(), rubric());
    profiles.emplace(profile.id, std::move(profile));
  }
  CHECK(profiles.size() == 6);
  REQUIRE(profiles.contains("cn-gb45438"));
  std::set<std::string> held;
  for (const ProfileRule& rule : profiles.at("cn-gb45438").rules) held.insert(rule.id);
  for (const Rule& rule : chinese_rules()) CHECK_MESSAGE(held.contains(rule.id), rule.id);
  CHECK(held.size() == 77);
  CHECK_FALSE(profiles.at("imprint-quality").law);
  for (const Fault& fault : faults().faults) {
    for (const std::string& id : fault.profiles) CHECK_MESSAGE(profiles.contains(id), fault.id);
  }
}

TEST_CASE("profiles: each mandatory rule with a machine judge is failed by a fault under that profile") {
  for (const auto& entry : std::filesystem::directory_iterator(IMPRINT_CONFORMANCE "/profiles")) {
    const Profile profile = load_profile(entry.path().string(), rubric());
    std::set<std::string> failed;
    for (const Fault& fault : faults().faults) {
      if (std::find(fault.profiles.begin(), fault.profiles.end(), profile.id) == fault.profiles.end()) continue;
      failed.insert(fault.fails.begin(), fault.fails.end());
    }
    for (const ProfileRule& rule : profile.rules) {
      if (rule.level != Level::kMandatory || !may_fail(*rubric().find(rule.id))) continue;
      if (profile.id == "cn-platform" && !rule.id.starts_with("cn-m-6"))
        continue;  // the label's form: under cn-gb45438
      CHECK_MESSAGE(failed.contains(rule.id), profile.id, " ", rule.id);
    }
  }
}

TEST_CASE("rubric: nothing that is unconfirmed can fail") {
  for (const Rule& rule : rubric().rules) {
    if (rule.confidence == "U") CHECK(rule.on_unconfirmed == Outcome::kNeedsReview);
  }
}

TEST_CASE("rubric: its digest is that of the files' bytes, and does not count the faults") {
  const Rubric again = load_rubric(kFolder);
  CHECK(again.sha256 == rubric().sha256);
  CHECK(again.sha256.size() == 64);
}
