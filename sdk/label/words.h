// What a label says: its characters and the elements the standard asks for (spec/label.md, section 2).
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/status.h"

namespace imprint::label {

inline constexpr size_t kMaxCharacters = 40;

// GB 45438-2025 5.2 b: one of each pair.
inline constexpr std::array<std::u32string_view, 2> kAiElements = {U"AI", U"人工智能"};
inline constexpr std::array<std::u32string_view, 2> kGenerationElements = {U"生成", U"合成"};

// "U+4EBA"
std::string code_point_name(char32_t character);

// The characters of a label text: well-formed UTF-8, 1..kMaxCharacters of them, none of them a control. Errors:
// kLabelText.
Result<std::u32string> read_characters(std::string_view utf8);

inline constexpr size_t kMaxSeenBytes = 256;

// Words that somebody read off a picture, of whatever label: well-formed UTF-8, at most kMaxSeenBytes, something to
// see, and no control, which would move or hide what a report says. Errors: kInvalidArgument, naming `what`.
Status check_seen(std::string_view utf8, const std::string& what);

// Both elements are there, and the text does not deny them ("非AI生成"). Errors: kLabelText, naming what is missing.
Status check_elements(std::u32string_view text);

// The text is one of those of the EU icon. Errors: kLabelText, naming them.
Status check_eu_text(std::string_view text);

}  // namespace imprint::label
