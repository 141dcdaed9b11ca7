// The page: outcomes look like what they are, hostile texts stay texts, and it keeps to its size.
#include "report/html.h"

#include <doctest/doctest.h>

#include "conformance/report/sample.h"
#include "model/error.h"
#include "report/check_text.h"
#include "report/html_parts.h"
#include "report/json.h"

using namespace imprint_conform;

namespace {

size_t times_in(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const size_t from = text.find(begin);
  return from == std::string::npos ? "" : text.substr(from, text.find(end, from) - from);
}

// The row of one rule, without its evidence.
std::string row_of(const std::string& page, const std::string& id) {
  const size_t at = page.find("<bdi>" + id + "</bdi>");
  REQUIRE(at != std::string::npos);
  const size_t begin = page.rfind("<tr ", at);
  const size_t end = std::min(page.find("</tr>", at), page.find("<details", at));
  return page.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("page: outcomes permuted, each row carries its own sign and word, and the others none") {
  for (size_t shift = 0; shift < std::size(kAllOutcomes); ++shift) {
    Report report = sample::empty();
    for (size_t i = 0; i < std::size(kAllOutcomes); ++i) {
      sample::add(report,
                  sample::rule("gb45438-" + std::to_string(i), kAllOutcomes[(i + shift) % std::size(kAllOutcomes)]));
    }
    const std::string page = html_of(report);
    for (const RuleResult& result : report.rules) {
      const std::string row = row_of(page, result.rule.id);
      CAPTURE(row);
      for (const Outcome outcome : kAllOutcomes) {
        const std::string word(word_of(outcome));
        CHECK(has(row, "href=\"#s-" + word + "\"") == (outcome == result.outcome));
        CHECK(has(row, "data-outcome=\"" + word + "\"") == (outcome == result.outcome));
        CHECK(has(row, html::badge(outcome)) == (outcome == result.outcome));
      }
      if (result.reason != Reason::kNone) CHECK(has(row, sentence_of(result.reason).zh));
    }
  }
}

TEST_CASE("page: the headline is the verdict's, and each caution shows and goes") {
  Report report = sample::empty();
  sample::add(report, sample::rule("gb45438-1", Outcome::kPass));
  const std::string clean = html_of(report);
  CHECK(has(clean, "Conforming as judged: 1 of 1 mandatory rules"));
  CHECK(has(clean, "就已判定项目而言符合：强制性规则 1 条"));
  CHECK_FALSE(has(clean, "class=\"caution\""));
  for (const char* id : {"quick", "test_certificates", "dirty", "not_judged", "errors"}) {
    Report warned = report;
    const std::string name = id;
    warned.quick = name == "quick";
    warned.test_certificates = name == "test_certificates";
    warned.suite["dirty"] = name == "dirty";
    if (name == "not_judged") sample::add(warned, sample::rule("gb45438-2", Outcome::kNotJudged));
    if (name == "errors") sample::add(warned, sample::rule("gb45438-2", Outcome::kError));
    const std::string caution = between(html_of(warned), "class=\"caution\"", "</div>");
    CHECK(times_in(caution, "<li ") == 1);
    CHECK(has(caution, "caution-" + name));
  }
}

TEST_CASE("page: everything is there in both languages, and it is the same page from report.json") {
  Report report = sample::whole();
  const std::string page = html_of(report);
  CHECK(times_in(page, "<span class=\"en\" lang=\"en\">") == times_in(page, "<span class=\"zh\" lang=\"zh-CN\">"));
  CHECK(page == html_of(report));
  Report back = report_of(report_json(report));
  back.thumbnails = report.thumbnails;
  CHECK(html_of(back) == page);
  CHECK(has(page, sample::kDot));
  for (const char* part : {"<main", "<header", "<nav", "<footer", "<h1>", "</html>\n"}) CHECK(times_in(page, part) == 1);
  CHECK(has(page, "openssl dgst -sha256 -verify key.pem"));
  CHECK_FALSE(has(page, "http://"));
  CHECK_FALSE(has(page, "https://"));
}

TEST_CASE("page: hostile texts stay texts") {
  const std::string page = html_of(sample::hostile());
  CHECK(times_in(page, "<script") == 1);
  CHECK(times_in(page, "</script") == 1);
  CHECK_FALSE(has(page, "alert(1)<"));
  for (const char* part : {"\xe2\x80\xae", "\x01", "\x1b", "data:text/html", "b='2'"}) {
    CAPTURE(part);
    CHECK_FALSE(has(page, part));
  }
  CHECK(has(page, "&lt;/script&gt;"));
  CHECK(has(page, "Content-Security-Policy\" content=\"default-src &#39;none&#39;"));
}

TEST_CASE("page: a curve has a band, leaves out steps that nobody tried, and says k of n") {
  const Report report = sample::whole();
  const std::string svg = html::curve(report.ladders[0], nullptr);
  CHECK(times_in(svg, "class=\"untried\"") == 1);
  CHECK(times_in(svg, "<circle") == 4);
  CHECK(times_in(svg, "class=\"band\"") == 2);
  CHECK(times_in(svg, "<polyline") == 2);
  CHECK(has(svg, "<title>30: 9/12 = 0.750 [0.468, 0.911]</title>"));
  CHECK(has(svg, "<title>20: 0/0</title>"));
  CHECK(html::curve({}, nullptr).empty());
  const std::string two = html::curve(report.ladders[0], &report.ladders[0]);
  CHECK(times_in(two, "mark second") == 4);
}

TEST_CASE("page: two subjects are a statistical tie unless the pictures say more") {
  CHECK(result_of({"", "", 5, 5, 0, 0, 0.01}) == Better::kTie);
  CHECK(result_of({"", "", 5, 6, 0, 0, 0.06}) == Better::kTie);
  CHECK(result_of({"", "", 5, 6, 0, 0, 0.05}) == Better::kFirst);
  CHECK(result_of({"", "", 5, 1, 9, 0, 0.02}) == Better::kSecond);
  CHECK(result_of({"", "", 5, 4, 4, 0, 0.01}) == Better::kTie);
  Comparison comparison{sample::whole(), {{"jpeg", "50", 6, 3, 3, 0, 1}}, 0.25};
  comparison.second.rules[0].outcome = Outcome::kFail;
  const std::string page = html_of(sample::whole(), &comparison);
  const std::string part = between(page, "<section id=\"comparison\"", "</section>");
  CHECK(has(part, "statistical tie"));
  CHECK(has(part, "统计上无法区分"));
  CHECK(has(part, "0.250"));
  CHECK(has(part, "gb45438-pass"));
  CHECK_FALSE(has(part, "gb45438-fail"));
  comparison.paired.clear();
  comparison.second.corpus["manifest_sha256"] = std::string(64, 'b');
  const std::string unpaired =
      between(html_of(sample::whole(), &comparison), "<section id=\"comparison\"", "</section>");
  CHECK(has(unpaired, "nothing is said about which of the two is better"));
  CHECK(has(unpaired, "different pictures"));
}

TEST_CASE("page: pictures give way to its size, and it says how many") {
  Report report = sample::empty();
  for (int i = 0; i < 100; ++i) {
    RuleResult result = sample::rule("gb45438-" + std::to_string(i), Outcome::kFail);
    result.findings.clear();
    for (int k = 0; k < 20; ++k) {
      const std::string exhibit = "mark/" + std::to_string(i) + "/" + std::to_string(k);
      result.findings.push_back({exhibit, "x=1,y=2,w=3,h=4", "ink 31 px", "32 px", Outcome::kFail});
      if (k < 3) report.thumbnails[exhibit] = "data:image/png;base64," + std::string(9000, 'A');
    }
    sample::add(report, result);
  }
  const std::string page = html_of(report);
  CHECK(page.size() <= kPageBytes);
  CHECK(has(page, "Pictures left out of this page for its size: "));
  CHECK(times_in(page, "<img ") > 50);
  CHECK_FALSE(has(html_of(sample::whole()), "Pictures left out"));
  report.rules[0].message.en = std::string(kPageBytes, 'x');
  CHECK_THROWS_AS(html_of(report), ConformError);
}
