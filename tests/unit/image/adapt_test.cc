#include "image/adapt.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

using namespace imprint::image;

namespace {

Image filled(PixelFormat format, std::initializer_list<uint16_t> samples, uint32_t width, uint32_t height) {
  Image out(width, height, format);
  size_t at = 0;
  for (const uint16_t s : samples) {
    if (traits(format).bytes_per_sample == 1) {
      out.samples[at++] = static_cast<uint8_t>(s);
    } else {
      std::memcpy(&out.samples[at], &s, sizeof s);
      at += sizeof s;
    }
  }
  return out;
}

std::vector<int> samples_of(const Image& image) { return {image.samples.begin(), image.samples.end()}; }

}  // namespace

TEST_CASE("adapt: one pixel that shows what is behind it is enough not to be opaque") {
  CHECK(is_opaque(filled(PixelFormat::kRgb8, {1, 2, 3}, 1, 1).view()));
  CHECK(is_opaque(filled(PixelFormat::kRgba8, {1, 2, 3, 255, 4, 5, 6, 255}, 1, 2).view()));
  CHECK_FALSE(is_opaque(filled(PixelFormat::kRgba8, {1, 2, 3, 255, 4, 5, 6, 254}, 1, 2).view()));
  CHECK(is_opaque(filled(PixelFormat::kGrayAlpha16, {7, 65535}, 1, 1).view()));
  CHECK_FALSE(is_opaque(filled(PixelFormat::kRgba16, {1, 2, 3, 255}, 1, 1).view()));
}

TEST_CASE("adapt: samples are rounded, grey is repeated, alpha goes or stays") {
  const Image wide = filled(PixelFormat::kRgba16, {0, 128, 129, 65535, 65535, 257 * 7, 257 * 8 - 129, 65535}, 2, 1);
  CHECK(samples_of(adapted(wide.view(), PixelFormat::kRgb8)) == std::vector<int>{0, 0, 1, 255, 7, 7});
  CHECK(samples_of(adapted(wide.view(), PixelFormat::kRgba8)) == std::vector<int>{0, 0, 1, 255, 255, 7, 7, 255});
  const Image grey = filled(PixelFormat::kGrayAlpha8, {9, 255, 200, 3}, 1, 2);
  CHECK(samples_of(adapted(grey.view(), PixelFormat::kRgb8)) == std::vector<int>{9, 9, 9, 200, 200, 200});
  CHECK(samples_of(adapted(grey.view(), PixelFormat::kRgba8)) == std::vector<int>{9, 9, 9, 255, 200, 200, 200, 3});
  CHECK(samples_of(adapted(grey.view(), PixelFormat::kGray8)) == std::vector<int>{9, 200});
  const Image opaque16 = filled(PixelFormat::kGrayAlpha16, {0x1234, 65535}, 1, 1);
  const Image grey16 = adapted(opaque16.view(), PixelFormat::kGray16);
  uint16_t sample;
  std::memcpy(&sample, grey16.samples.data(), sizeof sample);
  CHECK(sample == 0x1234);
}

TEST_CASE("adapt: pictures are turned as CIPA DC-008 says") {
  // a b c
  // d e f
  const Image stored = filled(PixelFormat::kGray8, {'a', 'b', 'c', 'd', 'e', 'f'}, 3, 2);
  const auto seen = [&](Orientation orientation) {
    const Image out = upright(stored.view(), orientation);
    CHECK(out.width_px == (orientation >= Orientation::kTranspose ? 2u : 3u));
    return std::string(out.samples.begin(), out.samples.end());
  };
  using enum Orientation;
  CHECK(seen(kUpright) == "abcdef");
  CHECK(seen(kMirrorHorizontal) == "cbafed");
  CHECK(seen(kRotate180) == "fedcba");
  CHECK(seen(kMirrorVertical) == "defabc");
  CHECK(seen(kTranspose) == "adbecf");
  CHECK(seen(kRotate90Cw) == "daebfc");
  CHECK(seen(kTransverse) == "fcebda");
  CHECK(seen(kRotate90Ccw) == "cfbead");
}
