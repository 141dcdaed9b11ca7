#include "image/plane.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "data/painter.h"

using namespace imprint;
using namespace imprint::image;
using namespace imprint::test;

namespace {

Plane random_plane(int width, int height) {
  Plane out = luma(paint(Scene::kNoise, static_cast<uint32_t>(width), static_cast<uint32_t>(height), PixelFormat::kGray16).view());
  return out;
}

}  // namespace

TEST_CASE("luma: weights red, green and blue after BT.601 in every order of samples") {
  constexpr double kWeights[3] = {0.299, 0.587, 0.114};
  for (const PixelFormat format : {PixelFormat::kRgb8, PixelFormat::kRgba8, PixelFormat::kBgr8, PixelFormat::kBgra8,
                                   PixelFormat::kRgb16, PixelFormat::kRgba16}) {
    const FormatTraits t = traits(format);
    for (uint32_t c = 0; c < 3; ++c) {
      Image picture(3, 2, format);
      set_sample(picture, 1, 1, t.blue_first ? 2 - c : c, t.max_value());
      const Plane y = luma(picture.view());
      CAPTURE(name_of(format));
      CHECK(y.row(1)[1] == doctest::Approx(255 * kWeights[c]).epsilon(1e-5));
      CHECK(y.row(0)[1] == 0);
      CHECK(y.row(1)[2] == 0);
    }
  }
}

TEST_CASE("luma: grey is itself, 16 bits keep their fraction, alpha has no say") {
  for (const PixelFormat format : {PixelFormat::kGray8, PixelFormat::kGray16, PixelFormat::kGrayAlpha8, PixelFormat::kGrayAlpha16}) {
    Image picture(2, 1, format);
    const bool wide = traits(format).bytes_per_sample == 2;
    set_sample(picture, 1, 0, 0, wide ? 100 * 257 + 128 : 100);
    if (traits(format).has_alpha()) set_sample(picture, 0, 0, 1, 77);
    CAPTURE(name_of(format));
    CHECK(luma(picture.view()).row(0)[1] == doctest::Approx(wide ? 100 + 128 / 257.0 : 100).epsilon(1e-6));
    CHECK(luma(picture.view()).row(0)[0] == 0);
  }
}

TEST_CASE("luma: all formats of one scene agree, and the stride is honoured") {
  const Plane wanted = luma(paint(Scene::kPortrait, 31, 23, PixelFormat::kRgb16).view());
  for (const PixelFormat format : kPublicFormats) {
    const Image picture = paint(Scene::kPortrait, 31, 23, format);
    const size_t stride = picture.stride_bytes() + 10;
    std::vector<uint8_t> padded(stride * 23, 0xEE);
    for (uint32_t y = 0; y < 23; ++y) std::copy_n(picture.view().row(y), picture.stride_bytes(), padded.data() + y * stride);
    const Plane got = luma({padded.data(), 31, 23, stride, format});
    CAPTURE(name_of(format));
    for (size_t i = 0; i < wanted.values.size(); ++i) REQUIRE(std::fabs(got.values[i] - wanted.values[i]) < 0.51);
  }
}

TEST_CASE("shrink: keeps the centre and the mean of a bump, odd and even") {
  const auto bump = [](int width, int height) {
    Plane out(width, height);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        const double dx = (x + 0.5) / width - 0.5, dy = (y + 0.5) / height - 0.5;
        out.row(y)[x] = static_cast<float>(200 * std::exp(-20 * (dx * dx + dy * dy)));
      }
    return out;
  };
  const Plane source = bump(120, 90);
  struct Size {
    int width, height;
  };
  for (const Size size : {Size{60, 45}, Size{61, 47}, Size{40, 30}, Size{119, 90}}) {
    const Plane scaled = shrink(source, size.width, size.height);
    const Plane wanted = bump(size.width, size.height);
    CAPTURE(size.width);
    double worst = 0, sum_x = 0, sum_y = 0, sum = 0;
    for (int y = 0; y < size.height; ++y)
      for (int x = 0; x < size.width; ++x) {
        const double v = scaled.row(y)[x];
        worst = std::max(worst, std::fabs(v - wanted.row(y)[x]));
        sum += v;
        sum_x += v * ((x + 0.5) / size.width - 0.5);
        sum_y += v * ((y + 0.5) / size.height - 0.5);
      }
    CHECK(worst < 1.0);
    CHECK(std::fabs(sum_x / sum) < 1e-4);
    CHECK(std::fabs(sum_y / sum) < 1e-4);
  }
}

TEST_CASE("shrink: is the mean of the area") {
  const Plane source = random_plane(12, 8);
  const Plane half = shrink(source, 6, 4);
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 6; ++x) {
      const float mean = (source.row(2 * y)[2 * x] + source.row(2 * y)[2 * x + 1] + source.row(2 * y + 1)[2 * x] +
                          source.row(2 * y + 1)[2 * x + 1]) / 4;
      CHECK(half.row(y)[x] == doctest::Approx(mean).epsilon(1e-4));
    }
}

TEST_CASE("box_min: one value per neighbourhood, as counted by hand") {
  const Plane source = random_plane(9, 7);
  for (int radius : {1, 2}) {
    Plane least = source;
    box_min(least, radius);
    for (int y = 0; y < source.height; ++y)
      for (int x = 0; x < source.width; ++x) {
        float smallest = 1e9f;
        for (int dy = -radius; dy <= radius; ++dy)
          for (int dx = -radius; dx <= radius; ++dx) {
            const int px = x + dx, py = y + dy;
            if (px >= 0 && px < source.width && py >= 0 && py < source.height) smallest = std::min(smallest, source.row(py)[px]);
          }
        CHECK(least.row(y)[x] == smallest);
      }
  }
}

TEST_CASE("luma_resized: is the area average of the luma, at sizes that divide the picture's and at others") {
  struct Size {
    int width, height;
  };
  for (PixelFormat format : {PixelFormat::kRgb8, PixelFormat::kGray16, PixelFormat::kRgba8}) {
    const Image picture = paint(Scene::kTerrain, 151, 120, format);
    const Plane whole = luma(picture.view());
    for (const Size size : {Size{151, 120}, Size{151, 60}, Size{50, 40}, Size{97, 113}, Size{1, 1}}) {
      const Plane direct = luma_resized(picture.view(), size.width, size.height), wanted = shrink(whole, size.width, size.height);
      double worst = 0;
      for (size_t i = 0; i < wanted.values.size(); ++i) worst = std::max(worst, std::fabs(static_cast<double>(direct.values[i]) - wanted.values[i]));
      CAPTURE(size.width);
      CHECK(worst < 0.05);
    }
  }
}

TEST_CASE("crop_middle: keeps the middle of what is too large, and the whole of what is not") {
  const Plane plane = random_plane(31, 20);
  CHECK(crop_middle(plane, 31, 20).values == plane.values);
  const Plane middle = crop_middle(plane, 11, 100);
  CHECK(middle.width == 11);
  CHECK(middle.height == 20);
  for (int y = 0; y < 20; ++y) CHECK(std::equal(middle.row(y), middle.row(y) + 11, plane.row(y) + 10));
}

TEST_CASE("warp: pixels come from where the map says, and from nowhere beyond the edges") {
  const Plane source = random_plane(21, 15);
  const Plane same = warp(source, {1, 0, 0, 0, 1, 0, 0, 0, 1}), moved = warp(source, {1, 0, 3, 0, 1, -2, 0, 0, 1});
  const Plane turned = warp(source, {-1, 0, 0, 0, -1, 0, 0, 0, 1});
  for (int y = 0; y < 15; ++y)
    for (int x = 0; x < 21; ++x) {
      CHECK(same.row(y)[x] == doctest::Approx(source.row(y)[x]));
      CHECK(turned.row(y)[x] == doctest::Approx(source.row(14 - y)[20 - x]));
      if (x + 3 < 20 && y >= 3) CHECK(moved.row(y)[x] == doctest::Approx(source.row(y - 2)[x + 3]));
    }
  CHECK(moved.row(0)[10] == 0);
}
