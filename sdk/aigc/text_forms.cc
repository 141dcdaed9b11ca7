// Conversions between the forms of text; nothing here knows about labels.
#include "aigc/text_forms.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <utility>

namespace imprint::aigc {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

void append_utf8(std::string& out, uint32_t point) {
  const auto tail = [&](int shift) { out.push_back(static_cast<char>(0x80 | ((point >> shift) & 0x3F))); };
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | point >> 6));
    tail(0);
  } else if (point < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | point >> 12));
    tail(6), tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0 | point >> 18));
    tail(12), tail(6), tail(0);
  }
}

// Bytes of the UTF-8 sequence at the front of `text`; 0 when there is none. RFC 3629 section 4.
size_t sequence_length(std::string_view text) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0}; };
  const auto is_tail = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return is_tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;
    if (lead == 0xED && byte(1) > 0x9F) return 0;
    return is_tail(1) && is_tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;
    return is_tail(1) && is_tail(2) && is_tail(3) ? 4 : 0;
  }
  return 0;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string utf8_of_latin1(std::string_view text) {
  std::string out;
  for (const char c : text) append_utf8(out, static_cast<uint8_t>(c));
  return out;
}

std::string utf8_of_utf16(ByteView units, bool little_endian) {
  const auto unit = [&](size_t i) -> uint32_t { return little_endian ? read_le16(&units[i]) : read_be16(&units[i]); };
  std::string out;
  for (size_t i = 0; i + 2 <= units.size(); i += 2) {
    uint32_t point = unit(i);
    if (point >= 0xD800 && point <= 0xDFFF) {
      const uint32_t low = i + 4 <= units.size() ? unit(i + 2) : 0;
      const bool pair = point <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF;
      point = pair ? 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
      if (pair) i += 2;
    }
    append_utf8(out, point);
  }
  return out;
}

Bytes utf16_of_utf8(std::string_view text) {
  Bytes out;
  const auto append_unit = [&](uint32_t unit) { out.insert(out.end(), {static_cast<uint8_t>(unit), static_cast<uint8_t>(unit >> 8)}); };
  append_unit(0xFEFF);
  while (!text.empty()) {
    const size_t length = sequence_length(text);
    uint32_t point = length == 0 ? 0xFFFD : static_cast<uint8_t>(text[0]) & (length == 1 ? 0x7F : 0xFF >> (length + 1));
    for (size_t i = 1; i < length; ++i) point = point << 6 | (static_cast<uint8_t>(text[i]) & 0x3F);
    if (point >= 0x10000) append_unit(0xD7C0 + (point >> 10));
    append_unit(point >= 0x10000 ? 0xDC00 | (point & 0x3FF) : point);
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return out;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string out;
  uint32_t bits = 0;
  int held = 0;
  bool padded = false;
  for (const char c : text) {
    if (is_space(c)) continue;
    if (c == '=') {
      padded = true;
      continue;
    }
    const int value = base64_value(c);
    if (value < 0 || padded) return std::nullopt;
    bits = (bits << 6 | static_cast<uint32_t>(value)) & 0xFFFFFF;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out.push_back(static_cast<char>(bits >> held & 0xFF));
  }
  if (held == 6) return std::nullopt;  // one letter alone is no byte
  return out;
}

std::optional<std::string> decode_hex(std::string_view text) {
  std::string out;
  int high = -1;
  for (const char c : text) {
    if (is_space(c)) continue;
    const int value = hex_value(c);
    if (value < 0) return std::nullopt;
    if (high < 0) {
      high = value;
      continue;
    }
    out.push_back(static_cast<char>(high << 4 | value));
    high = -1;
  }
  if (high >= 0) return std::nullopt;
  return out;
}

std::string xml_escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string xml_unescape(std::string_view text) {
  constexpr std::pair<std::string_view, char> kNames[] = {
      {"&quot;", '"'}, {"&#34;", '"'}, {"&#x22;", '"'}, {"&apos;", '\''}, {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
  std::string out;
  while (!text.empty()) {
    const auto* found = std::find_if(std::begin(kNames), std::end(kNames),
                                     [&](const auto& name) { return text.starts_with(name.first); });
    const bool known = found != std::end(kNames);
    out.push_back(known ? found->second : text.front());
    text.remove_prefix(known ? found->first.size() : 1);
  }
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  const auto dull = [](char c) { return is_space(c) || c == '\0'; };
  while (!text.empty() && dull(text.front())) text.remove_prefix(1);
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  while (!text.empty() && dull(text.front())) text.remove_prefix(1);
  while (!text.empty() && dull(text.back())) text.remove_suffix(1);
  return text;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string whole(std::string_view text) { return excerpt(text, std::string_view::npos); }

std::string excerpt(std::string_view text, size_t most_characters) {
  std::string out;
  for (size_t n = 0; !text.empty(); ++n) {
    if (n == most_characters) return out + "\u2026";
    const size_t length = sequence_length(text);
    const auto byte = static_cast<uint8_t>(text.front());
    const bool c1 = length == 2 && byte == 0xC2 && static_cast<uint8_t>(text[1]) < 0xA0;
    if (length == 0) {
      out += "\uFFFD";
    } else if (byte < 0x20 || byte == 0x7F || c1) {
      char escaped[16];
      std::snprintf(escaped, sizeof escaped, "\\u{%x}", static_cast<unsigned>(c1 ? static_cast<uint8_t>(text[1]) : byte));
      out += escaped;
    } else {
      out.append(text.substr(0, length));
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace imprint::aigc
