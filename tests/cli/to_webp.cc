// A lossless WebP of a painted PNG: to_webp IN.png OUT.webp.
#include <webp/encode.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include "data/handling.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: to_webp IN.png OUT.webp\n");
    return 1;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::vector<uint8_t> png{std::istreambuf_iterator<char>(in), {}};
  const imprint::image::Image picture = imprint::test::read_file(png);
  uint8_t* webp = nullptr;
  const size_t size =
      WebPEncodeLosslessRGB(picture.samples.data(), static_cast<int>(picture.width_px),
                            static_cast<int>(picture.height_px), static_cast<int>(picture.stride_bytes()), &webp);
  std::ofstream out(argv[2], std::ios::binary);
  out.write(reinterpret_cast<const char*>(webp), static_cast<std::streamsize>(size));
  WebPFree(webp);
  return size > 0 && out.flush() ? 0 : 1;
}
