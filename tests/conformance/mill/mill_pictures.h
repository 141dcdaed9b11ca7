// Pictures for the mill's tests: soft colours, a hard edge and fine texture, of any type.
#pragma once

#include <cmath>

#include "mill/random.h"
#include "pictures/picture.h"

namespace imprint_conform_test {

inline imprint_conform::Picture painted(int width, int height, int type = CV_8UC3, uint64_t seed = 1) {
  imprint_conform::Random random(seed);
  imprint_conform::Picture p;
  p.pixels.create(height, width, type);
  const int channels = p.channels();
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double shared = random.normal() * 6 + (x > width / 2 && y > height / 3 ? 40 : 0);
      for (int c = 0; c < channels; ++c) {
        const double soft = 105 + 60 * std::sin((x + 13.0 * c) / (17 + 5 * c) + double(seed)) * std::cos(y / 23.0);
        const int value = c == 3 ? (x < width / 4 ? 0 : 255) : int(std::fmin(255, std::fmax(0, soft + shared)));
        if (p.bits() == 16)
          p.pixels.ptr<uint16_t>(y)[x * channels + c] = static_cast<uint16_t>(value * 257);
        else
          p.pixels.ptr<uint8_t>(y)[x * channels + c] = static_cast<uint8_t>(value);
      }
    }
  return p;
}

}  // namespace imprint_conform_test
