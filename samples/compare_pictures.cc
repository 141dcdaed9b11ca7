// Shows what marking changed: original, marked, and their difference amplified 16 times around mid-grey, side by side.
//   compare_pictures ORIGINAL.png MARKED.png OUT.png
#include <algorithm>

#include "png_file.h"

namespace {

constexpr int kAmplification = 16;
constexpr uint32_t kGap = 8;  // pixels of white between the three

void paste(const Rgb& from, Rgb& to, uint32_t left) {
  for (uint32_t y = 0; y < from.height; ++y) std::copy_n(from.at(0, y), size_t{from.width} * 3, to.at(left, y));
}

Rgb difference(const Rgb& a, const Rgb& b) {
  Rgb out(a.width, a.height);
  for (size_t i = 0; i < out.samples.size(); ++i)
    out.samples[i] = static_cast<uint8_t>(std::clamp(128 + kAmplification * (b.samples[i] - a.samples[i]), 0, 255));
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: compare_pictures ORIGINAL.png MARKED.png OUT.png\n");
    return 1;
  }
  const Rgb original = read_png(argv[1]), marked = read_png(argv[2]);
  if (original.width != marked.width || original.height != marked.height) stop(argv[2], "differs in size from the original");
  Rgb sheet(3 * original.width + 2 * kGap, original.height);
  std::fill(sheet.samples.begin(), sheet.samples.end(), uint8_t{255});
  paste(original, sheet, 0);
  paste(marked, sheet, original.width + kGap);
  paste(difference(original, marked), sheet, 2 * (original.width + kGap));
  write_png(argv[3], sheet);
  return 0;
}
