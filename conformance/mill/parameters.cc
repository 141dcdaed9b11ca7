// Numbers in parameters.
#include "mill/parameters.h"

#include <charconv>
#include <cmath>
#include <cstdio>

#include "model/error.h"

namespace imprint_conform {
namespace {

std::string plain(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

}  // namespace

double number_of(const std::string& ladder, const std::string& text, double least, double most) {
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const char* end = text.data() + text.size();
  double value = 0;
  const auto [stop, error] = std::from_chars(begin, end, value, std::chars_format::fixed);
  if (error == std::errc() && stop == end && value >= least && value <= most) return value;
  throw ConformError("attack " + ladder + ": its parameter is a number from " + plain(least) + " to " + plain(most) +
                     "; it is \"" + text + "\"");
}

int whole_of(const std::string& ladder, const std::string& text, int least, int most) {
  const double value = number_of(ladder, text, least, most);
  if (value == std::floor(value)) return static_cast<int>(value);
  throw ConformError("attack " + ladder + ": its parameter is a whole number; it is \"" + text + "\"");
}

std::vector<std::string> split_at(const std::string& text, char separator) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

}  // namespace imprint_conform
