#include "pipeline/thumbnail.h"

#include <algorithm>
#include <cmath>

#include "codec/codec.h"
#include "container/jpeg_segments.h"
#include "container/png_chunks.h"
#include "unit/handled.h"
#include "data/painter.h"
#include "unit/rows.h"

using namespace imprint;
using namespace imprint::pipeline;
using image::Image;
using image::Orientation;
using image::PixelFormat;

namespace {

Image decoded(const Bytes& file) {
  auto picture = codec::decode(file, {});
  REQUIRE_MESSAGE(picture.ok(), picture.status().message());
  CHECK(picture->format == container::Format::kJpeg);
  CHECK(picture->orientation == Orientation::kUpright);
  return std::move(picture->pixels);
}

Image thumbnail_ok(const Bytes& file, uint32_t longest_px = kThumbnailPx) {
  const auto made = thumbnail_of(file, longest_px, {});
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return decoded(made.value());
}

// Mean absolute difference of samples.
double distance(const Image& a, const Image& b) {
  REQUIRE(a.samples.size() == b.samples.size());
  double sum = 0;
  for (size_t i = 0; i < a.samples.size(); ++i) sum += std::abs(a.samples[i] - b.samples[i]);
  return sum / static_cast<double>(a.samples.size());
}

Image converted(const Image& rgb, PixelFormat format) {
  const auto t = traits(format);
  Image out(rgb.width_px, rgb.height_px, format);
  for (size_t i = 0; i < size_t{rgb.width_px} * rgb.height_px; ++i)
    for (uint32_t c = 0; c < t.channels; ++c) {
      const uint8_t value = c == t.colour_channels ? 255 : rgb.samples[i * 3 + (t.colour_channels == 1 ? 1 : c)];
      if (t.bytes_per_sample == 1)
        out.samples[i * t.channels + c] = value;
      else
        reinterpret_cast<uint16_t*>(out.samples.data())[i * t.channels + c] = static_cast<uint16_t>(value * 257);
    }
  return out;
}

struct FormatRow {
  std::string name;
  PixelFormat format;
};
const FormatRow kFormats[] = {
    {"RGB8", PixelFormat::kRgb8},
    {"RGBA8", PixelFormat::kRgba8},
    {"GRAY8", PixelFormat::kGray8},
    {"RGB16", PixelFormat::kRgb16},
    {"RGBA16", PixelFormat::kRgba16},
    {"GRAY16", PixelFormat::kGray16},
    {"grey and alpha", PixelFormat::kGrayAlpha8},
};
void check_format(const FormatRow& row) {
  const Image picture = test::paint(test::Scene::kPortrait, 640, 400);
  const Image small = thumbnail_ok(test::png_bytes(converted(picture, row.format)));
  CHECK(small.width_px == 256);
  CHECK(small.height_px == 160);
  const bool grey = traits(row.format).colour_channels == 1;
  const Image wanted = test::resize(grey ? test::to_rgb8(converted(picture, PixelFormat::kGray8)) : picture, 256, 160);
  CHECK(distance(small, wanted) < 3.0);
}
TEST_ROWS("thumbnail", kFormats, check_format);

struct SizeRow {
  std::string name;
  uint32_t width_px, height_px, longest_px, made_width_px, made_height_px;
};
const SizeRow kSizes[] = {
    {"landscape", 1000, 500, 256, 256, 128},
    {"portrait", 300, 900, 256, 85, 256},
    {"square", 512, 512, 512, 512, 512},
    {"one pixel more", 257, 100, 256, 256, 100},
    {"small", 120, 90, 256, 120, 90},
    {"a line", 1024, 1, 256, 256, 1},
    {"a pixel", 1, 1, 32, 1, 1},
};
void check_size(const SizeRow& row) {
  Image picture(row.width_px, row.height_px, PixelFormat::kRgb8);
  std::fill(picture.samples.begin(), picture.samples.end(), uint8_t{77});
  const Image small = thumbnail_ok(test::png_bytes(picture), row.longest_px);
  CHECK(small.width_px == row.made_width_px);
  CHECK(small.height_px == row.made_height_px);
  // Weights of every cell add up to one, whatever the ratio.
  CHECK(std::all_of(small.samples.begin(), small.samples.end(), [](uint8_t v) { return std::abs(v - 77) <= 1; }));
}
TEST_ROWS("thumbnail, size", kSizes, check_size);

Bytes with_orientation(const Bytes& jpeg, Orientation orientation) {
  const std::string tiff{'I', 'I', '*', 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, static_cast<char>(orientation),
                         0,   0,   0,   0, 0, 0, 0};
  Bytes out(jpeg.begin(), jpeg.begin() + 2);
  container::append_jpeg_segment(out, container::kJpegApp1, as_bytes(std::string(container::kExifPrefix) + tiff));
  append(out, ByteView(jpeg).subspan(2));
  return out;
}

}  // namespace

TEST_CASE("thumbnail: turned as a viewer turns the picture") {
  const Image picture = test::paint(test::Scene::kPortrait, 480, 300);
  const Bytes jpeg = test::jpeg_bytes(picture, 95, true);
  const Image stored = thumbnail_ok(jpeg, 240);
  for (int number = 1; number <= 8; ++number) {
    CAPTURE(number);
    const auto orientation = static_cast<Orientation>(number);
    const Image small = thumbnail_ok(with_orientation(jpeg, orientation), 240);
    const Image wanted = test::orient(stored, orientation);
    CHECK(small.width_px == wanted.width_px);
    CHECK(distance(small, wanted) < 3.0);
  }
}

TEST_CASE("thumbnail: what is transparent is white") {
  Image picture(64, 64, PixelFormat::kRgba8);  // black, and transparent in its right half
  for (size_t i = 0; i < 64 * 64; ++i) picture.samples[i * 4 + 3] = i % 64 < 32 ? 255 : 0;
  const Image small = thumbnail_ok(test::png_bytes(picture));
  CHECK(small.samples[8 * 3] <= 4);
  CHECK(small.samples[56 * 3] >= 251);
}

TEST_CASE("thumbnail: pixels that cannot be decoded are an error") {
  CHECK(thumbnail_of(as_bytes("no picture"), 256, {}).status().code() == Code::kUnsupportedFormat);
  Bytes cut = test::png_bytes(test::paint(test::Scene::kPortrait, 64, 64));
  cut.resize(cut.size() / 2);
  CHECK_FALSE(thumbnail_of(cut, 256, {}).ok());
  Limits limits;
  limits.max_pixels = 100;
  CHECK(thumbnail_of(test::png_bytes(Image(64, 64, PixelFormat::kRgb8)), 256, limits).status().code() ==
        Code::kLimitExceeded);
}
