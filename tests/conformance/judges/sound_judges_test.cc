// What is heard of the explicit label of sound, judged: a rhythm passes and fails, and without one a person listens.
#include <doctest/doctest.h>

#include "judges/judges.h"

using namespace imprint_conform;
using nlohmann::json;

namespace {

Rule rule_of(const std::string& judge, const std::string& medium = "audio") {
  Rule rule;
  rule.id = "test-" + judge;
  rule.judge = judge;
  rule.medium = medium;
  rule.role = "generator";
  rule.confidence = "P2+";
  return rule;
}

json rhythm(const char* state, const char* note = nullptr, const char* place = "start") {
  json heard{{"state", state},       {"text", "short-long short-short"}, {"span_s", {0.0, 0.88}}, {"place", place},
             {"unit_s", 0.0795},     {"label_lufs", -23.04},             {"score", 0.96},         {"tone_hz", 880.0},
             {"contrast_db", 9.0}};
  if (note) heard["note"] = note;
  return heard;
}

Exhibit sound(const std::string& id, json heard) {
  Exhibit exhibit;
  exhibit.id = id;
  exhibit.act = "given";
  exhibit.medium = "audio";
  exhibit.format = "wav";
  exhibit.output = "00";
  exhibit.readings["audible"] = std::move(heard);
  return exhibit;
}

Exhibit picture(const std::string& id) {
  Exhibit exhibit;
  exhibit.id = id;
  exhibit.act = "given";
  exhibit.format = "png";
  exhibit.output = "00";
  return exhibit;
}

RuleResult judged(const Rule& rule, std::vector<Exhibit> exhibits, std::set<std::string> media = {"image", "audio"}) {
  Evidence evidence;
  evidence.exhibits = std::move(exhibits);
  evidence.kind = "folder";
  evidence.roles = {"generator"};
  evidence.media = std::move(media);
  const Profile profile{"test", {}, false, {{rule.id, Level::kMandatory}}};
  return judge_all({rule}, profile, {}, evidence).at(0);
}
Outcome outcome(const std::string& judge, json heard) {
  return judged(rule_of(judge), {sound("given/a.wav", std::move(heard))}).outcome;
}

const json kNone{{"state", "absent"}};

}  // namespace

TEST_CASE("sound: a rhythm that is right passes, and needs no voice") {
  CHECK(outcome("audible.present", rhythm("present")) == Outcome::kPass);
  CHECK(outcome("audible.rhythm", rhythm("present")) == Outcome::kPass);
  CHECK(outcome("audible.place", rhythm("present")) == Outcome::kPass);
  CHECK(outcome("audible.spoken", rhythm("present")) == Outcome::kNotApplicable);
}

TEST_CASE("sound: every place of the clause passes") {
  for (const char* place : {"start", "end", "middle"}) CHECK(outcome("audible.place", rhythm("present", nullptr, place)) == Outcome::kPass);
}

TEST_CASE("sound: a rhythm that is found and is not right fails by its reason, and its place is told all the same") {
  const json quiet = rhythm("not_legible", "it is too quiet");
  const RuleResult result = judged(rule_of("audible.rhythm"), {sound("given/a.wav", quiet)});
  CHECK(result.outcome == Outcome::kFail);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].measured == "it is too quiet; unit 80 ms, -23.0 LUFS beside silence");
  CHECK(result.findings[0].place == "0.00 s to 0.88 s");
  CHECK(outcome("audible.present", quiet) == Outcome::kNeedsReview);
  CHECK(outcome("audible.place", quiet) == Outcome::kPass);
  CHECK(outcome("audible.spoken", quiet) == Outcome::kNotApplicable);
}

TEST_CASE("sound: without a rhythm nothing passes and nothing fails: the label may be a voice") {
  for (const char* judge : {"audible.present", "audible.place", "audible.spoken"}) {
    CAPTURE(judge);
    const RuleResult result = judged(rule_of(judge), {sound("given/a.wav", kNone)});
    CHECK(result.outcome == Outcome::kNeedsReview);
    CHECK(result.reason == Reason::kUnclear);
  }
  CHECK(outcome("audible.rhythm", kNone) == Outcome::kNotApplicable);
}

TEST_CASE("sound: what was not listened to is no pass under any rule") {
  for (const json& heard : {json{{"error", "it does not decode"}}, json{{"state", "not_checked"}, {"note", "M4A is not decoded"}}, json::object()}) {
    for (const char* judge : {"audible.present", "audible.rhythm", "audible.place", "audible.spoken"}) {
      CAPTURE(judge);
      CHECK(outcome(judge, heard) == Outcome::kNeedsReview);
    }
  }
  Exhibit unread = sound("given/a.wav", kNone);
  unread.readings.clear();
  CHECK(judged(rule_of("audible.present"), {unread}).outcome == Outcome::kNotJudged);
}

TEST_CASE("sound: one file without a rhythm decides over those with one") {
  const RuleResult result = judged(rule_of("audible.present"), {sound("given/a.wav", rhythm("present")), sound("given/b.wav", kNone)});
  CHECK(result.outcome == Outcome::kNeedsReview);
  CHECK(result.files == 2);
}

TEST_CASE("media: rules of pictures do not apply to sound, rules of sound do not apply to pictures") {
  for (const char* judge : {"audible.present", "audible.rhythm", "audible.place", "audible.spoken"}) {
    CAPTURE(judge);
    const RuleResult result = judged(rule_of(judge), {picture("given/a.png")});
    CHECK(result.outcome == Outcome::kNotApplicable);
    CHECK(result.reason == Reason::kNoFileInScope);
    CHECK(judged(rule_of(judge), {picture("given/a.png")}, {"image"}).reason == Reason::kNotClaimed);
  }
  const RuleResult result = judged(rule_of("file.kept", "image"), {sound("given/a.wav", rhythm("present"))});
  CHECK(result.outcome == Outcome::kNotApplicable);
}

TEST_CASE("media: the explicit label of an export is asked for in the file's own medium, and pictures without OCR are not judged") {
  const Rule rule = rule_of("explicit.present", "any");
  CHECK(judged(rule, {sound("given/a.wav", rhythm("present"))}).outcome == Outcome::kPass);
  CHECK(judged(rule, {sound("given/a.wav", kNone)}).outcome == Outcome::kNeedsReview);
  const RuleResult both = judged(rule, {sound("given/a.wav", rhythm("present")), picture("given/b.png")});
  CHECK(both.outcome == Outcome::kNotJudged);
  CHECK(both.reason == Reason::kProgramMissing);
}

TEST_CASE("media: whoever claims neither pictures nor sound has nothing to show for a rule on any of them") {
  const RuleResult result = judged(rule_of("explicit.present", "any"), {}, {"text"});
  CHECK(result.outcome == Outcome::kNotApplicable);
  CHECK(result.reason == Reason::kNotClaimed);
}

TEST_CASE("files: one that a reader cannot read is left to a person, under every rule on what stands in it") {
  Exhibit broken = sound("given/a.wav", {{"error", "cut short"}});
  for (const char* reader : {"lint", "verify", "before_after"}) broken.readings[reader] = {{"error", "cut short"}};
  for (const char* judge : {"aigc.elements", "aigc.keys", "aigc.keyword", "layers.agree", "layers.two", "manifest.rubric", "latent.disclosure"}) {
    CAPTURE(judge);
    Rule rule = rule_of(judge, "any");
    rule.parameters = json::object();
    const RuleResult result = judged(rule, {broken});
    CHECK(result.outcome == Outcome::kNeedsReview);
    CHECK(result.reason == Reason::kUnclear);
    CHECK(fits(result.reason, result.outcome));
  }
  broken.readings.clear();
  Rule rule = rule_of("aigc.keys", "any");
  rule.parameters = json::object();
  CHECK(judged(rule, {broken}).reason == Reason::kLeftOut);
}

TEST_CASE("mill: what sound survives is not judged, and pictures that survive do not make it so") {
  Rule rule = rule_of("layers.survive_ladder", "any");
  rule.parameters = {{"attacks", {"jpeg-75"}}, {"recovery", 0.5}};
  const auto survives = [&](std::set<std::string> media, std::vector<Ladder> ladders) {
    Evidence evidence;
    evidence.kind = "command";
    evidence.roles = {"generator"};
    evidence.media = std::move(media);
    evidence.ladders = std::move(ladders);
    const Profile profile{"test", {}, false, {{rule.id, Level::kMandatory}}};
    return judge_all({rule}, profile, {}, evidence).at(0);
  };
  const auto ladder = [](double low, double high) {
    Ladder jpeg;
    jpeg.name = "jpeg";
    jpeg.steps = {{"75", 10, 10, low, high, 1}};
    return jpeg;
  };
  CHECK(survives({"image"}, {ladder(0.7, 1)}).outcome == Outcome::kPass);
  const RuleResult both = survives({"image", "audio"}, {ladder(0.7, 1)});
  CHECK(both.outcome == Outcome::kNotJudged);
  CHECK(both.reason == Reason::kMediumNotBuilt);
  CHECK(survives({"audio"}, {}).outcome == Outcome::kNotJudged);
  CHECK(survives({"image", "audio"}, {ladder(0, 0.3)}).outcome == Outcome::kFail);
}
