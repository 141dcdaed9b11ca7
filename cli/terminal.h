// Text that somebody else wrote, on its way to a terminal: names of files, values of labels, subjects of certificates.
#pragma once

#include <string>
#include <string_view>

namespace imprint_cli {

// On one line, and unable to move the cursor, change colours or turn the order of letters around: control characters
// (C0 with line ends and tabs, DEL, C1), line and paragraph separators, marks, overrides and isolates of direction, and
// signs that are meant to be invisible are written as \u{1b}; bytes that are no UTF-8 as U+FFFD. Everything else stays.
// Every place that prints such text for people sends it through here; JSON has escapes of its own and does not.
std::string shown(std::string_view foreign);

// The same for text of several lines, such as a message of the parser of the command line.
std::string shown_lines(std::string_view foreign);

}  // namespace imprint_cli
