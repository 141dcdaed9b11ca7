// The verdict of a table of rules: what was not judged never looks like a pass.
#include <doctest/doctest.h>

#include "model/report.h"

using namespace imprint_conform;

namespace {

RuleResult rule(Outcome outcome, How how = How::kMachine, Level level = Level::kMandatory) {
  RuleResult result;
  result.rule.how = how;
  result.level = level;
  result.outcome = outcome;
  return result;
}
Conformity state(std::vector<RuleResult> rules) { return verdict_of(rules, {}).state; }

}  // namespace

TEST_CASE("verdict: every outcome of one mandatory machine rule, beside a pass") {
  const auto with = [](Outcome outcome) { return state({rule(Outcome::kPass), rule(outcome)}); };
  CHECK(with(Outcome::kPass) == Conformity::kConformingAsJudged);
  CHECK(with(Outcome::kNotApplicable) == Conformity::kConformingAsJudged);
  CHECK(with(Outcome::kFail) == Conformity::kNotConforming);
  CHECK(with(Outcome::kNeedsReview) == Conformity::kUndecided);
  CHECK(with(Outcome::kNotJudged) == Conformity::kUndecided);
  CHECK(with(Outcome::kError) == Conformity::kUndecided);
}

TEST_CASE("verdict: people's rules do not block, and the headline counts them") {
  const Verdict verdict = verdict_of({rule(Outcome::kPass), rule(Outcome::kNeedsReview, How::kHuman)},
                                     {{"media", {"image"}}, {"formats", {"png", "jpeg"}}, {"roles", {"generator"}}});
  CHECK(verdict.state == Conformity::kConformingAsJudged);
  CHECK(verdict.headline.en ==
        "Conforming as judged: 1 of 2 mandatory rules judged by machine, 0 failed, 1 need a person, 0 not judged; "
        "scope: image; png, jpeg; generator.");
  CHECK(verdict.headline.zh.find("就已判定项目而言符合") == 0);
}

TEST_CASE("verdict: nothing that passed is no conformity") {
  CHECK(state({}) == Conformity::kUndecided);
  CHECK(state({rule(Outcome::kNotApplicable)}) == Conformity::kUndecided);
}

TEST_CASE("verdict: a recommended rule that fails decides nothing") {
  CHECK(state({rule(Outcome::kPass), rule(Outcome::kFail, How::kMachine, Level::kRecommended)}) ==
        Conformity::kConformingAsJudged);
}

TEST_CASE("verdict: a waiver changes the exit code and nothing else") {
  std::vector<RuleResult> rules{rule(Outcome::kPass), rule(Outcome::kFail)};
  CHECK(exit_code_of(rules) == 2);
  rules[1].waived_until = "2027-03-31";
  CHECK(exit_code_of(rules) == 0);
  CHECK(state(rules) == Conformity::kNotConforming);
  CHECK(exit_code_of({rule(Outcome::kPass), rule(Outcome::kNotJudged)}) == 1);
}

TEST_CASE("outcome and reason: words go and come back, and each reason stands beside one outcome") {
  for (const Outcome outcome : kAllOutcomes) CHECK(outcome_of(word_of(outcome)) == outcome);
  CHECK_FALSE(outcome_of("passed"));
  for (int i = 1; i <= static_cast<int>(Reason::kJudgeBroke); ++i) {
    const auto reason = static_cast<Reason>(i);
    CHECK(reason_of(word_of(reason)) == reason);
    int outcomes = 0;
    for (const Outcome outcome : kAllOutcomes) outcomes += fits(reason, outcome);
    CHECK(outcomes == 1);
    CHECK_FALSE(sentence_of(reason).zh.empty());
  }
  CHECK(fits(Reason::kNone, Outcome::kPass));
  CHECK(fits(Reason::kNone, Outcome::kFail));
  CHECK_FALSE(fits(Reason::kNone, Outcome::kNotJudged));
}
