// imprint: the command line of the SDK. Data goes to stdout, talk to stderr.
#include <imprint/imprint.h>

#include <cstdio>
#include <exception>

#include "commands.h"
#include "files.h"
#include "session.h"

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

int run(int argc, char** argv) {
  CLI::App app("Labels AI-generated pictures so that the label can be seen, read, trusted and found again.", "imprint");
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, conforming or found, 1 could not do its job, 2 absent, not conforming or contradictory, 3 unsupported input.");
  app.add_option_function<uint32_t>("--threads", Session::use_threads, "threads for the watermark (default 1); answers do not depend on it")
      ->check(CLI::Range(1, 64));
  Action chosen;
  add_mark(app, chosen);
  add_verify(app, chosen);
  add_lint(app, chosen);
  add_propagate(app, chosen);
  add_transplant(app, chosen);
  add_watermark(app, chosen);
  add_label(app, chosen);
  add_aigc(app, chosen);
  add_manifest(app, chosen);
  add_log(app, chosen);
  add_keys(app, chosen);
  add_version(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? kDone : kFailed;
  }
  const int code = chosen();
  if (std::fflush(stdout) != 0) throw CommandError(kFailed, "standard output could not be written");
  return code;
}

}  // namespace
}  // namespace imprint_cli

int main(int argc, char** argv) {
  using imprint_cli::CommandError;
  try {
    return imprint_cli::run(argc, argv);
  } catch (const CommandError& e) {
    std::fprintf(stderr, "imprint: %s\n", e.what());
    return e.exit_code;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "imprint: %s\n", e.what());
    return imprint_cli::kFailed;
  }
}
