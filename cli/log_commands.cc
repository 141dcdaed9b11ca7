// imprint log verify | export | purge: the log of copies without visible label (Measures Art. 9).
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>

#include "answers.h"
#include "commands.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {
namespace {

struct LogArguments {
  std::string log, head, from, until, before, now, output = "-";
  bool json = false, force = false;
};

// "2026-11-24" or "2026-11-24T10:30:00Z"; empty = 0.
int64_t parse_time(const std::string& option, const std::string& text) {
  if (text.empty()) return 0;
  std::tm tm{};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%d", &tm);
  if (end != nullptr && *end != '\0') end = ::strptime(end, "T%H:%M:%SZ", &tm);
  if (end == nullptr || *end != '\0')
    throw CommandError(kFailed, option + ": '" + text + "' is not of the form 2026-11-24 or 2026-11-24T10:30:00Z");
  return ::timegm(&tm);
}

std::string to_text(int64_t time_s) {
  const std::time_t time = static_cast<std::time_t>(time_s);
  std::tm tm{};
  char text[32];
  if (::gmtime_r(&time, &tm) == nullptr || std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0) return "?";
  return text;
}

nlohmann::ordered_json as_json(const imprint_log_summary& s) {
  nlohmann::ordered_json out{
      {"records", s.records}, {"last_sequence", s.last_sequence}, {"head", s.head}, {"torn_bytes", s.torn_bytes}};
  if (s.records > 0)
    out.update({{"first_sequence", s.first_sequence},
                {"first_time", to_text(s.first_time_s)},
                {"last_time", to_text(s.last_time_s)}});
  return out;
}

void say(const std::string& log, const imprint_log_summary& s) {
  std::printf("%s: %llu records, chain whole, head %s\n", shown(log).c_str(),
              static_cast<unsigned long long>(s.records), s.head);
  if (s.records > 0) std::printf("  from %s to %s\n", to_text(s.first_time_s).c_str(), to_text(s.last_time_s).c_str());
  if (s.torn_bytes > 0)
    std::printf("  %llu bytes at its end belong to a write that was cut off and never acknowledged\n",
                static_cast<unsigned long long>(s.torn_bytes));
}

imprint_log_summary summary_of(const LogArguments& a) {
  imprint_log_summary summary = IMPRINT_LOG_SUMMARY_INIT;
  imprint_error error;
  const imprint_status status = imprint_log_verify(text(a.log), &summary, &error);
  if (status == IMPRINT_ERR_LOG_BROKEN)
    throw CommandError(kAbsent, error.message, imprint_status_name(status));
  require_ok(status, error, "log");
  return summary;
}

// A broken chain, or one with another head, is "invalid": 2.
int verify(const LogArguments& a) {
  const JsonOutput json(false);
  try {
    const imprint_log_summary summary = summary_of(a);
    if (!a.head.empty() && a.head != summary.head)
      throw CommandError(kAbsent, a.log + ": its head is " + summary.head + ", not " + a.head + ": records were added, cut off or replaced",
                         kNotThere);
    if (a.json) json.print(a.log, as_json(summary));
    else say(a.log, summary);
    return kDone;
  } catch (const CommandError& error) {
    complain(error);
    if (a.json) json.print_failure(a.log, error);
    return error.exit_code;
  }
}

int export_log(const LogArguments& a) {
  check_output(a.output, a.force);
  OutputBytes out;
  imprint_error error;
  require_ok(
      imprint_log_export(text(a.log), parse_time("--from", a.from), parse_time("--until", a.until), out.out(), &error),
      error, "log");
  write_file(a.output, out.span(), a.force, 0600);
  return kDone;
}

int64_t six_months_before(int64_t now_s) {
  using namespace std::chrono;
  const sys_seconds now{seconds{now_s}};
  const sys_days today = floor<days>(now);
  year_month_day then = year_month_day(today) - months{6};
  if (!then.ok()) then = then.year() / then.month() / last;
  return (sys_days(then) + (now - today)).time_since_epoch().count();
}

int purge(const LogArguments& a) {
  const int64_t now = a.now.empty() ? std::time(nullptr) : parse_time("--now", a.now);
  const int64_t before = a.before.empty() ? six_months_before(now) : parse_time("--before", a.before);
  imprint_log_summary left = IMPRINT_LOG_SUMMARY_INIT;
  uint64_t removed = 0;
  imprint_error error;
  require_ok(imprint_log_purge(text(a.log), before, now, &removed, &left, &error), error, "log");
  std::fprintf(stderr, "%s: %llu records removed, %llu left\n", shown(a.log).c_str(),
               static_cast<unsigned long long>(removed), static_cast<unsigned long long>(left.records));
  return kDone;
}

CLI::App* add_verb(CLI::App& group, const char* name, const char* help, const std::shared_ptr<LogArguments>& a,
                   Action& chosen, int (*run)(const LogArguments&)) {
  CLI::App* command = group.add_subcommand(name, help);
  command->add_option("LOG", a->log, "the log")->required();
  command->callback([a, &chosen, run] { chosen = [a, run] { return run(*a); }; });
  return command;
}

}  // namespace

void add_log(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("log", "the log of copies without visible label (mark --no-visible --log)");
  group->require_subcommand(1);
  const auto a = std::make_shared<LogArguments>();
  CLI::App* check = add_verb(*group, "verify", "check the chain of its records", a, chosen, verify);
  check->add_option("--head", a->head, "hash that the last record has to have, from an earlier verify");
  check->add_flag("--json", a->json, "print the answer (spec/schema/log.schema.json)");
  CLI::App* save = add_verb(*group, "export", "write its records as one JSON document", a, chosen, export_log);
  save->add_option("--from", a->from, "first day or second: 2026-11-24 or 2026-11-24T10:30:00Z");
  save->add_option("--until", a->until, "end, itself not included");
  save->add_option("-o,--output", a->output, "file to write; - is standard output (default)");
  save->add_flag("-f,--force", a->force, "overwrite an existing output");
  CLI::App* clear =
      add_verb(*group, "purge", "remove old records, none of them younger than six months", a, chosen, purge);
  clear->add_option("--before", a->before, "remove what is older (default: six months before --now)");
  clear->add_option("--now", a->now,
                    "the time by which six months are counted, not ahead of the clock (default: the clock)");
}

}  // namespace imprint_cli
