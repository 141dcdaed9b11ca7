// Command templates, as subject.cc checks them when it reads a subject.
#pragma once

#include <string>
#include <string_view>

#include "subject/subject.h"

namespace imprint_conform {

// What is wrong with a word of a command; empty: nothing. `optional`: it stands in a group.
std::string complaint_on_word(const std::string& word, bool optional);

bool names_placeholder(const CommandTemplate& command, std::string_view name);

}  // namespace imprint_conform
