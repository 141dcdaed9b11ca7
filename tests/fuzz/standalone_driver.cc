// Replays files through a fuzz target with any compiler: driver FILE_OR_FOLDER... Fails when there was nothing to
// replay.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_of(const fs::path& path) {
  std::vector<fs::path> out;
  if (fs::is_regular_file(path)) out.push_back(path);
  if (fs::is_directory(path))
    for (const auto& entry : fs::directory_iterator(path))
      if (entry.is_regular_file()) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

// Every file also without each of its last bytes: cut inputs are where walkers go wrong.
void replay(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
  for (size_t size = 0; size <= bytes.size(); ++size) {
    const std::vector<uint8_t> cut(bytes.begin(),
                                   bytes.begin() + static_cast<ptrdiff_t>(size));  // its own end, for asan
    LLVMFuzzerTestOneInput(cut.data(), cut.size());
  }
}

}  // namespace

int main(int argc, char** argv) {
  size_t count = 0;
  for (int i = 1; i < argc; ++i)
    for (const fs::path& path : files_of(argv[i])) {
      replay(path);
      ++count;
    }
  std::printf("%zu files replayed\n", count);
  return count > 0 ? 0 : 1;
}
