// Pictures are written under the names of their formats.
#pragma once

#include <imprint/imprint.h>

#include <cstdint>
#include <span>
#include <string>

namespace imprint_cli {

// Refuses an output whose name ends as those of another picture format than `file` do: nothing is converted without being asked for, and
// a program that goes by the name would not open what is written. Names that tell no format, and "-", take any. Call before any work is done.
void check_picture_name(const std::string& output, std::span<const uint8_t> file);

// The format to convert to, as the ending of `output` tells it. Throws when it tells none that pictures are converted to.
imprint_picture_format format_named(const std::string& output);

}  // namespace imprint_cli
