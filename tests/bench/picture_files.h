// Pictures of a folder, for the benches that are given real ones.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "image/view.h"

namespace imprint::bench {

// The PNG and JPEG files of a folder, by their endings, in the order of their names. Throws if there is no such folder.
std::vector<std::filesystem::path> picture_files(const std::string& folder);
// As RGB8 over black.
image::Image read_picture(const std::filesystem::path& path);

}  // namespace imprint::bench
