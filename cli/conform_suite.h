// Where the conformance suite is, a program of its own (spec/decisions/0021-conformance-suite.md).
#pragma once

#include <string>

namespace imprint_cli {

// imprint-conform: what IMPRINT_CONFORM names, else beside the tool, where packages put it, or in the build tree.
// Throws CommandError that begins with `asked_by`, "conform" or an option, when it cannot be run.
std::string conform_suite(const std::string& asked_by);

}  // namespace imprint_cli
