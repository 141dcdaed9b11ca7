// A small program on the mill, for checking it: one step on one file, the list, or the pictures of the documentation.
//   conform_mill IN LADDER PARAMETER SEED OUT     OUT gets the extension that fits
//   conform_mill --list                           ladder, parameter, "quick" or "-", one step a line
//   conform_mill --batch LIST                     many steps: lines "IN LADDER PARAMETER SEED OUT", separated by tabs
//   conform_mill --draw DIR COUNT SEED            the drawn corpus as PNG files, and its digest
//   conform_mill --sheet DIR                      a picture of each ladder's weakest and strongest step, and
//   ladders.jpg
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "corpus/corpus.h"
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

uint64_t number(const std::string& what, const std::string& text) {
  uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') throw ConformError(what + " is a number; it is \"" + text + "\"");
    value = value * 10 + static_cast<uint64_t>(c - '0');
  }
  return value;
}

void one(const std::vector<std::string>& words) {
  if (words.size() != 5) throw ConformError("five words are needed: IN LADDER PARAMETER SEED OUT");
  const Milled milled = apply(words[1], words[2], decode(read_file(words[0])), number("the seed", words[3]));
  std::filesystem::path out = words[4];
  write_file(out.replace_extension(milled.extension), milled.bytes);
  std::printf("%s\n", out.string().c_str());
}

int batch(const std::string& path) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) one(split_at(line, '\t'));
  return 0;
}

int draw_corpus(const std::filesystem::path& folder, uint64_t count, uint64_t seed) {
  std::filesystem::create_directories(folder);
  ManifestDigest digest;
  for (const CorpusPicture& entry : draw_list(static_cast<int>(std::min<uint64_t>(count, 1'000'000)), seed)) {
    const Picture picture = draw(entry);
    digest.add(entry, picture);
    write_file(folder / (entry.id + ".png"), encode_png(picture));
  }
  std::printf("%s\n", digest.finish_hex().c_str());
  return 0;
}

int run(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0] == "--list") return list();
  if (words.size() == 2 && words[0] == "--batch") return batch(words[1]);
  if (words.size() == 2 && words[0] == "--sheet") return write_sheets(words[1]), 0;
  if (words.size() == 4 && words[0] == "--draw")
    return draw_corpus(words[1], number("the count", words[2]), number("the seed", words[3]));
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
