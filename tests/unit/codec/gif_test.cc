#ifdef IMPRINT_WITH_GIF
#include <doctest/doctest.h>

#include <string>

#include "codec/codec.h"
#include "unit/codec/decoded.h"
#include "unit/codec/gif_samples.h"

using namespace imprint;
using namespace imprint::test;
using codec::decode;
using codec::probe;
using image::PixelFormat;

namespace {

// Colours and alpha of the first frame where it is, transparent nothing elsewhere.
size_t wrong_samples(const GifSpec& spec, const image::Image& pixels) {
  const GifFrame& frame = spec.frames.front();
  const uint32_t channels = traits(pixels.format).channels;
  size_t wrong = 0;
  for (int y = 0; y < spec.height_px; ++y)
    for (int x = 0; x < spec.width_px; ++x) {
      const uint8_t* got = pixels.view().row(static_cast<uint32_t>(y)) + static_cast<uint32_t>(x) * channels;
      const int fx = x - frame.x_px, fy = y - frame.y_px;
      const bool inside = fx >= 0 && fy >= 0 && fx < frame.width_px && fy < frame.height_px;
      const int index = inside ? drawn_index(fx, fy, 0) : 0;
      const auto colour = table_colour(index, frame.colours > 0);
      const uint8_t alpha = inside && index != frame.transparent_index ? 255 : 0;
      for (uint32_t c = 0; c < 3; ++c) wrong += got[c] != (inside ? colour[c] : 0);
      if (channels == 4) wrong += got[3] != alpha;
    }
  return wrong;
}

void check_decodes(const GifSpec& spec, PixelFormat format) {
  const Bytes file = make_gif(spec);
  const codec::Picture picture = decoded(file);
  CHECK(picture.format == container::Format::kGif);
  CHECK(picture.orientation == image::Orientation::kUpright);
  REQUIRE(picture.pixels.format == format);
  REQUIRE(picture.pixels.width_px == static_cast<uint32_t>(spec.width_px));
  REQUIRE(picture.pixels.height_px == static_cast<uint32_t>(spec.height_px));
  CHECK(wrong_samples(spec, picture.pixels) == 0);
  const auto info = probe(file, {});
  REQUIRE(info.ok());
  CHECK(info.value().pixel_format == format);
}

GifSpec spec_of(const GifFrame& frame) {
  GifSpec spec;
  spec.frames = {frame};
  return spec;
}

// The first frame's own table of 8 colours cut down to 4, its pixels as they were.
Bytes with_half_table(Bytes file) {
  const size_t control_bytes = 8, descriptor = 13 + 64 * 3 + control_bytes;
  REQUIRE(file[descriptor] == 0x2C);
  REQUIRE((file[descriptor + 9] & 0x87) == 0x82);
  file[descriptor + 9] ^= 0x03;
  const auto table = file.begin() + static_cast<ptrdiff_t>(descriptor) + 10;
  file.erase(table + 12, table + 24);
  return file;
}

}  // namespace

TEST_CASE("gif: opaque pictures decode to RGB, interlaced or not, by the global or their own colours") {
  for (const bool interlaced : {false, true})
    for (const int own : {0, 8, 256}) {
      GifFrame frame;
      frame.interlaced = interlaced;
      frame.colours = own;
      check_decodes(spec_of(frame), PixelFormat::kRgb8);
      GifSpec without_global = spec_of(frame);
      without_global.colours = 0;
      if (own > 0) check_decodes(without_global, PixelFormat::kRgb8);
    }
  for (int height = 1; height < 12; ++height) {  // interlaced passes that have no row
    GifFrame frame;
    frame.interlaced = true;
    frame.height_px = height;
    GifSpec spec = spec_of(frame);
    spec.height_px = height;
    check_decodes(spec, PixelFormat::kRgb8);
  }
}

TEST_CASE("gif: a transparent colour keeps its colour and loses its alpha, inside the table or beyond it") {
  GifFrame frame;
  frame.transparent_index = 3;
  check_decodes(spec_of(frame), PixelFormat::kRgba8);
  frame.colours = 8;
  CHECK(decode_status(with_half_table(make_gif(spec_of(frame)))).message() ==
        "GIF pixels cannot be decoded: colour 6 is beyond the 4 of the table");
  frame.transparent_index = 5;
  frame.width_px = 2, frame.height_px = 2;  // indices 0, 3, 5 and 1
  const codec::Picture picture = decoded(with_half_table(make_gif(spec_of(frame))));
  CHECK(picture.pixels.view().row(1)[3] == 0);
  CHECK(picture.pixels.view().row(1)[7] == 255);
}

TEST_CASE("gif: a frame smaller than the canvas stands on transparent ground") {
  GifFrame frame;
  frame.x_px = 3, frame.y_px = 2, frame.width_px = 6, frame.height_px = 5;
  check_decodes(spec_of(frame), PixelFormat::kRgba8);
  frame.interlaced = true;
  check_decodes(spec_of(frame), PixelFormat::kRgba8);
}

TEST_CASE("gif: of an animation only the first frame is decoded") {
  GifSpec spec;
  spec.frames = {{}, {}, {}};
  spec.frames[1].transparent_index = 0;  // is none of the first frame's business
  check_decodes(spec, PixelFormat::kRgb8);
  Bytes file = make_gif(spec);
  REQUIRE(file[file.size() - 2] == 0);
  file[file.size() - 6] ^= 0xFF;  // pixels of the last frame
  CHECK(decode_status(file).ok());
}

TEST_CASE("gif: frames off the canvas, no frame and no colours are refused") {
  GifFrame frame;
  frame.x_px = 1;
  const Status off = decode_status(make_gif(spec_of(frame)));
  CHECK(off.code() == Code::kMalformed);
  CHECK(off.message() == "the first GIF image, 13 x 11 at 1,0, does not fit on its canvas of 13 x 11");
  GifSpec spec;
  spec.frames.clear();
  CHECK(decode_status(make_gif(spec)).message() == "GIF has no image");
  spec = {};
  Bytes file = make_gif(spec);
  file[10] &= 0x7F;  // says that there is no global table
  file.erase(file.begin() + 13, file.begin() + 13 + 64 * 3);
  CHECK(decode_status(file).code() == Code::kUnsupportedPixels);
}

TEST_CASE("gif: a canvas beyond limits is refused by its header alone") {
  Bytes file = make_gif({});
  file[6] = file[7] = file[8] = file[9] = 0xFF;
  CHECK(probe(file, {}).status().message() == "width 65535 exceeds max_dimension_px 32768");
  CHECK(decode_status(file).code() == Code::kLimitExceeded);
  file[7] = file[9] = 0x70;
  CHECK(decode_status(file).message() == "pixel count 836771329 exceeds max_pixels 120000000");
  file[6] = file[7] = 0;
  CHECK(decode_status(file).code() == Code::kMalformed);
}

TEST_CASE("gif: damage in the image data gives an error or a picture of the stated size") {
  const Bytes file = make_gif({});
  size_t refused = 0;
  for (size_t at = 13 + 64 * 3; at < file.size(); ++at)
    for (const uint8_t flip : {0x01, 0x55, 0xFF}) {
      Bytes damaged = file;
      damaged[at] ^= flip;
      const auto picture = decode(damaged, {});
      if (!picture.ok()) {
        ++refused;
        CHECK_FALSE(picture.status().message().empty());
      }
    }
  CHECK(refused > 20);
}

TEST_CASE("gif: image data that ends before its last row is refused, not filled up") {
  GifSpec spec;
  Bytes file = make_gif(spec);
  const size_t descriptor = 13 + 64 * 3;
  REQUIRE(file[descriptor] == 0x2C);
  file[6] = file[descriptor + 5] = 14;  // one column more than there is data for
  CHECK(decode_status(file).code() == Code::kDecodeFailed);
}
#endif
