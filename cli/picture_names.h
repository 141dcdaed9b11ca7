// Pictures are written under the names of their formats.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace imprint_cli {

// Refuses an output whose name ends as those of another picture format than `file` do: the tool never converts, and a program that
// goes by the name would not open what it writes. Names that tell no format, and "-", take any. Call before any work is done.
void check_picture_name(const std::string& output, std::span<const uint8_t> file);

}  // namespace imprint_cli
