#include "terminal.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace imprint_cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

struct Character {
  uint32_t code;
  size_t bytes;
  bool valid;
};

// Unicode 15, table 3-7: the bytes that may follow the first one, the second's range aside.
struct Lead {
  size_t bytes;
  uint8_t second_from, second_to;
};
Lead lead_of(uint8_t first) {
  if (first >= 0xC2 && first <= 0xDF) return {2, 0x80, 0xBF};
  if (first == 0xE0) return {3, 0xA0, 0xBF};
  if (first == 0xED) return {3, 0x80, 0x9F};  // no surrogates
  if (first >= 0xE1 && first <= 0xEF) return {3, 0x80, 0xBF};
  if (first == 0xF0) return {4, 0x90, 0xBF};
  if (first >= 0xF1 && first <= 0xF3) return {4, 0x80, 0xBF};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {1, 0, 0};
}

// The next character, or as many bytes as begin one and do not end it (Unicode 15, 3.9, "maximal subpart").
Character next(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1, true};
  const Lead lead = lead_of(byte(0));
  if (lead.bytes == 1) return {0, 1, false};
  uint32_t code = byte(0) & (0x7Fu >> lead.bytes);
  for (size_t i = 1; i < lead.bytes; ++i) {
    const uint8_t from = i == 1 ? lead.second_from : 0x80, to = i == 1 ? lead.second_to : 0xBF;
    if (i >= text.size() || byte(i) < from || byte(i) > to) return {0, i, false};
    code = code << 6 | (byte(i) & 0x3Fu);
  }
  return {code, lead.bytes, true};
}

bool misleads(uint32_t c) {
  struct Range {
    uint32_t from, to;
  };
  static constexpr Range kRanges[] = {
      {0x00, 0x1F},     {0x7F, 0x9F},                          // C0, DEL, C1
      {0x61C, 0x61C},   {0x200E, 0x200F},                      // marks of direction
      {0x2028, 0x202E}, {0x2066, 0x2069},                      // separators, embeddings, overrides; isolates
      {0x200B, 0x200B}, {0x2060, 0x2065}, {0x206A, 0x206F},    // invisible, and deprecated formatting
      {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},  // byte order mark, annotations, tags
  };
  for (const Range& range : kRanges)
    if (c >= range.from && c <= range.to) return true;
  return false;
}

std::string clean(std::string_view text, bool lines) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character c = next(text);
    if (!c.valid) {
      out += kReplacement;
    } else if (misleads(c.code) && !(lines && c.code == '\n')) {
      char escaped[16];
      std::snprintf(escaped, sizeof escaped, "\\u{%x}", static_cast<unsigned>(c.code));
      out += escaped;
    } else {
      out += text.substr(0, c.bytes);
    }
    text.remove_prefix(c.bytes);
  }
  return out;
}

}  // namespace

std::string shown(std::string_view foreign) { return clean(foreign, false); }
std::string shown_lines(std::string_view foreign) { return clean(foreign, true); }

}  // namespace imprint_cli
