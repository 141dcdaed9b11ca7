// Completions of the command line for three shells.
#pragma once

#include <string>

#include "tree.h"

namespace imprint_cli {

std::string bash_completion(const VerbEntry& tool);
std::string zsh_completion(const VerbEntry& tool);
std::string fish_completion(const VerbEntry& tool);

// Text between single quotes, for all three.
std::string in_quotes(const std::string& text);
// The words with `between` between them.
std::string joined(const std::vector<std::string>& words, const char* between);

}  // namespace imprint_cli
