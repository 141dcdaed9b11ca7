// What any program that handles pictures pays anyway: plain libjpeg-turbo and libpng on RGB8. Times of ours are told as
// multiples of these, which say the same on a fast machine and a slow one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "image/view.h"

namespace imprint::bench {

std::vector<uint8_t> encode_jpeg(const image::Image& picture);  // baseline, quality 90, 4:2:0, default Huffman tables
image::Image decode_jpeg(std::span<const uint8_t> file);
std::vector<uint8_t> encode_png(const image::Image& picture);  // filters and strategy as sdk/codec/png.cc sets them
image::Image decode_png(std::span<const uint8_t> file);

}  // namespace imprint::bench
