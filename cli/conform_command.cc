// imprint conform: hands over to imprint-conform, the conformance suite, which is a program of its own: it judges
// anybody's product and needs libraries that the tool does not (spec/decisions/0021-conformance-suite.md).
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "commands.h"
#include "conform_suite.h"
#include "files.h"

namespace imprint_cli {
namespace {

int hand_over(const std::vector<std::string>& words) {
  const std::string program = conform_suite("conform");
  std::vector<char*> arguments{const_cast<char*>("imprint conform")};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  throw CommandError(kFailed, program + ": " + std::strerror(errno));
}

}  // namespace

void add_conform(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "conform", "judge files, or a product, by the rules of the Measures and GB 45438-2025, and measure robustness");
  command->set_help_flag();  // the suite has its own
  command->prefix_command();
  command->fallthrough(false);  // or the verb above would take the words
  command->callback([command, &chosen] { chosen = [command] { return hand_over(command->remaining()); }; });
}

}  // namespace imprint_cli
