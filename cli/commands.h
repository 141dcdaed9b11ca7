// One function per verb: adds its options to the parser and the action that runs it. An action returns the exit code.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace imprint_cli {

using Action = std::function<int()>;

void add_mark(CLI::App& app, Action& chosen);
void add_verify(CLI::App& app, Action& chosen);
void add_watermark(CLI::App& app, Action& chosen);
void add_label(CLI::App& app, Action& chosen);
void add_aigc(CLI::App& app, Action& chosen);
void add_lint(CLI::App& app, Action& chosen);
void add_propagate(CLI::App& app, Action& chosen);
void add_transplant(CLI::App& app, Action& chosen);
void add_log(CLI::App& app, Action& chosen);
void add_manifest(CLI::App& app, Action& chosen);
void add_keys(CLI::App& app, Action& chosen);
void add_conform(CLI::App& app, Action& chosen);
void add_completion(CLI::App& app, Action& chosen);

}  // namespace imprint_cli
