#include "aigc/label_parser.h"

#include "unit/aigc/support.h"

using namespace aigc_test;
using aigc::Context;
using aigc::parse_label;
using Kind = aigc::ParsedLabel::Kind;

namespace {

// kBare with one piece of text exchanged.
std::string changed(const std::string& from, const std::string& to) {
  std::string text = kBare;
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

Codes codes_of(const std::string& text) {
  const auto parsed = parse_label(text, Context::kNamed, {});
  REQUIRE(parsed.kind == Kind::kLabel);
  return codes(parsed.deviations);
}

}  // namespace

TEST_CASE("label parser: every shape gives the same seven values") {
  struct Row {
    std::string text, shape;
  };
  const std::vector<Row> rows = {
      {kBare, "bare"},
      {kWrapped, "wrapped"},
      {"{\"aigc\":" + kBare + "}", "wrapped"},
      {quoted(kBare), "double-encoded+bare"},
      {quoted(quoted(kBare)), "double-encoded+double-encoded+bare"},
      {quoted(kWrapped), "double-encoded+wrapped"},
      {"{\"AIGC\":" + quoted(kBare) + "}", "wrapped+double-encoded"},
      {base64(kBare), "base64+bare"},
      {base64(kWrapped), "base64+wrapped"},
      {"AIGC" + kBare, "prefixed+bare"},
      {"AIGC:" + kBare, "prefixed+bare"},
      {"AIGC = " + kBare, "prefixed+bare"},
      {"\xEF\xBB\xBF " + kBare + "\r\n\0\0"s, "bare"},
  };
  for (const Row& row : rows)
    for (const Context context : {Context::kNamed, Context::kFree}) {
      CAPTURE(row.text);
      const auto parsed = parse_label(row.text, context, {});
      REQUIRE(parsed.kind == Kind::kLabel);
      CHECK(parsed.label == sample());
      CHECK(parsed.shape == row.shape);
      CHECK(parsed.deviations.empty());
    }
}

TEST_CASE("label parser: Base64 in the URL-safe alphabet, without padding and with line breaks") {
  std::string text = base64(changed("\"a1\"", "\"a1>>>???\""));
  REQUIRE(text.find_first_of("+/") != std::string::npos);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (text.back() == '=') text.pop_back();
  text.insert(76, "\r\n");
  const auto parsed = parse_label(text, Context::kFree, {});
  REQUIRE(parsed.kind == Kind::kLabel);
  CHECK(parsed.label.produce_id == "a1>>>???");
}

TEST_CASE("label parser: each departure from Annex E is named, and the value kept") {
  struct Row {
    std::string text;
    Codes codes;
    std::string aigc::Label::*member;
    std::string value;
  };
  using L = aigc::Label;
  const std::string id_empty = changed("\"PropagateID\":\"a1\"", "\"PropagateID\":\"\"");
  const std::vector<Row> rows = {
      {changed("\"1\"", "\"2\""), {}, &L::label, "2"},
      {changed("\"1\"", "\"3\""), {}, &L::label, "3"},
      {changed("\"1\"", "\"0\""), {"GB-LABEL-VALUE"}, &L::label, "0"},
      {changed("\"1\"", "\"4\""), {"GB-LABEL-VALUE"}, &L::label, "4"},
      {changed("\"1\"", "\"\""), {"GB-LABEL-VALUE"}, &L::label, ""},
      {changed("\"1\"", "\"AIGC\""), {"GB-LABEL-VALUE"}, &L::label, "AIGC"},
      {changed("\"1\"", "1"), {"GB-VALUE-TYPE"}, &L::label, "1"},
      {changed("\"1\"", "1.0"), {"GB-LABEL-VALUE", "GB-VALUE-TYPE"}, &L::label, "1.0"},
      {changed("\"1\"", "true"), {"GB-LABEL-VALUE", "GB-VALUE-TYPE"}, &L::label, "true"},
      {changed("\"ReservedCode1\":\"\"", "\"ReservedCode1\":null"), {"GB-VALUE-TYPE"}, &L::reserved_code1, ""},
      {changed("\"ReservedCode1\":\"\"", R"("ReservedCode1":{"SecurityData": {"Type":"TC260PG"}})"),
       {"GB-SECURITYDATA", "GB-VALUE-TYPE"},
       &L::reserved_code1,
       R"({"SecurityData":{"Type":"TC260PG"}})"},
      {changed("\"ReservedCode1\":\"\"", R"("ReservedCode1":"{\"SecurityData\":{\"Type\":\"TC260PG\"}}")"),
       {"GB-SECURITYDATA"},
       &L::reserved_code1,
       R"({"SecurityData":{"Type":"TC260PG"}})"},
      {changed("\"ReservedCode1\":\"\"", "\"ReservedCode1\":\"no SecurityData\""),
       {"GB-CHARACTERS"},
       &L::reserved_code1,
       "no SecurityData"},
      {changed("\"ReservedCode1\":\"\",", ""), {"GB-KEY-MISSING"}, &L::reserved_code1, ""},
      {changed("\"Label\":\"1\",", ""), {"GB-KEY-MISSING"}, &L::label, ""},
      {changed("{", "{\"WATERMARKFLAG\":\"1\","), {"GB-KEY-EXTRA"}, &L::label, "1"},
      {changed("{", "{\"Label\":\"2\","), {"GB-KEY-DUPLICATE"}, &L::label, "1"},
      {changed("\"ReservedCode1\"", "\"ReserveCode1\""), {"GB-KEY-NAME"}, &L::reserved_code1, ""},
      {changed("\"ContentPropagator\"", "\"Propagator\""), {"GB-KEY-NAME"}, &L::content_propagator, kCode},
      {changed("\"PropagateID\"", "\"PropatorID\""), {"GB-KEY-NAME"}, &L::propagate_id, "a1"},
      {changed("\"ProduceID\"", "\"produceId\""), {"GB-KEY-NAME"}, &L::produce_id, "a1"},
      {changed("{", "{\"ProducerID\":\"z\","), {"GB-KEY-EXTRA"}, &L::produce_id, "a1"},  // the right key wins
      {id_empty, {"GB-PROPAGATOR-EMPTY"}, &L::propagate_id, ""},
      {changed("\"ContentPropagator\":\"" + kCode, "\"ContentPropagator\":\""),
       {"GB-PROPAGATOR-EMPTY"},
       &L::content_propagator,
       ""},
      {changed("\"PropagateID\":\"a1\"", "\"PropagateID\":\"b2\""), {"GB-PROPAGATOR-DIFFERS"}, &L::propagate_id, "b2"},
      {changed("\"ProduceID\":\"a1\"", "\"ProduceID\":\"\""),
       {"GB-PRODUCER-EMPTY", "GB-PROPAGATOR-DIFFERS"},
       &L::produce_id,
       ""},
      {changed("\"ContentProducer\":\"" + kCode, "\"ContentProducer\":\"doubao"),
       {"GB-PROPAGATOR-DIFFERS", "GB-PROVIDER-NAME", "GB-PROVIDER-ROLE"},
       &L::content_producer,
       "doubao"},
      {changed("\"ContentProducer\":\"" + kCode, "\"ContentProducer\":\"001191000000000000000L10000"),
       {"GB-PROPAGATOR-DIFFERS", "GB-PROVIDER-CODE", "GB-PROVIDER-ROLE"},
       &L::content_producer,
       "001191000000000000000L10000"},
      {changed("\"PropagateID\":\"a1\"", "\"PropagateID\":\"a 1\""),
       {"GB-CHARACTERS", "GB-PROPAGATOR-DIFFERS"},
       &L::propagate_id,
       "a 1"},
      {changed("\"ReservedCode2\":\"\"", "\"ReservedCode2\":\"\\u8c46\""),
       {"GB-CHARACTERS"},
       &L::reserved_code2,
       "\xE8\xB1\x86"},
      {changed("\"ReservedCode2\":\"\"", "\"ReservedCode2\":\"\\\\\""), {"GB-CHARACTERS"}, &L::reserved_code2, "\\"},
      {changed("\"ReservedCode2\":\"\"", "\"ReservedCode2\":\"\\\"~!\""), {}, &L::reserved_code2, "\"~!"},
      {changed("\"ReservedCode2\":\"\"", "\"ReservedCode2\":\"" + std::string(8192, '~') + "\""),
       {},
       &L::reserved_code2,
       std::string(8192, '~')},
      {"{\"AIGC\":" + kBare + ",\"Timestamp\":1}", {"GB-KEY-EXTRA"}, &L::label, "1"},
      {"{\"AIGC\":" + kBare + ",\"AIGC\":{}}", {"GB-KEY-DUPLICATE"}, &L::label, "1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto parsed = parse_label(row.text, Context::kNamed, {});
    REQUIRE(parsed.kind == Kind::kLabel);
    CHECK(codes(parsed.deviations) == row.codes);
    CHECK(parsed.label.*row.member == row.value);
  }
}

TEST_CASE("label parser: one empty propagator is one deviation, not two") {
  const std::string text =
      R"({"Label":"1","ContentProducer":"001191110102MACQD9K64010000","ProduceID":"cc75","ReservedCode1":"",)"
      R"("ContentPropagator":"","PropagateID":"","ReservedCode2":""})";
  CHECK(codes_of(text) == Codes{"GB-PROPAGATOR-EMPTY"});
}

TEST_CASE("label parser: a missing key is not also called empty") {
  CHECK(codes_of("{\"Label\":\"1\",\"ContentProducer\":\"" + kCode + "\",\"ProduceID\":\"a1\"}") ==
        Codes(4, "GB-KEY-MISSING"));
}

TEST_CASE("label parser: codes of persons and of the other role are warned of") {
  const std::string person = "002111010519491231002X00000";
  aigc::Label label = aigc::first_write(person, "a1");
  CHECK(codes(aigc::judge(label)) == Codes{"GB-PROVIDER-PERSONAL", "GB-PROVIDER-PERSONAL"});
  label = aigc::first_write("00119144030008867405X220001", "a1");
  CHECK(codes(aigc::judge(label)) == Codes{"GB-PROVIDER-ROLE"});  // a propagation service as producer
  CHECK(aigc::judge(sample()).empty());                           // note 1: the producer's code stands on both sides
}

TEST_CASE("label parser: a named text that is no label is the remains of one") {
  for (const std::string& text :
       {""s, "{"s, "{}"s, "yes"s, "{\"AIGC:{\"Label\":\"1\""s, "{'Label': '1', 'ContentProducer': 'x'"s, "[1]"s,
        "{\"AIGC\":[]}"s, kBare.substr(0, 100), kBare + kBare}) {
    CAPTURE(text);
    const auto parsed = parse_label(text, Context::kNamed, {});
    CHECK(parsed.kind == Kind::kUnreadable);
    CHECK(codes(parsed.deviations) == Codes{"GB-LABEL-UNREADABLE"});
  }
}

TEST_CASE("label parser: a free text must show that it is a label") {
  for (const std::string& text : {""s, "a photo of a cat, AIGC, Label: 1"s, "{\"prompt\":\"x\",\"Label\":\"1\"}"s,
                                  "{\"Label\":\"1\",\"ReserveD\":\"\"}"s, "{\"AIGC\":true,\"seed\":3}"s,
                                  "{\"nodes\":[{\"Label\":\"1\",\"ContentProducer\":\"x\"}]}"s, "{\"class_type\":"s,
                                  std::string(4000, 'A'), "\"just a string\""s, "AIGC"s}) {
    CAPTURE(text);
    CHECK(parse_label(text, Context::kFree, {}).kind == Kind::kNoLabel);
  }
  for (const std::string& text :
       {"{\"AIGC:{\"Label\":\"1\""s, "{'AIGC': {'Label': '1'}"s, "{\"AIGC\":{\"Label\":\"1\",\"Con"s,
        "{\"AIGC\":{}}"s, "AIGC={\"Label\":"s, kBare.substr(0, 60), quoted(kWrapped).substr(0, 50)}) {
    CAPTURE(text);
    CHECK(parse_label(text, Context::kFree, {}).kind == Kind::kUnreadable);
  }
}

TEST_CASE("label parser: the keys of the scheme before the standard are told apart") {
  const auto parsed =
      parse_label(R"({"ServiceProvider":"x","ServiceUser":"y","Time":"t","ContentId":"1"})", Context::kFree, {});
  CHECK(parsed.kind == Kind::kUnreadable);
  CHECK(codes(parsed.deviations) == Codes{"GB-PRE-STANDARD"});
}

TEST_CASE("label parser: size and wrappings are bounded") {
  std::string large = changed("\"ReservedCode2\":\"\"", "\"ReservedCode2\":\"" + std::string(70000, 'x') + "\"");
  CHECK(parse_label(large, Context::kNamed, {}).kind == Kind::kUnreadable);
  CHECK(parse_label(large, Context::kFree, {}).kind == Kind::kNoLabel);
  std::string often = kBare;
  for (int i = 0; i < 4; ++i) often = quoted(often);
  CHECK(parse_label(often, Context::kNamed, {}).kind == Kind::kLabel);
  CHECK(parse_label(quoted(often), Context::kNamed, {}).kind == Kind::kUnreadable);
}
