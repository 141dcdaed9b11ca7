// report.json and run.json: what is written reads back to the same bytes, and anything else is refused by name.
#include "report/json.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "conformance/report/sample.h"
#include "model/error.h"
#include "report/run.h"
#include "report/text.h"

using namespace imprint_conform;
using nlohmann::json;

namespace {

std::string refusal(const std::string& text) {
  try {
    report_of(text);
  } catch (const ConformError& error) {
    return error.what();
  }
  return "";
}
template <typename Change>
std::string refusal_after(Change change) {
  json object = json::parse(report_json(sample::whole()));
  change(object);
  return refusal(json_text(object));
}
bool says(const std::string& text, const char* part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("report.json: reads back to the same bytes, also with hostile texts in it") {
  for (const Report& report : {sample::empty(), sample::of_each_outcome(), sample::whole(), sample::hostile()}) {
    const std::string text = report_json(report);
    CHECK(text == report_json(report));
    const Report back = report_of(text);
    CHECK(report_json(back) == text);
    CHECK(back.rules.size() == report.rules.size());
    CHECK(back.thumbnails.empty());
  }
}

TEST_CASE("report.json: every outcome keeps its word, and each has its own count") {
  const json object = json::parse(report_json(sample::of_each_outcome()));
  CHECK(object["rules"].size() == 6);
  for (const json& rule : object["rules"]) {
    CHECK(rule["id"].get<std::string>() == "gb45438-" + rule["outcome"].get<std::string>());
    CHECK((rule["outcome"] == "pass" || rule["outcome"] == "fail") == (rule["reason"] == ""));
    CHECK(object["verdict"]["mandatory"][rule["outcome"].get<std::string>()] == 1);
  }
}

TEST_CASE("report.json: no fraction stands in it as a number") {
  Report report = sample::whole();
  report.subject["statement"]["claims"] = {{"bound", 1e-6}, {"recovery", {0.95, 1.0}}};
  const json object = json::parse(report_json(report));
  CHECK(object["subject"]["statement"]["claims"]["bound"] == "0.000001");
  CHECK(object["subject"]["statement"]["claims"]["recovery"] == json{"0.95", "1"});
  const json leaves = object.flatten();
  for (auto leaf = leaves.begin(); leaf != leaves.end(); ++leaf) {
    CAPTURE(leaf.key());
    CHECK_FALSE(leaf->is_number_float());
  }
  report.quality.psnr_mean_db = std::numeric_limits<double>::infinity();
  CHECK(std::isinf(report_of(report_json(report)).quality.psnr_mean_db));
  report.quality = {};
  CHECK(nlohmann::json::parse(report_json(report)).at("quality").at("psnr_mean_db").is_null());
  CHECK(report_of(report_json(report)).quality.n == 0);
  report.quality.n = 1;
  report.quality.ssim_mean = std::nan("");
  CHECK_THROWS_WITH_AS(report_json(report), "quality.ssim_mean is no finite number", ConformError);
}

TEST_CASE("report.json: hidden characters and broken UTF-8 are escapes") {
  const std::string text = report_json(sample::hostile());
  CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  CHECK(text.find("\\u202E") != std::string::npos);
  CHECK(text.find('\x7f') == std::string::npos);
  CHECK(json::accept(text));
}

TEST_CASE("report.json: what the reader refuses, it names") {
  CHECK(says(refusal("{"), "report.json is no JSON"));
  CHECK(says(refusal(std::string(100000, '[')), "nested deeper than 24"));
  CHECK(says(refusal_after([](json& o) { o["more"] = 1; }), "more is not a known key"));
  CHECK(says(refusal_after([](json& o) { o.erase("claims"); }), "claims is missing"));
  CHECK(says(refusal_after([](json& o) { o["schema"] = 2; }), "schema 2"));
  CHECK(says(refusal_after([](json& o) { o["rules"][1]["outcome"] = "passed"; }), "rules[1].outcome"));
  CHECK(says(refusal_after([](json& o) { o["rules"][1]["reason"] = "why"; }), "rules[1].reason"));
  CHECK(says(refusal_after([](json& o) { o["rules"][1]["reason"] = "no_judge"; }), "does not stand beside fail"));
  CHECK(says(refusal_after([](json& o) { o["rules"][0]["files"] = -1; }), "rules[0].files is no whole number"));
  CHECK(says(refusal_after([](json& o) { o["rules"][0]["level"] = "must"; }), "rules[0].level"));
  CHECK(says(refusal_after([](json& o) { o["rules"][0]["note"] = ""; }), "rules[0].note is not a known key"));
  CHECK(says(refusal_after([](json& o) { o["claims"][0]["lo"] = 0.5; }), "claims[0].lo is no text"));
  CHECK(says(refusal_after([](json& o) { o["claims"][0]["lo"] = "0.5"; }), "claims[0].lo is no decimal with 6"));
  CHECK(says(refusal_after([](json& o) { o["claims"][0]["lo"] = "nan"; }), "claims[0].lo is no finite number"));
  CHECK(says(refusal_after([](json& o) { o["claims"][0]["result"] = "yes"; }), "claims[0].result"));
  CHECK(says(refusal_after([](json& o) { o["suite"]["rubric_sha256"] = "A"; }), "suite.rubric_sha256"));
  CHECK(says(refusal_after([](json& o) { o["suite"]["profile"] = "c2pa"; }), "suite.profile is c2pa"));
  CHECK(says(refusal_after([](json& o) { o["subject"]["kind"] = "dll"; }), "subject.kind is dll"));
  CHECK(says(refusal_after([](json& o) { o["subject"]["statement"]["x"] = 0.5; }), "not in the form"));
}

TEST_CASE("report.json: a verdict that does not follow from the rules is refused") {
  const char* why = "does not follow from its rules";
  CHECK(says(refusal_after([](json& o) { o["verdict"]["state"] = "conforming_as_judged"; }), why));
  CHECK(says(refusal_after([](json& o) { o["verdict"]["mandatory"]["pass"] = 9; }), why));
  CHECK(says(refusal_after([](json& o) { o["verdict"]["headline"]["en"] = "Conforming"; }), why));
  CHECK(says(refusal_after([](json& o) { o["rules"][1]["outcome"] = "pass"; }), why));
}

TEST_CASE("report.json: other white space, order or doubled keys are another file") {
  const std::string text = report_json(sample::whole());
  CHECK(says(refusal(text + "\n"), "not in the form"));
  CHECK(says(refusal(json::parse(text).dump()), "not in the form"));
  std::string twice = text;
  twice.insert(twice.find("\"quick\""), "\"quick\": true,\n  ");
  CHECK(says(refusal(twice), "not in the form"));
}

TEST_CASE("report.json: the writer refuses what the reader would") {
  Report report = sample::whole();
  report.rules[0].message.zh.clear();
  CHECK_THROWS_AS(report_json(report), ConformError);
  report = sample::whole();
  report.counts["skiped"] = 1;
  CHECK_THROWS_WITH_AS(report_json(report), "counts.skiped is not a known key", ConformError);
  report = sample::whole();
  report.rules[4].reason = Reason::kNone;
  CHECK_THROWS_AS(report_json(report), ConformError);
}

TEST_CASE("run.json: goes and comes back, and takes small pictures alone as thumbnails") {
  Run run{"2026-12-01T02:39:10Z",
          {{"total", 61.25}},
          {{"detect", 180.5}},
          "host",
          2,
          0.5,
          {{"exiftool", "/usr/bin/exiftool"}},
          sample::kDigest,
          {{"a", sample::kDot}}};
  const std::string text = run_json(run);
  CHECK(run_json(run_of(text)) == text);
  run.thumbnails["b"] = "data:image/png;base64,AA\" onerror=\"alert(1)";
  CHECK_THROWS_AS(run_json(run), ConformError);
  run.thumbnails["b"] = "data:image/svg+xml;base64,AAAA";
  CHECK_THROWS_AS(run_json(run), ConformError);
  CHECK_THROWS_WITH_AS(run_of("{\"schema\":1}"), "start is missing", ConformError);
}

TEST_CASE("text: hidden characters are spelt out, broken UTF-8 replaced, the rest kept") {
  CHECK(visible("标识 5 % é 🙂") == "标识 5 % é 🙂");
  CHECK(visible("a\x01\xe2\x80\xae b\n") == "a[U+0001][U+202E] b ");
  CHECK(visible("\xc0\xaf\xed\xa0\x80\xf5") ==
        "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(escaped("<a b=\"'&\">") == "&lt;a b=&quot;&#39;&amp;&quot;&gt;");
  CHECK(decimal(-0.0000001, 6, "x") == "0.000000");
  CHECK(decimal(1e-6, 12, "x") == "0.000001000000");
  CHECK_THROWS_AS(decimal(1e300, 6, "x"), ConformError);
}
