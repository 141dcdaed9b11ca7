#include "aigc/json_mend.h"

#include <cstdint>

#include "aigc/json_scan.h"
#include "aigc/text_forms.h"
#include "base/bytes.h"

namespace imprint::aigc {
namespace {

// Reads what repr() of Python writes: strings in either quotation mark, True, False and None; all else is as in JSON.
class PythonReader {
 public:
  explicit PythonReader(std::string_view text) : rest_(text) {}

  std::optional<std::string> json() && {
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '\'' || c == '"') {
        if (!string(c)) return std::nullopt;
      } else if (!(word("True", "true") || word("False", "false") || word("None", "null"))) {
        out_.push_back(c);
        rest_.remove_prefix(1);
      }
    }
    return std::move(out_);
  }

 private:
  bool word(std::string_view python, std::string_view json) {
    if (!rest_.starts_with(python)) return false;
    out_ += json;
    rest_.remove_prefix(python.size());
    return true;
  }

  bool string(char quote) {
    std::string value;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != quote) {
      if (rest_.front() == '\\') {
        if (!escape(value)) return false;
      } else {
        value.push_back(rest_.front());
        rest_.remove_prefix(1);
      }
    }
    if (rest_.empty()) return false;
    rest_.remove_prefix(1);
    append_json_string(out_, value);
    return true;
  }

  // What repr() escapes: the quotation marks and the backslash, and characters that are not printable, as \n, \xHH or \uHHHH.
  bool escape(std::string& value) {
    if (rest_.size() < 2) return false;
    const char c = rest_[1];
    rest_.remove_prefix(2);
    switch (c) {
      case '\\':
      case '\'':
      case '"': value.push_back(c); return true;
      case 'n': value.push_back('\n'); return true;
      case 'r': value.push_back('\r'); return true;
      case 't': value.push_back('\t'); return true;
      case 'x': return character(2, value);
      case 'u': return character(4, value);
      default: return false;
    }
  }

  bool character(size_t digits, std::string& value) {
    const auto code = rest_.size() < digits ? std::nullopt : decode_hex(rest_.substr(0, digits));
    if (!code || code->size() != digits / 2) return false;
    value += digits == 2 ? utf8_of_latin1(*code) : utf8_of_utf16(as_bytes(*code), false);
    rest_.remove_prefix(digits);
    return true;
  }

  std::string_view rest_;
  std::string out_;
};

// Who lost a quotation mark lost the last brace with it: his string ended elsewhere.
std::string with_all_braces(std::string json) {
  int open = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    if (in_string && json[i] == '\\') {
      ++i;
    } else if (json[i] == '"') {
      in_string = !in_string;
    } else if (!in_string) {
      open += json[i] == '{' ? 1 : json[i] == '}' ? -1 : 0;
    }
  }
  return open == 1 && !in_string ? json + "}" : json;
}

}  // namespace

std::optional<MendedJson> mend_json(std::string_view text) {
  constexpr std::string_view kUnclosed = "{\"AIGC:{", kClosed = "{\"AIGC\":{";
  if (text.starts_with(kUnclosed))
    return MendedJson{with_all_braces(std::string(kClosed).append(text.substr(kUnclosed.size()))), "the name AIGC lacks a quotation mark"};
  if (!text.starts_with("{'")) return std::nullopt;
  std::optional<std::string> json = PythonReader(text).json();
  if (!json) return std::nullopt;
  return MendedJson{std::move(*json), "it is a Python literal"};
}

}  // namespace imprint::aigc
