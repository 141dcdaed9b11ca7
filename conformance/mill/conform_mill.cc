// A small program on the mill, for checking it: one step on one file, the list, or the pictures of the documentation.
//   conform_mill IN LADDER PARAMETER SEED OUT     OUT gets the extension that fits
//   conform_mill --list                           ladder, parameter, "quick" or "-", one step a line
//   conform_mill --batch LIST                     many steps: lines "IN LADDER PARAMETER SEED OUT", separated by tabs
//   conform_mill --sheet DIR                      a picture of each ladder's weakest and strongest step, and
//   ladders.jpg
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "mill/mill.h"
#include "mill/parameters.h"
#include "mill/sheet.h"
#include "model/error.h"
#include "pictures/codec.h"
#include "pictures/files.h"

using namespace imprint_conform;

namespace {

int list() {
  for (const MillLadder& ladder : all_ladders())
    for (const MillStep& step : ladder.steps)
      std::printf("%s\t%s\t%s\n", ladder.name.c_str(), step.parameter.c_str(), step.quick ? "quick" : "-");
  return 0;
}

void one(const std::vector<std::string>& words) {
  if (words.size() != 5) throw ConformError("five words are needed: IN LADDER PARAMETER SEED OUT");
  uint64_t seed = 0;
  for (const char c : words[3]) {
    if (c < '0' || c > '9') throw ConformError("the seed is a number; it is \"" + words[3] + "\"");
    seed = seed * 10 + static_cast<uint64_t>(c - '0');
  }
  const Milled milled = apply(words[1], words[2], decode(read_file(words[0])), seed);
  std::filesystem::path out = words[4];
  write_file(out.replace_extension(milled.extension), milled.bytes);
  std::printf("%s\n", out.string().c_str());
}

int batch(const std::string& path) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) one(split_at(line, '\t'));
  return 0;
}

int run(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0] == "--list") return list();
  if (words.size() == 2 && words[0] == "--batch") return batch(words[1]);
  if (words.size() == 2 && words[0] == "--sheet") return write_sheets(words[1]), 0;
  one(words);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const ConformError& e) {
    std::fprintf(stderr, "conform_mill: %s\n", e.what());
    return 1;
  }
}
