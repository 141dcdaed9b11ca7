#ifdef IMPRINT_WITH_WEBP
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "codec/codec.h"
#include "data/painter.h"
#include "unit/codec/decoded.h"
#include "unit/codec/webp_samples.h"

using namespace imprint;
using namespace imprint::test;
using codec::decode;
using codec::probe;
using image::Orientation;
using image::PixelFormat;

namespace {

double distance(const image::Image& a, const image::Image& b) {
  REQUIRE(a.samples.size() == b.samples.size());
  double sum = 0;
  for (size_t i = 0; i < a.samples.size(); ++i) sum += std::abs(int{a.samples[i]} - int{b.samples[i]});
  return sum / static_cast<double>(a.samples.size());
}

// A little-endian Exif structure of one tag, the orientation.
Bytes exif(uint8_t orientation) {
  return {'I', 'I', '*', 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0};
}

Bytes with_exif(ByteView data) {
  const Bytes still = make_webp(webp_picture(9, 7, PixelFormat::kRgb8));
  return webp_of({vp8x(kWebpExif, 9, 7), chunks_of(still), webp_chunk("EXIF", data)});
}

Bytes animation(const Bytes& first_frame) {
  return webp_of({vp8x(kWebpAnimation | kWebpAlpha, 12, 10), anim(), first_frame,
                  anmf(0, 0, 12, 10, chunks_of(make_webp(webp_picture(12, 10, PixelFormat::kRgb8))))});
}

}  // namespace

TEST_CASE("webp: lossless pictures decode to exactly what was drawn, with and without alpha") {
  for (const PixelFormat format : {PixelFormat::kRgb8, PixelFormat::kRgba8}) {
    const image::Image drawn = webp_picture(37, 19, format);
    const codec::Picture picture = decoded(make_webp(drawn));
    CHECK(picture.format == container::Format::kWebp);
    CHECK(picture.orientation == Orientation::kUpright);
    REQUIRE(picture.pixels.format == format);
    CHECK(picture.pixels.samples == drawn.samples);
  }
}

TEST_CASE("webp: lossy pictures decode near to what was drawn, their alpha exactly") {
  for (const PixelFormat format : {PixelFormat::kRgb8, PixelFormat::kRgba8}) {
    const image::Image drawn = webp_picture(64, 48, format);
    const codec::Picture picture = decoded(make_webp(drawn, 95));
    REQUIRE(picture.pixels.format == format);
    CHECK(distance(picture.pixels, drawn) < 12);
    if (format != PixelFormat::kRgba8) continue;
    for (size_t i = 3; i < drawn.samples.size(); i += 4) REQUIRE(picture.pixels.samples[i] == drawn.samples[i]);
  }
}

TEST_CASE("webp: the orientation is the one of the EXIF chunk, with or without JPEG's prefix; the pixels stay") {
  const image::Image drawn = webp_picture(9, 7, PixelFormat::kRgb8);
  for (uint8_t n = 1; n <= 8; ++n) {
    Bytes prefixed = {'E', 'x', 'i', 'f', 0, 0};
    append(prefixed, exif(n));
    for (const Bytes& data : {exif(n), prefixed}) {
      const codec::Picture picture = decoded(with_exif(data));
      CHECK(picture.orientation == static_cast<Orientation>(n));
      CHECK(picture.pixels.samples == drawn.samples);
    }
  }
  CHECK(decoded(with_exif(exif(9))).orientation == Orientation::kUpright);
  CHECK(decoded(with_exif({})).orientation == Orientation::kUpright);
}

TEST_CASE("webp: of an animation the first frame is read, on a canvas that is transparent around it") {
  const image::Image frame = webp_picture(5, 4, PixelFormat::kRgba8);
  const codec::Picture picture = decoded(animation(anmf(4, 2, 5, 4, chunks_of(make_webp(frame)))));
  REQUIRE(picture.pixels.format == PixelFormat::kRgba8);
  REQUIRE(picture.pixels.width_px == 12);
  REQUIRE(picture.pixels.height_px == 10);
  for (uint32_t y = 0; y < 10; ++y)
    for (uint32_t x = 0; x < 12; ++x) {
      const bool inside = x >= 4 && x < 9 && y >= 2 && y < 6;
      const uint8_t* pixel = picture.pixels.view().row(y) + 4 * x;
      const uint8_t* drawn = inside ? frame.view().row(y - 2) + 4 * (x - 4) : nullptr;
      for (uint32_t c = 0; c < 4; ++c) REQUIRE(pixel[c] == (inside ? drawn[c] : 0));
    }
}

TEST_CASE("webp: a first frame that leaves the canvas, lies about its size or is missing is refused") {
  const Bytes frame = chunks_of(make_webp(webp_picture(5, 4, PixelFormat::kRgb8)));
  CHECK(decode_status(animation(anmf(6, 6, 5, 4, frame))).ok());
  CHECK(decode_status(animation(anmf(8, 6, 5, 4, frame))).code() == Code::kMalformed);
  CHECK(decode_status(animation(anmf(0, 8, 5, 4, frame))).code() == Code::kMalformed);
  CHECK(decode_status(animation(anmf(0, 0, 5, 5, frame))).code() == Code::kMalformed);
  CHECK(decode_status(animation(webp_chunk("ANMF", Bytes(15)))).code() == Code::kMalformed);
  CHECK_FALSE(decode_status(animation(anmf(0, 0, 5, 4, {}))).ok());
  const Bytes none = webp_of({vp8x(kWebpAnimation, 12, 10), anim()});
  CHECK(decode_status(none).message() == "animated WebP has no frame");
}

TEST_CASE("webp: a canvas beyond limits is refused by its header alone") {
  const auto status = [](uint32_t width_px, uint32_t height_px) {
    const Bytes file = webp_of({vp8x(0, width_px, height_px), webp_chunk("VP8 ", Bytes(10))});
    CHECK(probe(file, {}).status().message() == decode(file, {}).status().message());
    return decode_status(file);
  };
  CHECK(status(1u << 24, 1).message() == "width 16777216 exceeds max_dimension_px 32768");
  CHECK(status(1u << 24, 1u << 24).code() == Code::kLimitExceeded);
  CHECK(status(20000, 20000).message() == "pixel count 400000000 exceeds max_pixels 120000000");
  CHECK(status(10, 10).code() != Code::kLimitExceeded);
}

TEST_CASE("webp: damage inside the bitstream gives an error or a picture of the stated size") {
  const Bytes lossy = make_webp(webp_picture(40, 30, PixelFormat::kRgba8), 80);
  const Bytes lossless = make_webp(webp_picture(20, 15, PixelFormat::kRgba8));
  size_t refused = 0;
  for (const Bytes& file : {lossy, lossless})
    for (size_t at = 12; at < file.size(); ++at) {
      Bytes damaged = file;
      damaged[at] ^= 0x55;
      const auto picture = decode(damaged, {});
      const auto info = probe(damaged, {});
      if (!picture.ok()) {
        ++refused;
        CHECK_FALSE(picture.status().message().empty());
        continue;
      }
      REQUIRE(info.ok());
      CHECK(picture.value().pixels.width_px == info.value().width_px);
      CHECK(picture.value().pixels.height_px == info.value().height_px);
    }
  CHECK(refused > 10);
}

TEST_CASE("webp: bytes behind the RIFF length do not matter, missing ones do") {
  Bytes file = make_webp(webp_picture(9, 7, PixelFormat::kRgb8));
  append(file, as_bytes("behind the end"));
  CHECK(decode_status(file).ok());
  const Status status = decode(ByteView(file).first(30), {}).status();
  CHECK(status.code() == Code::kTruncated);
  CHECK(status.message().find("is cut short after 30") != std::string::npos);
}
TEST_CASE("webp: new pixels stand where the old ones stood, lossless ones exactly, and all else stays") {
  for (const PixelFormat format : {PixelFormat::kRgb8, PixelFormat::kRgba8}) {
    const Bytes still = make_webp(webp_picture(40, 30, format));
    const Bytes data = exif(6);
    const Bytes file = webp_of({vp8x(kWebpExif | (format == PixelFormat::kRgba8 ? kWebpAlpha : 0), 40, 30),
                                chunks_of(still), webp_chunk("EXIF", data), webp_chunk("FOOx", data)});
    image::Image wanted = webp_picture(40, 30, format);
    for (size_t i = 0; i < wanted.samples.size(); i += 5) wanted.samples[i] ^= 3;
    const auto out = codec::encode_like(file, wanted.view(), {});
    REQUIRE_MESSAGE(out.ok(), out.status().message());
    const codec::Picture back = decoded(out.value());
    CHECK(back.pixels.samples == wanted.samples);
    CHECK(back.orientation == Orientation::kRotate90Cw);
    const Bytes foreign = webp_chunk("FOOx", data);
    CHECK(std::search(out.value().begin(), out.value().end(), foreign.begin(), foreign.end()) != out.value().end());
  }
}

TEST_CASE("webp: lossy pixels are coded as finely as they were") {
  const image::Image drawn = test::paint(test::Scene::kTerrain, 320, 240, PixelFormat::kRgb8);
  for (const float quality : {20.f, 50.f, 75.f, 90.f}) {
    const Bytes file = make_webp(drawn, quality);
    const codec::Picture picture = decoded(file);
    const auto out = codec::encode_like(file, picture.pixels.view(), {});
    REQUIRE(out.ok());
    CAPTURE(quality);
    CHECK(static_cast<double>(out.value().size()) == doctest::Approx(static_cast<double>(file.size())).epsilon(0.15));
    CHECK(distance(decoded(out.value()).pixels, picture.pixels) < 6);
  }
}

TEST_CASE("webp: animations are refused, with what to do instead") {
  const Bytes file = animation(anmf(0, 0, 12, 10, chunks_of(make_webp(webp_picture(12, 10, PixelFormat::kRgb8)))));
  const codec::Picture picture = decoded(file);
  const Status status = codec::encode_like(file, picture.pixels.view(), {}).status();
  CHECK(status.code() == Code::kUnsupportedPixels);
  CHECK(status.message().find("frames") != std::string::npos);
}
#endif
