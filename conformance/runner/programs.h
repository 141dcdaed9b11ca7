// Programs that the suite itself asks: ExifTool, other readers of manifests.
#pragma once

#include <string>
#include <vector>

namespace imprint_conform {

// Standard output of a program, within a minute, a gigabyte and no network; empty where it could not be run or failed.
std::string output_of(const std::vector<std::string>& words);

}  // namespace imprint_conform
