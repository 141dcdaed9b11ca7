// Reading UTF-8 strictly and looking for the two elements.
#include "label/words.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "label/label.h"

namespace imprint::label {
namespace {

constexpr char32_t kBadSequence = 0xFFFFFFFF;

// Takes one character off the front of `rest`; kBadSequence for what Unicode 15, table 3-7 does not list (overlong
// forms, surrogates, beyond U+10FFFF, cut short).
char32_t take_character(std::string_view& rest) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(rest[i]); };
  const uint8_t lead = byte(0);
  const size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || length > rest.size()) return kBadSequence;
  char32_t value = length == 1 ? lead : lead & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return kBadSequence;
    value = value << 6 | (byte(i) & 0x3F);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kLeast[length] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return kBadSequence;
  rest.remove_prefix(length);
  return value;
}

// General categories Cc, Zl, Zp and the format characters that reorder or hide text: none of them leaves ink.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

bool is_space(char32_t c) {
  return c == U' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_letter(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }

// The Latin word around `at`: "AI" inside "PAID" says nothing about artificial intelligence.
std::u32string_view word_around(std::u32string_view text, size_t at) {
  size_t first = at, last = at;
  while (first > 0 && is_letter(text[first - 1])) --first;
  while (last < text.size() && is_letter(text[last])) ++last;
  return text.substr(first, last - first);
}

bool stands_alone(std::u32string_view text, size_t at) {
  const std::u32string_view word = word_around(text, at);
  return word.empty() || word == U"AI" || word == U"AIGC";
}

bool denied(std::u32string_view text, size_t at) {
  constexpr std::u32string_view kDenials[] = {U"非", U"不是", U"无", U"無", U"未", U"没有"};
  const std::u32string_view before = text.substr(0, at);
  return std::any_of(std::begin(kDenials), std::end(kDenials), [&](auto denial) { return before.ends_with(denial); });
}

Status check_ai_element(std::u32string_view text) {
  bool found = false;
  for (const std::u32string_view element : kAiElements) {
    for (size_t at = text.find(element); at != text.npos; at = text.find(element, at + 1)) {
      if (!stands_alone(text, at)) continue;
      if (denied(text, at))
        return {Code::kLabelText, "label text denies what a label states: a negation stands before its AI element"};
      found = true;
    }
  }
  if (found) return {};
  return {Code::kLabelText, "label text lacks the AI element: AI or 人工智能 (GB 45438-2025 5.2)"};
}

}  // namespace

std::string code_point_name(char32_t character) {
  char name[16];
  std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(character));
  return name;
}

Result<std::u32string> read_characters(std::string_view utf8) {
  std::u32string text;
  for (std::string_view rest = utf8; !rest.empty();) {
    const size_t offset = utf8.size() - rest.size();
    const char32_t c = take_character(rest);
    if (c == kBadSequence) return Status(Code::kLabelText, "label text is not UTF-8 at byte " + std::to_string(offset));
    if (is_control(c)) return Status(Code::kLabelText, "label text holds the control character " + code_point_name(c));
    if (text.size() == kMaxCharacters)
      return Status(Code::kLabelText, "label text exceeds " + std::to_string(kMaxCharacters) + " characters");
    text.push_back(c);
  }
  if (text.empty()) return Status(Code::kLabelText, "label text is empty");
  return text;
}

Status check_seen(std::string_view utf8, const std::string& what) {
  const auto refused = [&](const std::string& why) { return Status(Code::kInvalidArgument, what + " " + why); };
  if (utf8.size() > kMaxSeenBytes)
    return refused("is " + std::to_string(utf8.size()) + " bytes, allowed are " + std::to_string(kMaxSeenBytes));
  bool seen = false;
  for (std::string_view rest = utf8; !rest.empty();) {
    const size_t offset = utf8.size() - rest.size();
    const char32_t c = take_character(rest);
    if (c == kBadSequence) return refused("is not UTF-8 at byte " + std::to_string(offset));
    if (is_control(c)) return refused("holds the control character " + code_point_name(c));
    seen |= !is_space(c);
  }
  return seen ? Status() : refused("holds no words");
}

Status check_elements(std::u32string_view text) {
  IMPRINT_RETURN_IF_ERROR(check_ai_element(text));
  const bool generated = std::any_of(kGenerationElements.begin(), kGenerationElements.end(),
                                     [&](auto element) { return text.find(element) != text.npos; });
  if (generated) return {};
  return {Code::kLabelText, "label text lacks the generation element: 生成 or 合成 (GB 45438-2025 5.2)"};
}

Status check_eu_text(std::string_view text) {
  std::string known;
  for (const char* eu : kEuTexts) {
    if (text == eu) return {};
    known += (known.empty() ? "" : ", ") + std::string(eu);
  }
  return {Code::kLabelText, "label text is none of the EU icon's: " + known};
}

}  // namespace imprint::label
