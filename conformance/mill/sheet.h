// Pictures of the ladders, for people.
#pragma once

#include <filesystem>

namespace imprint_conform {

// One PNG a ladder into `folder` (made if it is not there): the painted picture, the weakest and the strongest step
// side by side, with their names; and ladders.jpg, all of them small, of at most 300 KB.
void write_sheets(const std::filesystem::path& folder);

}  // namespace imprint_conform
