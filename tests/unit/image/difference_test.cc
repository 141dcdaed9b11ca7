#include "image/difference.h"

#include <doctest/doctest.h>

#include <cstring>

using namespace imprint::image;

namespace {

// Every sample 100 in 8 bits, alpha opaque.
Image flat(PixelFormat format, uint32_t width = 4, uint32_t height = 3) {
  Image out(width, height, format);
  const FormatTraits t = traits(format);
  const size_t samples = out.samples.size() / t.bytes_per_sample;
  for (size_t i = 0; i < samples; ++i) {
    const bool alpha = t.has_alpha() && i % t.channels == t.colour_channels;
    const uint32_t value = alpha ? t.max_value() : 100 * t.max_value() / 255;
    if (t.bytes_per_sample == 1) out.samples[i] = static_cast<uint8_t>(value);
    else reinterpret_cast<uint16_t*>(out.samples.data())[i] = static_cast<uint16_t>(value);
  }
  return out;
}

void set(Image& image, size_t sample, uint32_t value) {
  if (traits(image.format).bytes_per_sample == 1) image.samples[sample] = static_cast<uint8_t>(value);
  else reinterpret_cast<uint16_t*>(image.samples.data())[sample] = static_cast<uint16_t>(value);
}

constexpr PixelFormat kAll[] = {PixelFormat::kRgb8,  PixelFormat::kRgba8,  PixelFormat::kBgr8,       PixelFormat::kBgra8,      PixelFormat::kGray8,
                                PixelFormat::kRgb16, PixelFormat::kRgba16, PixelFormat::kGray16,     PixelFormat::kGrayAlpha8, PixelFormat::kGrayAlpha16};

}  // namespace

TEST_CASE("difference: nothing between equal pictures, in every pair of formats") {
  for (const PixelFormat a : kAll)
    for (const PixelFormat b : kAll) {
      const Difference d = difference(flat(a).view(), flat(b).view());
      CHECK(d.mean_square == 0);
      CHECK(d.largest == 0);
    }
}

TEST_CASE("difference: one sample of twelve pixels, in levels of 8 bits") {
  for (const PixelFormat format : kAll) {
    const FormatTraits t = traits(format);
    Image changed = flat(format);
    set(changed, 0, 94 * t.max_value() / 255);
    const Difference d = difference(flat(format).view(), changed.view());
    CHECK(d.largest == 6);
    CHECK(d.mean_square == doctest::Approx(36.0 / (12 * t.colour_channels)));
  }
}

TEST_CASE("difference: alpha and what is fully transparent before count for nothing") {
  Image before = flat(PixelFormat::kRgba8), after = before;
  set(before, 3, 0);
  set(after, 3, 0);
  set(after, 0, 0);
  set(after, 7, 0);  // alpha of a pixel that could be seen
  CHECK(difference(before.view(), after.view()).largest == 0);
  set(after, 4, 101);
  CHECK(difference(before.view(), after.view()).mean_square == doctest::Approx(1.0 / (11 * 3)));
}

TEST_CASE("difference: red is compared with red, and grey with each colour") {
  Image rgb = flat(PixelFormat::kRgb8), bgr = flat(PixelFormat::kBgr8);
  set(rgb, 0, 90);
  set(bgr, 2, 90);
  CHECK(difference(rgb.view(), bgr.view()).largest == 0);
  const Difference d = difference(flat(PixelFormat::kGray16).view(), rgb.view());
  CHECK(d.largest == 10);
  CHECK(d.mean_square == doctest::Approx(100.0 / 36));
}

TEST_CASE("psnr_db: 255 levels are 0 dB, and equal pictures have an end") {
  CHECK(psnr_db(255.0 * 255.0) == doctest::Approx(0));
  CHECK(psnr_db(1) == doctest::Approx(48.13).epsilon(0.001));
  CHECK(psnr_db(0) == doctest::Approx(138.13).epsilon(0.001));
}
