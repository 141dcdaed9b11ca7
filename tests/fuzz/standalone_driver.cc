// Replays files through a fuzz target with any compiler, then spoils them at random for some seconds:
//   driver [--seconds N] FILE_OR_FOLDER...
// Fails when there was nothing to replay. Without coverage to guide it this finds less than libFuzzer
// (tests/fuzz/run.sh); but it runs wherever the tests do. What it was at is in spoilt.bin when a target ends the
// process.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string_view>
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

using Input = std::vector<uint8_t>;

Input read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Every file also without each of its last bytes: cut inputs are where walkers go wrong.
void replay(const Input& bytes) {
  for (size_t size = 0; size <= bytes.size(); ++size) {
    const Input cut(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(size));  // its own end, for asan
    LLVMFuzzerTestOneInput(cut.data(), cut.size());
  }
}

// Changes inputs by what lengths, counts and places in files are made of. The same seed does the same, up to where time
// ends it.
class Spoiler {
 public:
  explicit Spoiler(const std::vector<Input>& inputs) : inputs_(inputs) {}

  Input next() {
    Input out = inputs_[below(inputs_.size())];
    for (size_t changes = 1 + below(6); changes > 0; --changes) change(out);
    return out;
  }

 private:
  size_t below(size_t end) { return end == 0 ? 0 : random_() % end; }

  void change(Input& out) {
    constexpr uint8_t kEdges[] = {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF};
    const size_t at = below(out.size()), length = below(std::min<size_t>(out.size() - at, 64) + 1);
    const auto begin = out.begin() + static_cast<ptrdiff_t>(at), end = begin + static_cast<ptrdiff_t>(length);
    switch (below(6)) {
      case 0:
        if (!out.empty()) out[at] = static_cast<uint8_t>(out[at] ^ (1u << below(8)));
        return;
      case 1:
        if (!out.empty()) out[at] = kEdges[below(std::size(kEdges))];
        return;
      case 2: out.erase(begin, end); return;
      case 3: std::fill(begin, end, kEdges[below(std::size(kEdges))]); return;
      case 4: {
        const Input copy(begin, end);
        out.insert(out.begin() + static_cast<ptrdiff_t>(below(out.size() + 1)), copy.begin(), copy.end());
        return;
      }
      default: splice(out, at);
    }
  }

  // The rest of another input.
  void splice(Input& out, size_t at) {
    const Input& other = inputs_[below(inputs_.size())];
    const size_t from = below(other.size());
    out.resize(at);
    out.insert(out.end(), other.begin() + static_cast<ptrdiff_t>(from), other.end());
  }

  const std::vector<Input>& inputs_;
  std::mt19937 random_{20261130};
};

Input at_work;

// In case the target ends the process: a failed requirement aborts.
extern "C" void keep_input(int) {
  std::ofstream("spoilt.bin", std::ios::binary)
      .write(reinterpret_cast<const char*>(at_work.data()), static_cast<std::streamsize>(at_work.size()));
  std::_Exit(1);
}

size_t spoil(const std::vector<Input>& inputs, int seconds) {
  std::signal(SIGABRT, keep_input);
  std::signal(SIGSEGV, keep_input);
  Spoiler spoiler(inputs);
  size_t runs = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (; std::chrono::steady_clock::now() < end; ++runs) {
    at_work = spoiler.next();
    LLVMFuzzerTestOneInput(at_work.data(), at_work.size());
  }
  return runs;
}

}  // namespace

int main(int argc, char** argv) {
  int seconds = 0, first = 1;
  if (argc > 2 && std::string_view(argv[1]) == "--seconds") seconds = std::atoi(argv[2]), first = 3;
  std::vector<Input> inputs;
  for (int i = first; i < argc; ++i)
    for (const fs::path& path : files_of(argv[i])) inputs.push_back(read(path));
  for (const Input& input : inputs) replay(input);
  const size_t spoilt = inputs.empty() ? 0 : spoil(inputs, seconds);
  std::printf("%zu files replayed, %zu spoilt ones run\n", inputs.size(), spoilt);
  return inputs.empty() ? 1 : 0;
}
