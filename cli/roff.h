// Text as man(7) wants it: the macros that man pages are written in.
#pragma once

#include <string>

namespace imprint_cli {

// Running text: `code` becomes bold, every sign stays what it is, lines are short. Ends in a line feed.
std::string roff_text(const std::string& text);
// The same on one line, in bold or italics: what stands behind .TP, and in SYNOPSIS.
std::string roff_bold(const std::string& text);
std::string roff_italic(const std::string& text);
// Lines that stay as they are, set in by a step.
std::string roff_lines(const std::string& lines);

}  // namespace imprint_cli
