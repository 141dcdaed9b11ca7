// A JPEG of a painted PNG: to_jpeg IN.png OUT.jpg (quality 92, chroma at half size).
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include "data/handling.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: to_jpeg IN.png OUT.jpg\n");
    return 1;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::vector<uint8_t> png{std::istreambuf_iterator<char>(in), {}};
  const std::vector<uint8_t> jpeg = imprint::test::jpeg_file(imprint::test::read_file(png), 92);
  std::ofstream out(argv[2], std::ios::binary);
  out.write(reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
  return out.flush() ? 0 : 1;
}
