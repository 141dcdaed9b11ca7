// "did you mean": what was typed and is no verb or option, and what stands nearest to it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace imprint_cli {

// The nearest of `known`, if it is near enough to be meant; else empty.
std::string nearest(const std::string& typed, const std::vector<std::string>& known);

// "imprint watermark detect"
std::string name_of(const CLI::App& verb);

// The verb `name` of `app`; throws with the nearest one when there is none.
const CLI::App& verb_of(const CLI::App& app, const std::string& name);

// What to say of a command line that the parser refused with `error`.
std::string complaint_of(const CLI::App& app, const CLI::ParseError& error);

}  // namespace imprint_cli
