// UTC in the form of RFC 3339, and calendar months.
#include <chrono>
#include <cstdio>

#include "record/log.h"

namespace imprint::record {
namespace {

using namespace std::chrono;

struct Split {
  year_month_day day;
  int64_t second;  // of the day
};
Split split(int64_t time_s) {
  const sys_seconds at{seconds{time_s}};
  const sys_days day = floor<days>(at);
  return {year_month_day(day), (at - day).count()};
}

int64_t joined(year_month_day day, int64_t second) {
  return sys_seconds(sys_days(day)).time_since_epoch().count() + second;
}

}  // namespace

int64_t six_months_before(int64_t now_s) {
  const Split now = split(now_s);
  year_month_day then = now.day - months{6};
  if (!then.ok()) then = then.year() / then.month() / last;
  return joined(then, now.second);
}

std::string to_text(int64_t time_s) {
  const Split at = split(time_s);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(at.day.year()),
                static_cast<unsigned>(at.day.month()), static_cast<unsigned>(at.day.day()),
                static_cast<int>(at.second / 3600), static_cast<int>(at.second / 60 % 60),
                static_cast<int>(at.second % 60));
  return text;
}

Result<int64_t> from_text(const std::string& text) {
  int y = 0, hour = 0, minute = 0, second = 0, end = 0;
  unsigned m = 0, d = 0;
  const bool date = text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &y, &m, &d, &end) == 3;
  const bool full = text.size() == 20 && std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%2dZ%n", &y, &m, &d, &hour,
                                                     &minute, &second, &end) == 6;
  const year_month_day day = year{y} / month{m} / std::chrono::day{d};
  // The round trip refuses what sscanf lets pass, such as signs and spaces.
  if ((date || full) && static_cast<size_t>(end) == text.size() && day.ok() && hour < 24 && minute < 60 &&
      second < 60) {
    const int64_t time_s = joined(day, hour * 3600 + minute * 60 + second);
    if (to_text(time_s).starts_with(text)) return time_s;
  }
  return Status(Code::kInvalidArgument, "time '" + text + "' is not of the form 2026-11-24 or 2026-11-24T10:30:00Z");
}

}  // namespace imprint::record
