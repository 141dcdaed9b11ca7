// Many inputs: named on the command line, in a list, or found in folders. One room for all verbs.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace imprint_cli {

struct Input {
  std::string path;     // "-" is standard input
  std::string below;    // its folder below the one that was named, for outputs that keep the tree; else empty
  std::string problem;  // why there is nothing to read, such as a folder that may not be opened; else empty
};

struct InputOptions {
  std::vector<std::string> named;
  std::string list;  // --files-from: a file with names, or "-"
  bool recursive = false, nul = false;
};

// INPUT..., --recursive, --files-from and --null. `what` is read: "pictures".
void add_inputs(CLI::App& command, InputOptions& options, const std::string& what);

// The inputs in the order in which they are named; those of a folder by their names, without what begins with a dot, and without
// following links to folders. Folders need --recursive. Throws when nothing is named.
std::vector<Input> gather(const InputOptions& options);

// Do answers have to say which file they are of? Not a matter of what folders and lists turn out to hold.
bool of_many(const InputOptions& options);

}  // namespace imprint_cli
