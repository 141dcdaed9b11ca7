// The command line as plain data: what man pages and completions are written from, so that neither can differ from --help.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace imprint_cli {

struct OptionEntry {
  std::vector<std::string> names;  // "-o", "--output"; of a positional "INPUT"
  std::string value;               // what it takes (cli/value_names.cc); empty: a flag
  std::string help;
  std::string group;
  bool required = false, repeats = false;

  bool takes_file() const;
  bool takes_folder() const { return value == "FOLDER"; }
  std::vector<std::string> choices() const;  // the words of plate|plain|outlined
};

struct VerbEntry {
  std::string name;       // "detect"
  std::string full_name;  // "imprint watermark detect"
  std::string description;
  std::vector<OptionEntry> options, positionals;
  std::vector<VerbEntry> verbs;
};

// `app` without options that are kept out of --help.
VerbEntry tree_of(const CLI::App& app);

}  // namespace imprint_cli
