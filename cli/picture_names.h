// Pictures are written under the names of their formats.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace imprint_cli {

// As write_file; refuses a name that ends as those of another picture format do: the tool never converts, and a program that
// goes by the name would not open the file. Names that tell no format, and "-", take any.
void write_picture(const std::string& path, std::span<const uint8_t> bytes, bool force);

}  // namespace imprint_cli
