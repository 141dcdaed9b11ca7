// Visible labels of any program, as the conformance suite's finder reads them: the library has no reader of words, and
// takes what one found.
#pragma once

#include <CLI/CLI.hpp>
#include <span>
#include <string>

#include "files.h"

namespace imprint_cli {

// --any-label.
void add_any_label(CLI::App& command, bool& any_label);

class AnyLabel {
 public:
  // Looks for the finder at once when it is `asked` for, so that its absence is told before any work.
  explicit AnyLabel(bool asked);
  // The words of the best label in the picture at `path`, whose bytes are `file`, as explicit_label takes them; empty
  // where there is none, and where it was not asked for. A picture that the finder cannot read is a CommandError, never
  // "no label".
  std::string best(const std::string& path, std::span<const uint8_t> file) const;

 private:
  std::string program_;
};

}  // namespace imprint_cli
