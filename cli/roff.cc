#include "roff.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>

namespace imprint_cli {
namespace {

constexpr size_t kLineWidth = 78;

// The code point at `i`, which moves to the last of its bytes. The texts are ours, and UTF-8.
uint32_t code_point(const std::string& text, size_t& i) {
  const auto first = static_cast<unsigned char>(text[i]);
  if (first < 0x80) return first;
  const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  uint32_t out = first & (0x3f >> more);
  for (int k = 0; k < more && i + 1 < text.size(); ++k) out = out << 6 | (static_cast<unsigned char>(text[++i]) & 0x3f);
  return out;
}

// roff takes these for something else: an escape, a hyphen, quotation marks and accents of typography.
std::string sign(uint32_t c, bool hyphen) {
  char name[16];
  switch (c) {
    case '\\': return "\\e";
    case '-': return hyphen ? "-" : "\\-";
    case '\'': return "\\(aq";
    case '`': return "\\(ga";
    case '^': return "\\(ha";
    case '~': return "\\(ti";
    default: break;
  }
  if (c < 0x80) return std::string(1, static_cast<char>(c));
  std::snprintf(name, sizeof name, "\\[u%04X]", static_cast<unsigned>(c));
  return name;
}

bool letter(const std::string& text, size_t i) { return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0; }

std::string escaped(const std::string& text, bool code) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = !code && i > 0 && letter(text, i - 1) && letter(text, i + 1);
    const uint32_t c = code_point(text, i);
    out += sign(c, hyphen);
  }
  return out;
}

// A line that begins like a request is none.
std::string guarded(const std::string& line) { return line.starts_with('.') || line.starts_with('\'') ? "\\&" + line : line; }

std::string without_ticks(const std::string& text) {
  std::string out;
  for (size_t from = 0, part = 0; from <= text.size(); ++part) {
    const size_t to = std::min(text.find('`', from), text.size());
    const bool code = part % 2 == 1;
    const std::string piece = escaped(text.substr(from, to - from), code);
    out += code ? "\\fB" + piece + "\\fP" : piece;
    from = to + 1;
  }
  return out;
}

bool ends_sentence(const std::string& word) {
  return (word.ends_with('.') && !word.ends_with("Art.")) || word.ends_with(':') || word.ends_with('?');
}

// Words in lines; a sentence begins a line, as roff likes it.
std::string filled(const std::string& text) {
  std::string out, line;
  const auto end_line = [&] {
    if (!line.empty()) out += guarded(line) + "\n";
    line.clear();
  };
  for (size_t from = 0; from < text.size();) {
    const size_t to = std::min(text.find(' ', from), text.size());
    const std::string word = text.substr(from, to - from);
    if (!word.empty() && line.size() + word.size() + 1 > kLineWidth) end_line();
    if (!word.empty()) line += (line.empty() ? "" : " ") + word;
    if (ends_sentence(word)) end_line();
    from = to + 1;
  }
  end_line();
  return out;
}

}  // namespace

std::string roff_text(const std::string& text) { return filled(without_ticks(text)); }
std::string roff_bold(const std::string& text) { return "\\fB" + escaped(text, true) + "\\fP"; }
std::string roff_italic(const std::string& text) { return "\\fI" + escaped(text, true) + "\\fP"; }

std::string roff_lines(const std::string& lines) {
  std::string out = ".PP\n.RS 4\n.nf\n";
  for (size_t from = 0; from < lines.size();) {
    const size_t to = std::min(lines.find('\n', from), lines.size());
    out += guarded(escaped(lines.substr(from, to - from), true)) + "\n";
    from = to + 1;
  }
  return out + ".fi\n.RE\n";
}

}  // namespace imprint_cli
