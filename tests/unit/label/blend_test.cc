// Formats, transparency, orientation and the contrast that is promised.
#include "label/blend.h"

#include <doctest/doctest.h>

#include <functional>

#include "pictures.h"

using namespace imprint;
using namespace imprint::label;
using namespace imprint::label::test;
using image::Orientation;

namespace {

Placement draw_or_fail(Image& picture, const DrawOptions& options = {}) {
  const auto placement = draw(picture.view(), options);
  REQUIRE_MESSAGE(placement.ok(), placement.status().message());
  return placement.value();
}

template <typename Visit>  // (x, y)
void for_plate(const Placement& p, Visit&& visit) {
  for (uint32_t y = p.y_px; y < p.y_px + p.height_px; ++y)
    for (uint32_t x = p.x_px; x < p.x_px + p.width_px; ++x) visit(x, y);
}

// Which pixels the label covers with ink fully, read off a black picture: white there and nowhere else.
std::vector<bool> ink_mask(uint32_t width, uint32_t height) {
  Image black = flat(width, height, PixelFormat::kGray8, grey(0));
  draw_or_fail(black);
  std::vector<bool> mask;
  for (const uint8_t s : black.samples) mask.push_back(s == 255);
  return mask;
}

Pixel over(const Pixel& p, uint32_t backdrop) {
  const auto mix = [&](uint32_t s) {
    return static_cast<uint32_t>((uint64_t{s} * p.alpha + uint64_t{backdrop} * (65535 - p.alpha)) / 65535);
  };
  return {mix(p.red), mix(p.green), mix(p.blue), 65535};
}

// The least contrast of full ink against any pixel of the plate that the ink could stand on, for a viewer whose page is
// `backdrop`.
double least_contrast(const Image& drawn, const Placement& plate, const std::vector<bool>& mask, uint32_t backdrop) {
  double ink_low = 2, ink_high = -1, low = 2, high = -1;
  const uint32_t inset = plate.ink_height_px / 2;  // inside the rounding
  for_plate(plate, [&](uint32_t x, uint32_t y) {
    const double l = luminance(over(get(drawn, x, y), backdrop));
    const bool edge = x < plate.x_px + inset || x >= plate.x_px + plate.width_px - inset;
    if (mask[static_cast<size_t>(y) * drawn.width_px + x])
      ink_low = std::min(ink_low, l), ink_high = std::max(ink_high, l);
    else if (edge && y > plate.y_px + inset && y + inset < plate.y_px + plate.height_px)
      low = std::min(low, l), high = std::max(high, l);
  });
  return std::min(contrast(ink_low, high), contrast(ink_high, low));
}

Pixel turned_source(Orientation o, uint32_t x, uint32_t y, uint32_t width, uint32_t height,
                    const std::function<Pixel(uint32_t, uint32_t)>& upright) {
  // x, y in the stored picture of width x height; where the viewer sees that pixel (CIPA DC-008, Orientation)
  const uint32_t rx = width - 1 - x, ry = height - 1 - y;
  switch (o) {
    case Orientation::kUpright:
      return upright(x, y);
    case Orientation::kMirrorHorizontal:
      return upright(rx, y);
    case Orientation::kRotate180:
      return upright(rx, ry);
    case Orientation::kMirrorVertical:
      return upright(x, ry);
    case Orientation::kTranspose:
      return upright(y, x);
    case Orientation::kRotate90Cw:
      return upright(ry, x);
    case Orientation::kTransverse:
      return upright(ry, rx);
    case Orientation::kRotate90Ccw:
      return upright(y, rx);
  }
  return {};
}

}  // namespace

TEST_CASE(
    "blend: ink and plate differ by 4.5:1 at least over white, black, grey, noise, gradients and saturated colours") {
  constexpr uint32_t kWidth = 320, kHeight = 240;
  const std::vector<bool> mask = ink_mask(kWidth, kHeight);
  std::vector<Image> pictures;
  for (uint32_t g = 0; g <= 255; g += 5) pictures.push_back(flat(kWidth, kHeight, PixelFormat::kRgb8, grey(g)));
  for (uint32_t seed = 1; seed <= 3; ++seed) pictures.push_back(noise(kWidth, kHeight, PixelFormat::kRgb8, seed));
  for (uint32_t bits = 1; bits < 7; ++bits) {
    const Pixel colour{(bits & 1) * 65535, (bits >> 1 & 1) * 65535, (bits >> 2 & 1) * 65535};
    pictures.push_back(flat(kWidth, kHeight, PixelFormat::kRgb8, colour));
  }
  pictures.push_back(
      painted(kWidth, kHeight, PixelFormat::kRgb8, [](uint32_t x, uint32_t) { return grey(x * 255 / (kWidth - 1)); }));
  pictures.push_back(painted(kWidth, kHeight, PixelFormat::kRgb8,
                             [](uint32_t x, uint32_t y) { return grey((x / 3 + y / 3) % 2 * 255); }));
  double least = 21;
  for (Image& picture : pictures) {
    const Placement plate = draw_or_fail(picture);
    least = std::min(least, least_contrast(picture, plate, mask, 0));
  }
  CHECK(least >= 4.5);
  MESSAGE("least contrast ", least);
}

TEST_CASE("blend: the two tones keep the contrast over the worst picture there can be, by themselves") {
  // Over white the dark plate is lightest, over black the light plate darkest; every other picture lies between.
  for (const auto& [tone, worst] : {std::pair{kWhiteOnDark, 255u}, {kBlackOnLight, 0u}}) {
    const uint32_t plate = (tone.plate * kPlateOpacity + worst * (255 - kPlateOpacity) + 127) / 255;
    CHECK(contrast(luminance(grey(plate)), luminance(grey(tone.ink))) >= 7.0);
  }
}

TEST_CASE("blend: transparent pictures show the label on a white page as on a black one") {
  const std::vector<bool> mask = ink_mask(320, 240);
  for (const PixelFormat format : {PixelFormat::kRgba8, PixelFormat::kGrayAlpha8, PixelFormat::kRgba16}) {
    for (const uint32_t alpha : {0u, 1u, 60u, 128u, 254u}) {
      for (const uint32_t colour : {0u, 128u, 255u}) {
        Image picture = flat(320, 240, format, grey(colour, alpha));
        const Placement plate = draw_or_fail(picture);
        CHECK(least_contrast(picture, plate, mask, 0) >= 4.5);
        CHECK(least_contrast(picture, plate, mask, 65535) >= 4.5);
        CHECK(get(picture, plate.x_px + plate.width_px / 2, plate.y_px).alpha >= 0.69 * 65535);
      }
    }
  }
}

TEST_CASE("blend: alpha of opaque pixels stays, and never falls elsewhere") {
  Image picture =
      painted(320, 240, PixelFormat::kRgba8, [](uint32_t x, uint32_t) { return grey(90, x % 2 == 0 ? 255 : x % 255); });
  const Image before = picture;
  const Placement plate = draw_or_fail(picture);
  size_t fallen = 0, opaque_changed = 0;
  for_plate(plate, [&](uint32_t x, uint32_t y) {
    const uint32_t was = get(before, x, y).alpha, is = get(picture, x, y).alpha;
    fallen += is < was;
    opaque_changed += was == 65535 && is != was;
  });
  CHECK(fallen == 0);
  CHECK(opaque_changed == 0);
}

TEST_CASE("blend: all formats show the same label") {
  const auto paint = [](uint32_t x, uint32_t y) { return grey((x * 3 + y * 5) % 256); };
  Image reference = painted(300, 200, PixelFormat::kGray16, paint);
  const Placement at = draw_or_fail(reference);
  for (const PixelFormat format : kAllFormats) {
    Image picture = painted(300, 200, format, paint);
    const Placement plate = draw_or_fail(picture);
    CHECK(plate.x_px == at.x_px);
    CHECK(plate.width_px == at.width_px);
    uint32_t farthest = 0;
    for_plate(plate, [&](uint32_t x, uint32_t y) {
      const Pixel p = get(picture, x, y);
      const uint32_t expected = get(reference, x, y).green;
      farthest = std::max(farthest, p.green > expected ? p.green - expected : expected - p.green);
      CHECK((p.red == p.green && p.green == p.blue && p.alpha == 65535));
    });
    CHECK(farthest <= (traits(format).bytes_per_sample == 1 ? 129u : 0u));  // half a step of 8 bits
  }
}

TEST_CASE("blend: colours keep their channels in RGB and BGR") {
  const Pixel orange{65535, 128 * 257, 10 * 257, 65535};
  Image rgb = flat(300, 200, PixelFormat::kRgb8, orange), bgr = flat(300, 200, PixelFormat::kBgr8, orange);
  const Placement plate = draw_or_fail(rgb);
  draw_or_fail(bgr);
  for_plate(plate, [&](uint32_t x, uint32_t y) { CHECK(get(rgb, x, y) == get(bgr, x, y)); });
}

TEST_CASE("blend: 16 bits stay 16 bits under the plate") {
  Image picture = painted(300, 200, PixelFormat::kGray16, [](uint32_t x, uint32_t) {
    Pixel p;
    p.red = p.green = p.blue = 3000 + x;
    return p;
  });
  const Placement plate = draw_or_fail(picture);
  std::vector<uint32_t> values;
  for (uint32_t x = plate.x_px + plate.ink_height_px; x < plate.x_px + plate.width_px - plate.ink_height_px; ++x)
    values.push_back(get(picture, x, plate.y_px).green);
  CHECK(values.back() > values.front());
  CHECK(values.back() - values.front() < 257);
}

TEST_CASE("blend: dark pictures get white ink and light ones black, with one change between") {
  Tone last = kWhiteOnDark;
  int changes = 0;
  for (uint32_t g = 0; g <= 255; ++g) {
    Image picture = flat(64, 64, PixelFormat::kGray8, grey(g));
    const Tone tone =
        choose_backing({picture.view(), Orientation::kUpright}, {10, 10, 20, 10, 4, 6.0}, Style::kPlate).tone;
    changes += tone.ink != last.ink;
    last = tone;
  }
  CHECK(changes == 1);
  CHECK(last.ink == kBlackOnLight.ink);
}

TEST_CASE("blend: for all eight orientations the viewer sees the upright label") {
  constexpr uint32_t kWidth = 210, kHeight = 150;
  const auto paint = [](uint32_t x, uint32_t y) {
    return Pixel{(x * 311) % 65536, (y * 433) % 65536, (x * y * 7) % 65536};
  };
  for (const Corner corner : {Corner::kLowerRight, Corner::kUpperLeft}) {
    DrawOptions options;
    options.corner = corner;
    Image upright = painted(kWidth, kHeight, PixelFormat::kRgb16, paint);
    const Placement expected = draw_or_fail(upright, options);
    for (int o = 1; o <= 8; ++o) {
      const auto orientation = static_cast<Orientation>(o);
      const uint32_t width = o < 5 ? kWidth : kHeight, height = o < 5 ? kHeight : kWidth;
      const auto stored_as = [&](const std::function<Pixel(uint32_t, uint32_t)>& source) {
        return painted(width, height, PixelFormat::kRgb16,
                       [&](uint32_t x, uint32_t y) { return turned_source(orientation, x, y, width, height, source); });
      };
      Image stored = stored_as(paint);
      options.orientation = orientation;
      const Placement plate = draw_or_fail(stored, options);
      CHECK(plate.x_px == expected.x_px);
      CHECK(plate.y_px == expected.y_px);
      CHECK(stored.samples == stored_as([&](uint32_t x, uint32_t y) { return get(upright, x, y); }).samples);
    }
  }
}
