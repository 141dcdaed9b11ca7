// Text of reports. What a subject said is foreign: it never reaches a page or an editor with its own control
// characters.
#include "report/text.h"


#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "model/error.h"

namespace imprint_conform {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Takes one code point off the front of `text`; kReplacement, and one byte, where it is no UTF-8.
char32_t take(std::string_view& text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const size_t length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
  char32_t point = length < 2 ? first : first & (0x7Fu >> length);
  bool good = length != 0 && length <= text.size();
  for (size_t i = 1; good && i < length; ++i) {
    good = byte(i) >> 6 == 2;
    point = point << 6 | (byte(i) & 0x3Fu);
  }
  static constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  good = good && point >= least[length] && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
  text.remove_prefix(good ? length : 1);
  return good ? point : kReplacement;
}

void put(char32_t point, std::string& out) {
  if (point < 0x80) {
    out += static_cast<char>(point);
    return;
  }
  const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  static constexpr std::array<unsigned, 4> lead{0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(lead[static_cast<size_t>(more)] | point >> (6 * more));
  for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80u | (point >> (6 * i) & 0x3Fu));
}

// Characters that draw nothing, turn the direction, or that XML 1.0 does not have.
bool hidden(char32_t p) {
  return p < 0x20 || (p >= 0x7F && p < 0xA0) || p == 0xAD || p == 0x61C || (p >= 0x200B && p <= 0x200F) ||
         (p >= 0x2028 && p <= 0x202E) || (p >= 0x2060 && p <= 0x206F) || p == 0xFEFF || (p >= 0xFFF9 && p <= 0xFFFB) ||
         (p & 0xFFFE) == 0xFFFE || (p >= 0xE0000 && p <= 0xE007F);
}

std::string hexadecimal(char32_t point) {
  std::array<char, 8> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), static_cast<uint32_t>(point), 16).ptr;
  std::string text(digits.begin(), end);
  for (char& c : text) c = static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
  return text.size() < 4 ? std::string(4 - text.size(), '0') + text : text;
}

// What stands outside of strings in JSON is ASCII, so any hidden character of a dump is inside of one.
std::string with_hidden_escaped(std::string_view dump) {
  std::string out;
  out.reserve(dump.size());
  while (!dump.empty()) {
    const char32_t point = take(dump);
    if (point < 0x7F || !hidden(point)) {
      put(point, out);
    } else if (point < 0x10000) {
      out += "\\u" + hexadecimal(point);
    } else {
      out += "\\u" + hexadecimal(0xD800 + ((point - 0x10000) >> 10));
      out += "\\u" + hexadecimal(0xDC00 + (point & 0x3FF));
    }
  }
  return out;
}

}  // namespace

std::string decimal(double value, int places, std::string_view what) {
  if (!std::isfinite(value)) throw ConformError(std::string(what) + " is no finite number");
  if (std::fabs(value) >= 1e15) throw ConformError(std::string(what) + " is beyond 1e15");
  std::array<char, 64> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed, places).ptr;
  std::string text(digits.begin(), end);
  const bool minus_nothing = text.front() == '-' && text.find_first_of("123456789") == std::string::npos;
  return minus_nothing ? text.substr(1) : text;
}

std::string visible(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t point = take(text);
    if (point == '\n' || point == '\t') {
      out += ' ';
    } else if (hidden(point)) {
      out += "[U+" + hexadecimal(point) + "]";
    } else {
      put(point, out);
    }
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string json_text(const nlohmann::json& value) {
  return with_hidden_escaped(value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace)) + "\n";
}

std::string json_line(const nlohmann::json& value) {
  return with_hidden_escaped(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

nlohmann::json parsed(std::string_view text, std::string_view what) {
  if (text.size() > kJsonBytes) {
    throw ConformError(std::string(what) + " has " + std::to_string(text.size()) + " bytes, more than " +
                       std::to_string(kJsonBytes));
  }
  const auto shallow = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    if (depth > kJsonDepth) {
      throw ConformError(std::string(what) + " is nested deeper than " + std::to_string(kJsonDepth) + " levels");
    }
    return true;
  };
  try {
    return nlohmann::json::parse(text, shallow);
  } catch (const nlohmann::json::parse_error& error) {
    throw ConformError(std::string(what) + " is no JSON, at byte " + std::to_string(error.byte));
  }
}

}  // namespace imprint_conform
