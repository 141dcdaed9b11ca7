// The verbs of imprint-conform that make no report of their own, and what all verbs share.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>

namespace imprint_conform {

using Action = std::function<int()>;  // gives the exit code

void print(const std::string& text);  // on standard output
void write_text(const std::filesystem::path& path, const std::string& text);

void add_verify_report(CLI::App& app, Action& chosen);
void add_compare(CLI::App& app, Action& chosen);
void add_vectors(CLI::App& app, Action& chosen);
void add_look(CLI::App& app, Action& chosen);
void add_list(CLI::App& app, Action& chosen);

}  // namespace imprint_conform
