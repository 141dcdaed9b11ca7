// imprint completion bash | zsh | fish: a script for the shell, on standard output.
#include "completion.h"

#include <cstdio>
#include <memory>

#include "commands.h"
#include "files.h"

namespace imprint_cli {
namespace {

std::string script_for(const std::string& shell, const VerbEntry& tool) {
  if (shell == "bash") return bash_completion(tool);
  if (shell == "zsh") return zsh_completion(tool);
  if (shell == "fish") return fish_completion(tool);
  throw CommandError(kFailed, "completion: no script for \"" + shell + "\"; there are bash, zsh and fish");
}

}  // namespace

std::string in_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

void add_completion(CLI::App& app, Action& chosen) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("completion", "print a script that completes verbs, options and values in a shell");
  command->add_option("SHELL", *shell, "bash, zsh or fish")->required();
  command->callback([shell, &app, &chosen] {
    chosen = [shell, &app] {
      std::fputs(script_for(*shell, tree_of(app)).c_str(), stdout);
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace imprint_cli
