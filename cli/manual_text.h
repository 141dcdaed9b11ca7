// The prose of one man page: cli/manual/VERB.txt, what the command line cannot say by itself.
#pragma once

#include <map>
#include <string>

namespace imprint_cli {

// A file is sections, each under a line of capitals that begins at the margin. In a section, paragraphs are parted by empty
// lines; "NAME -- text" is an entry of a list; lines that are set in by four stay as they are. `code` stands in back quotes.
class ManualText {
 public:
  explicit ManualText(const std::string& path);

  bool has(const std::string& section) const { return sections_.count(section) != 0; }
  // As man(7), without its heading; empty when the file has no such section.
  std::string roff(const std::string& section) const;
  // As it is written.
  std::string raw(const std::string& section) const;
  // A section that no page has: a misspelt one would be lost in silence.
  std::string unknown_section() const;

 private:
  std::map<std::string, std::string> sections_;
};

}  // namespace imprint_cli
