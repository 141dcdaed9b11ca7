// imprint lint: labels held against the rules, and what a pipeline did to one.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "answers.h"
#include "commands.h"
#include "sarif.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct LintArguments {
  InputOptions inputs;
  std::vector<std::string> trusted, trust_rules;
  std::string before, after;
  bool json = false, sarif = false, strict = false;
};

// For people: values come from the file.
std::string text_of(const Json& node, const char* key) { return shown(node.value(key, std::string())); }

// Colours for people at a terminal, unless they said no (no-color.org).
class Paint {
 public:
  std::string operator()(const std::string& severity) const {
    if (!on_) return severity;
    const char* code = severity == "error" ? "31" : severity == "warning" ? "33" : "36";
    return "\033[" + std::string(code) + "m" + severity + "\033[0m";
  }

 private:
  bool on_ = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
};

std::string counted(const Json& report, const char* key, const char* one) {
  const auto n = report[key].get<size_t>();
  return std::to_string(n) + " " + one + (n == 1 ? "" : "s");
}

std::string in_words(const std::string& status) {
  if (status == "not_conforming") return "not conforming";
  return status == "absent" ? "no label" : status;
}

void print_for_people(const LintedFile& file) {
  static const Paint paint;
  const Json& report = file.report;
  std::printf("%s: %s (%s, %s, %s)\n", shown(file.path).c_str(), in_words(text_of(report, "status")).c_str(),
              counted(report, "errors", "error").c_str(), counted(report, "warnings", "warning").c_str(),
              counted(report, "infos", "info").c_str());
  for (const Json& found : report["labels"]) {
    const Json& label = found["label"];
    std::printf("  label    %s, %s: Label %s, producer %s, id %s\n", text_of(found, "carrier").c_str(),
                text_of(found, "shape").c_str(), text_of(label, "Label").c_str(),
                text_of(label, "ContentProducer").c_str(), text_of(label, "ProduceID").c_str());
  }
  for (const Json& f : report["findings"]) {
    const std::string severity = text_of(f, "severity"), detail = text_of(f, "detail"), detail_zh = text_of(f, "detail_zh");
    std::printf("  %s%*s %s [%s]\n", paint(severity).c_str(), static_cast<int>(8 - severity.size()), "",
                text_of(f, "code").c_str(), text_of(f, "clause").c_str());
    if (text_of(f, "code") == "GB-LABEL-ABSENT") continue;  // the first line says it
    std::printf("           %s%s%s\n", text_of(f["text"], "en").c_str(), detail.empty() ? "" : ": ", detail.c_str());
    std::printf("           %s%s%s\n", text_of(f["text"], "zh").c_str(), detail_zh.empty() ? "" : "：", detail_zh.c_str());
  }
}

int exit_code_of(const imprint_report* report) {
  const imprint_lint_status status = imprint_report_get_lint_status(report);
  return status == IMPRINT_LINT_STATUS_CONFORMING || status == IMPRINT_LINT_STATUS_DEVIATING ? kDone : kAbsent;
}

struct Linted {
  Json report;
  int exit_code = kDone;
};

// Prints or keeps what was found.
class Output {
 public:
  explicit Output(const LintArguments& a) : a_(a), json_(of_many(a.inputs)) {}

  int take(const std::string& path, Linted& linted) {
    LintedFile file{path, std::move(linted.report)};
    ++statuses_[text_of(file.report, "status")];
    if (a_.json) json_.print(path, file.report);
    if (a_.sarif) sarif_.add(file);
    if (!a_.json && !a_.sarif) print_for_people(file);
    return linted.exit_code;
  }

  void fail(const std::string& path, const CommandError& error) {
    ++failed_;
    if (a_.json) json_.print_failure(path, error);
    if (a_.sarif) sarif_.add_failure(path, error);
  }

  void finish() {
    if (a_.sarif) std::printf("%s\n", std::move(sarif_).finish().c_str());
    if (a_.sarif || a_.json || !of_many(a_.inputs)) return;
    std::string line = failed_ == 0 ? "" : ": " + std::to_string(failed_) + " not read";
    size_t files = failed_;
    for (const auto& [status, n] : statuses_) {
      line += (line.empty() ? ": " : ", ") + std::to_string(n) + " " + in_words(status);
      files += n;
    }
    std::printf("%zu files%s\n", files, line.c_str());
  }

 private:
  const LintArguments& a_;
  JsonOutput json_;
  Sarif sarif_;
  std::map<std::string, size_t> statuses_;
  size_t failed_ = 0;
};

imprint_lint_options options_of(const LintArguments& a) {
  imprint_lint_options options = IMPRINT_LINT_OPTIONS_INIT;
  options.strict = a.strict ? 1 : 0;
  options.time_s = now_s();
  return options;
}

Linted lint_one(const Session& session, const imprint_lint_options& options, const std::string& path) {
  const Bytes file = read_file(path);
  Report report;
  imprint_error error;
  require_ok(imprint_aigc_lint(session.context(), view(file), &options, report.out(), &error), error, path);
  return {Json::parse(report.json()), exit_code_of(report.get())};
}

Linted compare(const Session& session, const imprint_lint_options& options, const LintArguments& a) {
  const Bytes before = read_file(a.before), after = read_file(a.after);
  Report report;
  imprint_error error;
  require_ok(imprint_aigc_compare(session.context(), view(before), view(after), &options, report.out(), &error), error,
             a.before + ", " + a.after);
  return {Json::parse(report.json()), exit_code_of(report.get())};
}

// What is linted: the files, or of a comparison the second one.
std::vector<Input> inputs_of(const LintArguments& a) {
  const bool named = !a.inputs.named.empty() || !a.inputs.list.empty(), comparing = !a.before.empty() || !a.after.empty();
  if (!comparing && !named) throw CommandError(kFailed, "lint needs INPUT..., or --before A --after B");
  if (!comparing) return gather(a.inputs);
  if (a.before.empty() || a.after.empty() || named) throw CommandError(kFailed, "lint compares --before A --after B, or takes INPUT...");
  return {{a.after, "", ""}};
}

int lint(const LintArguments& a) {
  const std::vector<Input> inputs = inputs_of(a);
  Session session;
  session.add_trust_files(a.trusted);
  session.add_trust_rules(a.trust_rules);
  Output output(a);
  const imprint_lint_options options = options_of(a);  // one time for all
  const auto work = [&](const Input& input, size_t) {
    return a.before.empty() ? lint_one(session, options, input.path) : compare(session, options, a);
  };
  const auto tell = [&](const Input& input, Linted& linted) { return output.take(input.path, linted); };
  const int code = answer_all<Linted>(
      inputs, work, tell, [&](const std::string& path, const CommandError& error) { output.fail(path, error); });
  output.finish();
  return code;
}

}  // namespace

void add_lint(CLI::App& app, Action& chosen) {
  auto a = std::make_shared<LintArguments>();
  CLI::App* command = app.add_subcommand("lint", "hold AIGC labels against the rules (spec/lint-rules.md)");
  add_inputs(*command, a->inputs, "files");
  command->add_option("--before", a->before,
                      "a file before a pipeline; with --after: what the pipeline lost or rewrote");
  command->add_option("--after", a->after, "the file after it");
  command->add_flag("--strict", a->strict, "warnings count like errors");
  auto* json = command->add_flag("--json", a->json,
                                 "print the findings (spec/schema/lint.schema.json); one line per file for several");
  command->add_flag("--sarif", a->sarif, "print the findings of all files as SARIF 2.1.0")->excludes(json);
  command
      ->add_option("--trust", a->trusted,
                   "PEM file with keys or certificates whose signatures are trusted; repeat for more")
      ->allow_extra_args(false);
  command
      ->add_option(
          "--trust-for", a->trust_rules,
          "CODE=PEM: the same for the labels of one producer alone, who need not be named below it; repeat for more")
      ->allow_extra_args(false);
  command->callback([a, &chosen] { chosen = [a] { return lint(*a); }; });
}

}  // namespace imprint_cli
