#include "aigc/text_forms.h"

#include "unit/aigc/support.h"

using namespace aigc_test;

TEST_CASE("text forms: UTF-8 is told from what only looks like it") {
  for (const std::string& good : {""s, "abc"s, "\xC2\x80"s, "\xE8\xB1\x86"s, "\xF0\x9F\x98\x80"s, "\xF4\x8F\xBF\xBF"s})
    CHECK(aigc::is_utf8(good));
  for (const std::string& bad : {"\x80"s, "\xC0\x80"s, "\xC3"s, "\xE0\x80\x80"s, "\xED\xA0\x80"s, "\xE8\xB1"s,
                                 "\xF0\x80\x80\x80"s, "\xF4\x90\x80\x80"s, "\xFF"s})
    CHECK_FALSE(aigc::is_utf8(bad));
}

TEST_CASE("text forms: Latin-1 and UTF-16 become UTF-8") {
  CHECK(aigc::utf8_of_latin1("a\xE9") == "a\xC3\xA9");
  CHECK(aigc::utf8_of_utf16(as_bytes("a\0\x46\x8C\x3D\xD8\x00\xDE"s), true) == "a\xE8\xB1\x86\xF0\x9F\x98\x80");
  CHECK(aigc::utf8_of_utf16(as_bytes("\0a\x8C\x46"s), false) == "a\xE8\xB1\x86");
  CHECK(aigc::utf8_of_utf16(as_bytes("\x3D\xD8"s), true) == "\xEF\xBF\xBD");  // half a pair
  CHECK(aigc::utf8_of_utf16(as_bytes("a\0b"s), true) == "a");                 // half a unit
}

TEST_CASE("text forms: Base64 of both alphabets, and what is none") {
  CHECK(aigc::decode_base64("Zm9v\nYg==") == "foob");
  CHECK(aigc::decode_base64("Zm9vYg") == "foob");
  CHECK(aigc::decode_base64("-_-_") == aigc::decode_base64("+/+/"));
  CHECK(aigc::decode_base64("Zm9vY") == std::nullopt);
  CHECK(aigc::decode_base64("Zm9v!") == std::nullopt);
  CHECK(aigc::decode_base64("Zg==Zg==") == std::nullopt);
}

TEST_CASE("text forms: hexadecimal digits in lines") {
  CHECK(aigc::decode_hex("4d4D\n00 ff\n") == "MM\0\xFF"s);
  CHECK(aigc::decode_hex("4") == std::nullopt);
  CHECK(aigc::decode_hex("4g") == std::nullopt);
}

TEST_CASE("text forms: trimming, escaping and excerpts") {
  CHECK(aigc::trim("\0 \xEF\xBB\xBF\n a b\r\n\0"s) == "a b");
  CHECK(aigc::trim(" \0"s).empty());
  CHECK(aigc::xml_escape("a<b>&\"c\"") == "a&lt;b&gt;&amp;\"c\"");
  CHECK(aigc::excerpt("a\nb\x80\x7F\xC2\x9B") == "a\\u{a}b\uFFFD\\u{7f}\\u{9b}");
  CHECK(aigc::excerpt("某某公司 é 👩") == "某某公司 é 👩");
  CHECK(aigc::excerpt(std::string(81, 'x')) == std::string(80, 'x') + "…");
  std::string name;
  for (int i = 0; i < 81; ++i) name += "图";
  CHECK(aigc::excerpt(name) == name.substr(0, 80 * 3) + "…");
  CHECK(aigc::whole(name) == name);
  CHECK(aigc::equals_ignoring_case("ProduceID", "PRODUCEid"));
  CHECK_FALSE(aigc::equals_ignoring_case("ProduceID", "ProduceI"));
}

TEST_CASE("text forms: entities are taken back once") {
  CHECK(aigc::xml_unescape("{&quot;a&#34;:&#x22;&amp;quot;&lt;&gt;&apos;&") == "{\"a\":\"&quot;<>'&");
  CHECK(aigc::xml_unescape(aigc::xml_escape("<a & b>")) == "<a & b>");
  CHECK(aigc::xml_unescape("&unknown;") == "&unknown;");
}
