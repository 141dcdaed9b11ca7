// imprint: the command line of the SDK. Data goes to stdout, talk to stderr.
#include <imprint/imprint.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cstdio>
#include <memory>
#include <sstream>
#include <string_view>

#include "answers.h"
#include "commands.h"
#include "files.h"
#include "near_miss.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {

namespace {

std::string versions() {
  return std::string("imprint ") + imprint_version() + "\nabi " + std::to_string(imprint_abi_version()) + "\nwatermark format " +
         std::to_string(imprint_watermark_format_version());
}

void add_version(CLI::App& app, Action& chosen) {
  app.set_version_flag("--version", versions, "show the versions of library, ABI and watermark format");
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("version", "show the versions of library, ABI and watermark format");
  command->add_flag("--json", *json, "print them as JSON (spec/schema/version.schema.json)");
  command->callback([json, &chosen] {
    chosen = [json] {
      if (*json)
        JsonOutput(false).print("", {{"imprint", imprint_version()},
                                     {"abi", imprint_abi_version()},
                                     {"watermark_format", imprint_watermark_format_version()}});
      else
        std::printf("%s\n", versions().c_str());
      return static_cast<int>(kDone);
    };
  });
}

// imprint help [VERB...]: what --help behind it says.
void add_help(CLI::App& app, Action& chosen) {
  auto verbs = std::make_shared<std::vector<std::string>>();
  CLI::App* command = app.add_subcommand("help", "show what a verb does and which options it takes");
  command->add_option("VERB", *verbs, "such as mark, or watermark detect");
  command->callback([verbs, &app, &chosen] {
    chosen = [verbs, &app] {
      const CLI::App* at = &app;
      for (const std::string& verb : *verbs) at = &verb_of(*at, verb);
      std::fputs(at->get_formatter()->make_help(at, name_of(*at), CLI::AppFormatMode::Normal).c_str(), stdout);
      return static_cast<int>(kDone);
    };
  });
}

// The command line as it was typed: the parser may not have come to the end of it.
struct Typed {
  bool json = false, to_stdout = false;

  Typed(int argc, char** argv) {
    for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
      const std::string_view word = argv[i], next = i + 1 < argc ? argv[i + 1] : "";
      json |= word == "--json";
      to_stdout |= word == "-o-" || word == "--output=-" || ((word == "-o" || word == "--output") && next == "-");
    }
  }
};

// On stdout alone what a program reads: an error before any input has no file.
int fail(const Typed& typed, const CommandError& error) {
  if (typed.json) JsonOutput(false, typed.to_stdout ? stderr : stdout).print_failure("", error);
  return error.exit_code;
}

// Help is ours; a complaint repeats what it was given.
int explain(const CLI::App& app, const CLI::ParseError& e, const Typed& typed) {
  std::ostringstream help, complaint;
  if (app.exit(e, help, complaint) == 0) {
    std::fputs(help.str().c_str(), stdout);
    return kDone;
  }
  const std::string text = complaint_of(app, e);
  std::fputs(shown_lines(text).c_str(), stderr);
  return fail(typed, {kFailed, text.substr(0, text.find('\n'))});
}

int run(int argc, char** argv, const Typed& typed) {
  CLI::App app("Labels AI-generated pictures so that the label can be seen, read, trusted and found again.", "imprint");
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, conforming or found, 1 could not do its job, 2 absent, invalid, not conforming or contradictory, 3 unsupported input.");
  app.fallthrough();  // what stands before a verb may also stand behind it
  add_context_options(app);
  add_jobs_option(app);
  Action chosen;
  add_mark(app, chosen);
  add_verify(app, chosen);
  add_lint(app, chosen);
  add_propagate(app, chosen);
  add_transplant(app, chosen);
  add_watermark(app, chosen);
  add_label(app, chosen);
  add_aigc(app, chosen);
  add_log(app, chosen);
  add_manifest(app, chosen);
  add_keys(app, chosen);
  add_version(app, chosen);
  add_help(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return explain(app, e, typed);
  }
  const int code = chosen();
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) throw CommandError(kFailed, "standard output could not be written", kOutput);
  return code;
}

// Pixels, planes and packets come and go by the megabyte. glibc gives each back to the system and fetches it again, with a page fault
// for every 4 KiB; a process that ends soon keeps them (spec/limits.md 4 has what that brings).
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kLargestThreshold = 32 << 20;  // that glibc takes
  mallopt(M_MMAP_THRESHOLD, kLargestThreshold);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

}  // namespace
}  // namespace imprint_cli

int main(int argc, char** argv) {
  imprint_cli::keep_freed_memory();
  const imprint_cli::Typed typed(argc, argv);
  try {
    return imprint_cli::run(argc, argv, typed);
  } catch (...) {
    const imprint_cli::CommandError error = imprint_cli::caught("");
    imprint_cli::complain(error);
    return imprint_cli::fail(typed, error);
  }
}
