// Shows what marking changed: original, marked, and their difference amplified 16 times around mid-grey, side by side.
//   compare_pictures ORIGINAL.png MARKED.png OUT.png
#include "drawing.h"

namespace {

constexpr uint32_t kGap = 8;  // pixels of white between the three

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: compare_pictures ORIGINAL.png MARKED.png OUT.png\n");
    return 1;
  }
  const Rgb original = read_png(argv[1]), marked = read_png(argv[2]);
  if (original.width != marked.width || original.height != marked.height) stop(argv[2], "differs in size from the original");
  Rgb sheet = blank(3 * original.width + 2 * kGap, original.height);
  paste(original, sheet, 0, 0);
  paste(marked, sheet, original.width + kGap, 0);
  paste(difference(original, marked), sheet, 2 * (original.width + kGap), 0);
  write_png(argv[3], sheet);
  return 0;
}
