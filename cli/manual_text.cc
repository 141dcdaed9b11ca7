#include "manual_text.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "roff.h"

namespace imprint_cli {
namespace {

constexpr const char* kSections[] = {"DESCRIPTION", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"};
constexpr size_t kStep = 4;

bool is_heading(const std::string& line) {
  return !line.empty() && std::all_of(line.begin(), line.end(), [](unsigned char c) { return std::isupper(c) != 0 || c == ' '; }) && line[0] != ' ';
}

bool is_set_in(const std::string& line) { return line.starts_with(std::string(kStep, ' ')); }

// Paragraphs, and blocks of lines that are set in.
std::vector<std::vector<std::string>> blocks_of(const std::string& section) {
  std::vector<std::vector<std::string>> out;
  bool open = false;
  for (size_t from = 0; from < section.size();) {
    const size_t to = std::min(section.find('\n', from), section.size());
    const std::string line = section.substr(from, to - from);
    from = to + 1;
    if (line.empty()) {
      open = false;
      continue;
    }
    if (!open || is_set_in(out.back().front()) != is_set_in(line)) out.emplace_back();
    out.back().push_back(line);
    open = true;
  }
  return out;
}

std::string roff_of(const std::vector<std::string>& block) {
  std::string text;
  if (is_set_in(block.front())) {
    for (const std::string& line : block) text += line.substr(kStep) + "\n";
    return roff_lines(text);
  }
  for (const std::string& line : block) text += (text.empty() ? "" : " ") + line;
  const size_t dash = text.find(" -- ");
  if (dash == std::string::npos) return ".PP\n" + roff_text(text);
  return ".TP\n" + roff_bold(text.substr(0, dash)) + "\n" + roff_text(text.substr(dash + 4));
}

}  // namespace

ManualText::ManualText(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": a verb without a text");
  std::string* section = nullptr;
  for (std::string line; std::getline(file, line);) {
    if (is_heading(line)) section = &sections_[line];
    else if (section == nullptr) throw std::runtime_error(path + ": text before the first section");
    else *section += line + "\n";
  }
}

std::string ManualText::raw(const std::string& section) const {
  const auto at = sections_.find(section);
  return at == sections_.end() ? "" : at->second;
}

std::string ManualText::roff(const std::string& section) const {
  std::string out;
  for (const auto& block : blocks_of(raw(section))) out += roff_of(block);
  if (out.starts_with(".PP\n")) out.erase(0, 4);  // a heading begins a paragraph by itself
  return out;
}

std::string ManualText::unknown_section() const {
  for (const auto& [name, text] : sections_)
    if (std::find(std::begin(kSections), std::end(kSections), name) == std::end(kSections)) return name;
  return "";
}

}  // namespace imprint_cli
