// Particulars of a case in two languages, and as fields (spec/lint-rules.md 2.1).
#pragma once

#include <string>
#include <string_view>

#include "aigc/aigc.h"

namespace imprint::aigc {

// Of a key: its name.
Detail of_key(std::string_view key);

// Of the value of a key; what was expected there, when that can be said.
Detail of_value(std::string text, std::string_view key, std::string_view value, std::string_view expected = {});

// With its Chinese text: the English one is looked up in a catalogue of sentences with holes, as gettext does. Names and values have no
// language and stay.
Detail in_chinese(Detail detail);

// The sentence in Chinese; empty when the catalogue does not have it.
std::string chinese_of(std::string_view english);

}  // namespace imprint::aigc
