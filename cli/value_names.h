// What the value of each option is called in --help, man pages and completions: FILE, N, plate|plain|outlined.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace imprint_cli {

// Gives the options of all verbs the names of the table.
void name_values(CLI::App& app);

// Options that take a value and stand in no row, and rows that no option is named by: none, or the table is wrong.
std::vector<std::string> faults_of_value_names(const CLI::App& app);

}  // namespace imprint_cli
