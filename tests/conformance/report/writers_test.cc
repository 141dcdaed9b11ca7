// JUnit and SARIF: an unjudged rule never looks like a pass, counts equal those of report.json, hostile texts stay
// texts.
#include <doctest/doctest.h>

#include <algorithm>

#include "conformance/report/sample.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/sarif.h"
#include "report/tables.h"

using namespace imprint_conform;
using nlohmann::json;

namespace {

size_t count(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

// The piece of JUnit about one rule.
std::string test_case(const std::string& xml, const std::string& id) {
  const size_t begin = xml.find("name=\"" + id + "\"");
  REQUIRE(begin != std::string::npos);
  return xml.substr(begin, xml.find("</testcase>", begin) - begin);
}

std::vector<Report> permuted() {
  std::vector<Report> reports;
  for (size_t shift = 0; shift < std::size(kAllOutcomes); ++shift) {
    Report report = sample::empty();
    for (size_t i = 0; i < std::size(kAllOutcomes); ++i) {
      const Outcome outcome = kAllOutcomes[(i + shift) % std::size(kAllOutcomes)];
      sample::add(report, sample::rule("gb45438-" + std::to_string(i), outcome));
    }
    reports.push_back(report);
  }
  return reports;
}

void each_rule(const Report& report, const std::string& xml) {
  for (const RuleResult& result : report.rules) {
    const std::string piece = test_case(xml, result.rule.id);
    CAPTURE(piece);
    const bool bare = piece.find("<failure") == std::string::npos && piece.find("<error") == std::string::npos &&
                      piece.find("<skipped") == std::string::npos;
    CHECK(bare == (result.outcome == Outcome::kPass));
    if (result.outcome == Outcome::kFail) CHECK(piece.find("<failure") != std::string::npos);
    if (result.outcome == Outcome::kError) CHECK(piece.find("<error") != std::string::npos);
    if (result.reason != Reason::kNone) CHECK(piece.find(word_of(result.reason)) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("JUnit: outcomes permuted, each rule looks like what became of it") {
  for (const Report& report : permuted()) each_rule(report, junit_xml(report));
}

TEST_CASE("JUnit: its counts are those of report.json") {
  const Report report = sample::whole();
  const std::string xml = junit_xml(report);
  const json counts = json::parse(report_json(report))["verdict"];
  const auto sum = [&](const char* outcome) {
    size_t n = 0;
    for (const char* level : {"mandatory", "recommended", "informative"}) n += counts[level][outcome].get<size_t>();
    return n;
  };
  CHECK(count(xml, "<testcase") == report.rules.size());
  CHECK(count(xml, "<failure") == sum("fail"));
  CHECK(count(xml, "<error") == sum("error"));
  CHECK(count(xml, "<skipped") == sum("needs_review") + sum("not_judged") + sum("not_applicable"));
  CHECK(xml.find("<testsuites name=\"imprint conform cn-gb45438\" tests=\"10\" failures=\"3\" errors=\"1\" "
                 "skipped=\"4\">") != std::string::npos);
  CHECK(test_case(xml, "cn-m-9-1").find("waived until 2027-03-31") != std::string::npos);
  CHECK(xml == junit_xml(report));
}

TEST_CASE("JUnit: hostile texts stay texts") {
  const std::string xml = junit_xml(sample::hostile());
  for (const char* part : {"<script", "]]>", "\x01", "\x1b", "\xe2\x80\xae", "b='2'"}) {
    CAPTURE(part);
    CHECK(xml.find(part) == std::string::npos);
  }
  CHECK(xml.find("[U+202E]") != std::string::npos);
}

TEST_CASE("SARIF: outcomes permuted, only fail and needs_review are results, and what was not judged is told of") {
  for (const Report& report : permuted()) {
    const json run = json::parse(sarif_json(report))["runs"][0];
    const auto about = [](const json& rows, const std::string& id, const char* key) {
      return std::count_if(rows.begin(), rows.end(),
                           [&](const json& row) { return row[json::json_pointer(key)].get<std::string>() == id; });
    };
    const json& call = run["invocations"][0];
    for (const RuleResult& result : report.rules) {
      const std::string& id = result.rule.id;
      const bool acts = result.outcome == Outcome::kFail || result.outcome == Outcome::kNeedsReview;
      CHECK(about(run["results"], id, "/ruleId") == acts);
      CHECK(about(call["toolExecutionNotifications"], id, "/associatedRule/id") == (result.outcome == Outcome::kError));
      CHECK(about(call["toolConfigurationNotifications"], id, "/associatedRule/id") ==
            (result.outcome == Outcome::kNotJudged));
    }
    CHECK(call["executionSuccessful"] == false);
    CHECK(run["properties"]["counts"]["not_judged"] == 1);
  }
}

TEST_CASE("SARIF: kind and level agree, and the level is the profile's") {
  const json run = json::parse(sarif_json(sample::whole()))["runs"][0];
  CHECK(run["results"].size() == 5);
  for (const json& row : run["results"]) {
    CHECK(row["ruleId"] == run["tool"]["driver"]["rules"][row["ruleIndex"].get<size_t>()]["id"]);
    const bool fail = row["kind"] == "fail";
    CHECK((fail || row["kind"] == "review"));
    CHECK((row["level"] == "none") == !fail);
    if (row["ruleId"] == "cn-m-5-2") CHECK(row["level"] == "warning");
    if (row["ruleId"] == "cn-m-9-1") CHECK(row["level"] == "error");
    CHECK(row["locations"].size() == 1);
  }
}

TEST_CASE("SARIF: hostile texts stay texts, and an exhibit's name is a relative URI") {
  const std::string text = sarif_json(sample::hostile());
  CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  const json run = json::parse(text)["runs"][0];
  for (const json& row : run["results"]) {
    const std::string uri = row["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    CHECK(uri.find_first_of("<>\"' :\\") == std::string::npos);
    CHECK(uri.front() != '/');
  }
}

TEST_CASE("tables: each caution has its cause and both languages") {
  Report report = sample::empty();
  sample::add(report, sample::rule("gb45438-1", Outcome::kPass));
  CHECK(cautions_of(report).empty());
  report.quick = report.test_certificates = true;
  report.suite["dirty"] = true;
  sample::add(report, sample::rule("gb45438-2", Outcome::kNotJudged));
  sample::add(report, sample::rule("gb45438-3", Outcome::kError));
  std::string ids;
  for (const Caution& caution : cautions_of(report)) {
    ids += caution.id + " ";
    CHECK_FALSE(caution.text.zh.empty());
  }
  CHECK(ids == "not_judged errors quick test_certificates dirty ");

  Report declining = sample::empty();
  sample::add(declining, sample::rule("gb45438-1", Outcome::kPass));
  declining.declined = {12, 12, "no JPEG"};
  REQUIRE(cautions_of(declining).size() == 1);
  CHECK(cautions_of(declining).front().id == "declined");
  CHECK(cautions_of(declining).front().text.en.find("12 of 12 pictures") != std::string::npos);
  CHECK(cautions_of(declining).front().text.en.find("\"no JPEG\"") != std::string::npos);
}
