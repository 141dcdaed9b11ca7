// The whole command line: what the tool parses, and what man pages and completions are made from.
#pragma once

#include "commands.h"

namespace imprint_cli {

// Fills an empty `app`. The action of the verb that was typed is in `chosen` when it has parsed.
void add_everything(CLI::App& app, Action& chosen);

}  // namespace imprint_cli
