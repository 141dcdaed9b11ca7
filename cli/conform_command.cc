// imprint conform: hands over to imprint-conform, the conformance suite, which is a program of its own: it judges anybody's product
// and needs libraries that the tool does not (spec/decisions/0021-conformance-suite.md).
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "commands.h"
#include "files.h"

namespace imprint_cli {
namespace {

namespace fs = std::filesystem;

// Beside the tool, where packages put it, or in the build tree.
fs::path suite() {
  if (const char* named = std::getenv("IMPRINT_CONFORM")) return named;
  std::error_code ignored;
  const fs::path here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* place : {"imprint-conform", "../libexec/imprint/imprint-conform", "../conformance/imprint-conform"}) {
    if (::access((here / place).c_str(), X_OK) == 0) return here / place;
  }
  throw CommandError(kFailed, "conform: the conformance suite (imprint-conform) is not installed beside this tool; IMPRINT_CONFORM can name it");
}

int hand_over(const std::vector<std::string>& words) {
  const std::string program = suite().string();
  std::vector<char*> arguments{const_cast<char*>("imprint conform")};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  throw CommandError(kFailed, program + ": " + std::strerror(errno));
}

}  // namespace

void add_conform(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("conform", "judge files, or a product, by the rules of the Measures and GB 45438-2025, and measure robustness");
  command->set_help_flag();  // the suite has its own
  command->prefix_command();
  command->callback([command, &chosen] { chosen = [command] { return hand_over(command->remaining()); }; });
}

}  // namespace imprint_cli
