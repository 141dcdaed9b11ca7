#include "aigc/json_mend.h"

#include "aigc/label_parser.h"
#include "unit/aigc/support.h"

using namespace aigc_test;
using aigc::mend_json;

TEST_CASE("json mend: Python's literals become JSON, with quotation marks and escapes as they were meant") {
  struct Row {
    std::string text, json;
  };
  for (const Row& row : std::vector<Row>{
           {R"({'a': 'b'})", R"({"a": "b"})"},
           {R"({'a': "it's", 'b': True, 'c': None, 'd': 1})", R"({"a": "it's", "b": true, "c": null, "d": 1})"},
           {R"({'a': '\u200b'})", "{\"a\": \"\xE2\x80\x8B\"}"},
           {R"({'a': 'x\'y\\z"\n\x41'})", "{\"a\": \"x'y\\\\z\\\"\\u000AA\"}"},
       }) {
    const auto mended = mend_json(row.text);
    REQUIRE(mended);
    CHECK(mended->text == row.json);
  }
}

TEST_CASE("json mend: what is neither form is left alone") {
  for (const char* text : {"", "{", R"({"AIGC":{}})", "{'a", R"({'a': '\q'})", R"({'a': '\x4'})", R"({'a': '\u20'})", R"({'a': '\u20)", "['a']"})
    CHECK_FALSE(mend_json(text));
}

TEST_CASE("json mend: with the quotation mark the last brace was lost, and what a format string left stands in a value") {
  std::string text = kWrapped;
  text.replace(0, 8, "{\"AIGC:");
  text.pop_back();
  text.replace(text.find("\"PropagateID\":\"a1\""), 18, "\"PropagateID\":\"%!s(MISSING)\"");
  const auto parsed = aigc::parse_label(text, aigc::Context::kNamed, {});
  REQUIRE(parsed.kind == aigc::ParsedLabel::Kind::kLabel);
  CHECK(parsed.label.propagate_id == "%!s(MISSING)");
  CHECK(parsed.label.produce_id == "a1");
  CHECK(parsed.deviations.front().code == "GB-JSON-FORM");
  text.pop_back();
  CHECK(aigc::parse_label(text, aigc::Context::kNamed, {}).kind == aigc::ParsedLabel::Kind::kUnreadable);
}

TEST_CASE("json mend: labels in both forms are read, with the deviation, where a name says that they are labels") {
  std::string python = kWrapped, unclosed = kWrapped;
  for (char& c : python)
    if (c == '"') c = '\'';
  unclosed.replace(0, 8, "{\"AIGC:");
  for (const std::string& text : {python, unclosed}) {
    const auto parsed = aigc::parse_label(text, aigc::Context::kFree, {});
    CAPTURE(text);
    REQUIRE(parsed.kind == aigc::ParsedLabel::Kind::kLabel);
    CHECK(parsed.label == aigc::parse_label(kWrapped, aigc::Context::kFree, {}).label);
    CHECK(parsed.deviations.front().code == "GB-JSON-FORM");
  }
  CHECK(aigc::parse_label("{'a': 'b'}", aigc::Context::kFree, {}).kind == aigc::ParsedLabel::Kind::kNoLabel);
}
