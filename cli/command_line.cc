// The whole command line: every verb with its options, and the verbs that are about the tool itself.
#include "command_line.h"

#include <imprint/imprint.h>

#include <cstdio>
#include <memory>
#include <vector>

#include "answers.h"
#include "near_miss.h"
#include "session.h"
#include "value_names.h"

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

}  // namespace

void add_everything(CLI::App& app, Action& chosen) {
  app.name("imprint");
  app.description("Labels AI-generated pictures so that the label can be seen, read, trusted and found again.");
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, conforming or found, 1 could not do its job, 2 absent, invalid, not conforming or contradictory, 3 unsupported input.");
  app.fallthrough();  // what stands before a verb may also stand behind it
  add_context_options(app);
  add_jobs_option(app);
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
  add_conform(app, chosen);
  add_version(app, chosen);
  add_help(app, chosen);
  add_completion(app, chosen);
  name_values(app);
}

}  // namespace imprint_cli
