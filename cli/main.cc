// imprint: the command line of the SDK. Data goes to stdout, talk to stderr.
#include <imprint/imprint.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cstdio>
#include <sstream>
#include <string_view>

#include "answers.h"
#include "command_line.h"
#include "files.h"
#include "near_miss.h"
#include "terminal.h"

namespace imprint_cli {

namespace {

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
  CLI::App app;
  Action chosen;
  add_everything(app, chosen);
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
