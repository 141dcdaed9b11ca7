// Which texts may be a label: GB 45438-2025 5.2 b, and what can be shown.
#include "label/words.h"

#include <doctest/doctest.h>

#include "label/label.h"

using namespace imprint;
using namespace imprint::label;

namespace {

bool says(const Status& status, std::string_view words) { return status.message().find(words) != std::string::npos; }

}  // namespace

TEST_CASE("label text: one element of each kind makes it valid") {
  for (const char* text : {"AI生成", "AI合成", "AI生成合成", "人工智能生成", "人工智能合成", "本内容由人工智能生成",
                           "疑似AI生成", "可能为 AI 合成", "Made with AI 生成", "AIGC生成",
                           "人工智能辅助生成，仅供参考", "AI-generated 生成", "由AI生成"})
    CHECK_MESSAGE(check_text(text).ok(), text, ": ", check_text(text).message());
}

TEST_CASE("label text: without an AI element it is refused, and the refusal names the element") {
  for (const char* text : {"生成", "智能生成", "ai生成", "A I 生成", "人工生成", "PAID生成", "MAIN合成"}) {
    const Status status = check_text(text);
    CHECK_MESSAGE(status.code() == Code::kLabelText, text);
    CHECK(says(status, "AI element"));
  }
}

TEST_CASE("label text: without a generation element it is refused, and the refusal names the element") {
  for (const char* text : {"AI", "AI创作", "AI绘图", "AI-generated", "人工智能", "AI生 成"}) {
    const Status status = check_text(text);
    CHECK_MESSAGE(status.code() == Code::kLabelText, text);
    CHECK(says(status, "generation element"));
  }
}

TEST_CASE("label text: a denial is no label") {
  for (const char* text : {"非AI生成", "本图片不是人工智能生成", "无AI合成"})
    CHECK_MESSAGE(check_text(text).code() == Code::kLabelText, text);
  CHECK(check_text("非真实，AI生成").ok());
}

TEST_CASE("label text: broken UTF-8 is refused with the place") {
  for (const std::string_view text : {"AI生成\xFF",
                                      "\x80"
                                      "AI生成",
                                      "AI生成\xC0\x80", "AI\xE7\x94", "AI生成\xED\xA0\x80", "AI生成\xF4\x90\x80\x80",
                                      "AI生成\xE0\x80\x80", "AI生成\xF0\x80\x80\x80",
                                      "AI生成\xE7\x94"
                                      "A"}) {
    const Status status = check_text(std::string(text));
    CHECK(status.code() == Code::kLabelText);
    CHECK(says(status, "not UTF-8 at byte"));
  }
  CHECK(says(check_text("AI\xE7\x94"), "byte 2"));
}

TEST_CASE("label text: controls and invisible characters are refused by name") {
  CHECK(says(check_text("AI生成\n"), "U+000A"));
  CHECK(says(check_text(std::string("AI生成\0", 9)), "U+0000"));
  CHECK(says(check_text("AI生成\x7F"), "U+007F"));
  CHECK(says(check_text("AI生成\xC2\x85"), "U+0085"));
  CHECK(says(check_text("AI\u202E生成"), "U+202E"));
  CHECK(says(check_text("AI\u200B生成"), "U+200B"));
  CHECK(says(check_text("\uFEFFAI生成"), "U+FEFF"));
}

TEST_CASE("label text: 40 characters are taken and 41 refused") {
  std::string text = "AI生成";
  for (size_t i = 4; i < kMaxCharacters; ++i) text += "图";
  CHECK(check_text(text).ok());
  CHECK(says(check_text(text + "图"), "exceeds 40 characters"));
  CHECK(check_text("").code() == Code::kLabelText);
}

TEST_CASE("label text: a character that the font lacks is named") {
  const Status status = check_text("AI生成龘");
  CHECK(status.code() == Code::kGlyphMissing);
  CHECK(says(status, "U+9F98"));
  CHECK(says(check_text("AI生成🤖"), "U+1F916"));
}

TEST_CASE("seen words: any label is taken, also one that this library would not draw, up to 256 bytes") {
  for (const std::string text : {"AI生成", "非AI生成", "豆包AI", "Made with AI", " 由 AI 生成 ", "\xF0\x9F\xA4\x96"})
    CHECK_MESSAGE(check_seen(text, "it").ok(), text);
  CHECK(check_seen(std::string(256, 'x'), "it").ok());
  CHECK(check_seen(std::string(257, 'x'), "it").message() == "it is 257 bytes, allowed are 256");
}

TEST_CASE("seen words: what cannot be shown as it stands is refused, and the refusal names it") {
  const auto refusal = [](const std::string& text) {
    const Status status = check_seen(text, "explicit_label");
    CHECK(status.code() == Code::kInvalidArgument);
    return status.message();
  };
  CHECK(refusal("AI\n生成") == "explicit_label holds the control character U+000A");
  CHECK(refusal(std::string("AI\0", 3)) == "explicit_label holds the control character U+0000");
  CHECK(refusal("AI\u202E生成") == "explicit_label holds the control character U+202E");
  CHECK(refusal("AI\xFF") == "explicit_label is not UTF-8 at byte 2");
  CHECK(refusal("AI\xE7\x94") == "explicit_label is not UTF-8 at byte 2");
  for (const char* blank : {"", " ", "\u3000\u00A0 "}) CHECK(refusal(blank) == "explicit_label holds no words");
}
