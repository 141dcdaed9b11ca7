// imprint lint: labels held against the rules, and what a pipeline did to one.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "commands.h"
#include "sarif.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {
namespace {

using Json = nlohmann::ordered_json;

struct LintArguments {
  std::vector<std::string> inputs, trusted, trust_rules;
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
    const std::string severity = text_of(f, "severity"), detail = text_of(f, "detail");
    std::printf("  %s%*s %s [%s]\n", paint(severity).c_str(), static_cast<int>(8 - severity.size()), "",
                text_of(f, "code").c_str(), text_of(f, "clause").c_str());
    if (text_of(f, "code") == "GB-LABEL-ABSENT") continue;  // the first line says it
    std::printf("           %s%s%s\n", text_of(f["text"], "en").c_str(), detail.empty() ? "" : ": ", detail.c_str());
    std::printf("           %s%s%s\n", text_of(f["text"], "zh").c_str(), detail.empty() ? "" : "：", detail.c_str());
  }
}

int exit_code_of(const imprint_report* report) {
  const imprint_lint_status status = imprint_report_get_lint_status(report);
  return status == IMPRINT_LINT_STATUS_CONFORMING || status == IMPRINT_LINT_STATUS_DEVIATING ? kDone : kAbsent;
}

// Prints or keeps what was found.
class Output {
 public:
  explicit Output(const LintArguments& a) : a_(a) {}

  void take(const std::string& path, const Report& report) {
    LintedFile file{path, Json::parse(report.json())};
    ++statuses_[text_of(file.report, "status")];
    if (a_.sarif) {
      kept_.push_back(std::move(file));
    } else if (a_.json && a_.inputs.size() > 1) {
      Json line{{"file", path}};
      line.update(file.report);
      std::printf("%s\n", line.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    } else if (a_.json) {
      std::printf("%s\n", report.json().c_str());
    } else {
      print_for_people(file);
    }
  }

  void finish() const {
    if (a_.sarif) std::printf("%s\n", to_sarif(kept_).c_str());
    if (a_.sarif || a_.json || a_.inputs.size() < 2) return;
    std::string line;
    size_t files = 0;
    for (const auto& [status, n] : statuses_) {
      line += (line.empty() ? ": " : ", ") + std::to_string(n) + " " + in_words(status);
      files += n;
    }
    std::printf("%zu files%s\n", files, line.c_str());
  }

 private:
  const LintArguments& a_;
  std::vector<LintedFile> kept_;
  std::map<std::string, size_t> statuses_;
};

imprint_lint_options options_of(const LintArguments& a) {
  imprint_lint_options options = IMPRINT_LINT_OPTIONS_INIT;
  options.strict = a.strict ? 1 : 0;
  options.time_s = now_s();
  return options;
}

int lint_one(const Session& session, const LintArguments& a, const std::string& path, Output& output) {
  const imprint_lint_options options = options_of(a);
  const Bytes file = read_file(path);
  Report report;
  imprint_error error;
  require_ok(imprint_aigc_lint(session.context(), view(file), &options, report.out(), &error), error, path);
  output.take(path, report);
  return exit_code_of(report.get());
}

int compare(const Session& session, const LintArguments& a, Output& output) {
  const imprint_lint_options options = options_of(a);
  const Bytes before = read_file(a.before), after = read_file(a.after);
  Report report;
  imprint_error error;
  require_ok(imprint_aigc_compare(session.context(), view(before), view(after), &options, report.out(), &error), error,
             a.before + ", " + a.after);
  output.take(a.after, report);
  return exit_code_of(report.get());
}

int lint(const LintArguments& a) {
  const bool comparing = !a.before.empty() || !a.after.empty();
  if (comparing && (a.before.empty() || a.after.empty() || !a.inputs.empty()))
    throw CommandError(kFailed, "lint compares --before A --after B, or takes INPUT...");
  if (!comparing && a.inputs.empty()) throw CommandError(kFailed, "lint needs INPUT..., or --before A --after B");
  Session session;
  session.add_trust_files(a.trusted);
  session.add_trust_rules(a.trust_rules);
  Output output(a);
  int code = kDone;
  if (comparing) code = compare(session, a, output);
  for (const std::string& path : a.inputs) {
    try {
      code = worse(code, lint_one(session, a, path, output));
    } catch (const CommandError& e) {
      std::fprintf(stderr, "imprint: %s\n", shown(e.what()).c_str());
      code = worse(code, e.exit_code);
    }
  }
  output.finish();
  return code;
}

}  // namespace

void add_lint(CLI::App& app, Action& chosen) {
  auto a = std::make_shared<LintArguments>();
  CLI::App* command = app.add_subcommand("lint", "hold AIGC labels against the rules (spec/lint-rules.md)");
  command->add_option("INPUT", a->inputs, "files; - is standard input");
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
