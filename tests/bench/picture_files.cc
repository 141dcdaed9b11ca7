#include "picture_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "data/handling.h"

namespace imprint::bench {

std::vector<std::filesystem::path> picture_files(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".png" || ending == ".jpg" || ending == ".jpeg") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

image::Image read_picture(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return test::read_file({std::istreambuf_iterator<char>(in), {}});
}

}  // namespace imprint::bench
