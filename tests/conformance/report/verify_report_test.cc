// What is handed in: the statement says what the report says, and each thing that is wrong is complained of.
#include "report/verify_report.h"

#include <doctest/doctest.h>

#include "conformance/report/keys_for_tests.h"
#include "conformance/report/sample.h"
#include "model/error.h"
#include "report/dsse.h"
#include "report/json.h"
#include "report/run.h"
#include "report/statement.h"
#include "report/text.h"

using namespace imprint_conform;
using nlohmann::json;

namespace {

HandedIn handed_in(const Report& report, const std::vector<Signer>& signers = {}) {
  HandedIn whole;
  whole.report = report_json(report);
  Run run;
  run.report_sha256 = sha256_hex(whole.report);
  whole.run = run_json(run);
  if (signers.empty()) return whole;
  whole.envelope =
      sealed(statement_json(report, {{"report.json", sha256_hex(whole.report)}, {"run.json", sha256_hex(*whole.run)}}),
             signers);
  for (const Signer& signer : signers) whole.keys.push_back(signer.key);
  return whole;
}

std::string all(const std::vector<std::string>& complaints) {
  std::string text;
  for (const std::string& complaint : complaints) text += complaint + "\n";
  return text;
}
template <typename Change>
std::string complaints_after(Change change) {
  Report report = sample::whole();
  change(report);
  return all(verify_report(handed_in(report), {}));
}

}  // namespace

TEST_CASE("statement: every rule stands in the one list of its outcome") {
  const json statement = json::parse(statement_json(sample::whole(), {{"report.json", sample::kDigest}}));
  const json& predicate = statement["predicate"];
  CHECK(statement["_type"] == "https://in-toto.io/Statement/v1");
  CHECK(statement["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1");
  CHECK(predicate["result"] == "FAILED");
  CHECK(predicate["passedTests"] == json{"gb45438-pass", "cn-m-5-1"});
  CHECK(predicate["failedTests"] == json{"gb45438-fail", "cn-m-9-1"});
  CHECK(predicate["warnedTests"] == json::array({"cn-m-5-2"}));
  CHECK(predicate["notApplicableTests"] == json::array({"gb45438-not_applicable"}));
  CHECK(predicate["needsReviewTests"] == json{"gb45438-needs_review", "cn-m-8-1"});
  CHECK(predicate["notJudgedTests"] == json::array({"gb45438-not_judged"}));
  CHECK(predicate["errorTests"] == json::array({"gb45438-error"}));
  CHECK(predicate["configuration"].size() == 3);  // the attack list is not known
}

TEST_CASE("statement: PASSED for conforming as judged alone") {
  const auto result = [](Outcome outcome) {
    Report report = sample::empty();
    sample::add(report, sample::rule("gb45438-1", Outcome::kPass));
    sample::add(report, sample::rule("gb45438-2", outcome));
    const json statement = json::parse(statement_json(report, {{"report.json", sample::kDigest}}));
    return statement["predicate"]["result"].get<std::string>();
  };
  CHECK(result(Outcome::kPass) == "PASSED");
  CHECK(result(Outcome::kNotApplicable) == "PASSED");
  CHECK(result(Outcome::kFail) == "FAILED");
  CHECK(result(Outcome::kNeedsReview) == "WARNED");
  CHECK(result(Outcome::kNotJudged) == "WARNED");
  CHECK(result(Outcome::kError) == "WARNED");
  CHECK_THROWS_AS(statement_json(sample::whole(), {{"run.json", sample::kDigest}}), ConformError);
}

TEST_CASE("verify_report: a good one, with and without signatures, and with hostile texts") {
  for (const Report& report : {sample::whole(), sample::of_each_outcome()}) {
    CHECK(all(verify_report(handed_in(report), {})) == "");
    CHECK(all(verify_report(handed_in(report, {sample::signer(KeyKind::kEs256), sample::signer(KeyKind::kSm2)}),
                            {{sample::kDigest}, {sample::kDigest}, {}, {sample::kDigest}})) == "");
  }
  const std::string hostile = all(verify_report(handed_in(sample::hostile()), {}));
  CHECK(hostile.find("holds a failure") == std::string::npos);
  CHECK(hostile.find('\x1b') == std::string::npos);
}

TEST_CASE("verify_report: a flipped byte of the report is found, wherever it is") {
  const HandedIn whole = handed_in(sample::whole(), {sample::signer(KeyKind::kEd25519)});
  for (size_t i = 0; i < whole.report.size(); i += 37) {
    HandedIn flipped = whole;
    flipped.report[i] ^= 1;
    CHECK_FALSE(verify_report(flipped, {}).empty());
  }
}

TEST_CASE("verify_report: a statement about another report, or that says something else of this one") {
  const Signer signer = sample::signer(KeyKind::kEd25519);
  HandedIn whole = handed_in(sample::whole(), {signer});
  HandedIn other = handed_in(sample::of_each_outcome(), {signer});
  other.envelope = whole.envelope;
  CHECK(all(verify_report(other, {})).find("report.json is not the file that was signed") != std::string::npos);

  std::string statement = opened(*whole.envelope, {signer.key}).payload;
  statement.replace(statement.find("FAILED"), 6, "PASSED");
  whole.envelope = sealed(statement, {signer});
  CHECK(all(verify_report(whole, {})) == "the signed statement does not say what report.json says\n");
}

TEST_CASE("verify_report: an envelope without keys, with another key, or with other bytes") {
  HandedIn whole = handed_in(sample::whole(), {sample::signer(KeyKind::kEs256)});
  HandedIn without = whole;
  without.keys.clear();
  CHECK(all(verify_report(without, {})).find("no public key was given") != std::string::npos);
  HandedIn other = whole;
  other.keys = {sample::signer(KeyKind::kEs256).key};
  CHECK(all(verify_report(other, {})).find("no signature is by the ES256 key") != std::string::npos);
  whole.run = run_json(Run{});
  const std::string run = all(verify_report(whole, {}));
  CHECK(run.find("run.json is not the file that was signed") != std::string::npos);
  CHECK(run.find("run.json belongs to another report.json") != std::string::npos);
}

TEST_CASE("verify_report: digests that nobody knows") {
  const std::set<std::string> other{std::string(64, 'b')};
  const std::string text = all(verify_report(handed_in(sample::whole()), {other, other, other, other}));
  for (const char* key : {"rubric_sha256", "profile_sha256", "attacks_sha256", "manifest_sha256"}) {
    CHECK(text.find(std::string(key) + " is not known") != std::string::npos);
  }
}

TEST_CASE("verify_report: what contradicts itself") {
  const auto has = [](const std::string& text, const char* part) {
    CAPTURE(text);
    return text.find(part) != std::string::npos;
  };
  CHECK(has(complaints_after([](Report& r) { r.rules[0].findings = r.rules[1].findings; }), "holds a failure"));
  CHECK(has(complaints_after([](Report& r) { r.rules.push_back(r.rules[0]); }), "stands in the report twice"));
  CHECK(has(complaints_after([](Report& r) { r.rules.clear(); }), "holds no rule"));
  CHECK(has(complaints_after([](Report& r) { r.counts["ran"] = 0; }), "counts.ran is 0"));
  CHECK(has(complaints_after([](Report& r) { r.ladders[0].steps[0].k = 13; }), "13 of 12"));
  CHECK(has(complaints_after([](Report& r) { r.ladders[0].steps[0].low = 0.9; }), "not Wilson's of 12 of 12"));
  CHECK(has(complaints_after([](Report& r) { r.ladders[0].holds_to = "30"; }), "holds_to does not follow"));
  CHECK(has(complaints_after([](Report& r) { r.ladders[0].breaks_at = ""; }), "breaks_at does not follow"));
  CHECK(has(complaints_after([](Report& r) { r.claims[0].result = "confirmed"; }), "does not follow"));
  CHECK(has(complaints_after([](Report& r) { r.claims[0].result = "refuted"; }), "does not follow"));
  CHECK(has(complaints_after([](Report& r) { r.claims[1].result = "undecided"; }), "does not follow"));
  CHECK(has(complaints_after([](Report& r) { r.false_positives.found = 921; }), "more were found than tried"));
}
