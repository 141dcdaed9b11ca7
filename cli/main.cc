// imprint: the command line of the SDK. Data goes to stdout, talk to stderr.
#include <imprint/imprint.h>

#include <cstdio>
#include <exception>
#include <sstream>

#include "commands.h"
#include "files.h"
#include "session.h"
#include "terminal.h"

namespace imprint_cli {

void add_in_out(CLI::App& command, InOut& io) {
  command.add_option("INPUT", io.input, "picture to read; - is standard input")->required();
  command.add_option("-o,--output", io.output, "file to write; - is standard output")->required();
  command.add_flag("-f,--force", io.force, "overwrite an existing output");
}

namespace {

void add_version(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("version", "show the versions of library, ABI and watermark format");
  command->callback([&chosen] {
    chosen = [] {
      std::printf("imprint %s\nabi %u\nwatermark format %u\n", imprint_version(), imprint_abi_version(),
                  imprint_watermark_format_version());
      return static_cast<int>(kDone);
    };
  });
}

// Help is ours; a complaint repeats what it was given.
int explain(const CLI::App& app, const CLI::ParseError& e) {
  std::ostringstream help, complaint;
  const int code = app.exit(e, help, complaint);
  std::fputs(help.str().c_str(), stdout);
  std::fputs(shown_lines(complaint.str()).c_str(), stderr);
  return code == 0 ? kDone : kFailed;
}

int run(int argc, char** argv) {
  CLI::App app("Labels AI-generated pictures so that the label can be seen, read, trusted and found again.", "imprint");
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, conforming or found, 1 could not do its job, 2 absent, invalid, not conforming or contradictory, 3 unsupported input.");
  app.fallthrough();  // what stands before a verb may also stand behind it
  add_context_options(app);
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
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return explain(app, e);
  }
  const int code = chosen();
  if (std::fflush(stdout) != 0) throw CommandError(kFailed, "standard output could not be written");
  return code;
}

}  // namespace
}  // namespace imprint_cli

int main(int argc, char** argv) {
  using imprint_cli::CommandError;
  using imprint_cli::shown;
  try {
    return imprint_cli::run(argc, argv);
  } catch (const CommandError& e) {
    std::fprintf(stderr, "imprint: %s\n", shown(e.what()).c_str());
    return e.exit_code;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "imprint: %s\n", shown(e.what()).c_str());
    return imprint_cli::kFailed;
  }
}
