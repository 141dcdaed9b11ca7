#include "codec/pixel_room.h"

#include <doctest/doctest.h>


namespace imprint::codec {
namespace {

using image::PixelFormat;

TEST_CASE("pixel room: coded bytes must be able to hold what is claimed") {
  CHECK(check_coded_size("PNG pixels", 10, kMostByDeflate, 10 * kMostByDeflate + kMostByDeflate - 1).ok());
  const Status refused = check_coded_size("PNG pixels", 10, kMostByDeflate, 11 * kMostByDeflate);
  CHECK(refused.code() == Code::kTruncated);
  CHECK(refused.message() == "PNG pixels: 10 bytes of them are there, and 11352 cannot come out of those");
}

TEST_CASE("pixel room: pixels around those that are shown are free up to a point") {
  CHECK(check_free_pixels("GIF canvas", 16'000'000, 0).ok());
  CHECK(check_free_pixels("GIF canvas", 16'000'015, 0).ok());
  CHECK(check_free_pixels("GIF canvas", 16'000'016, 0).code() == Code::kLimitExceeded);
  CHECK(check_free_pixels("GIF canvas", 120'000'000, 6'500'000).ok());
  CHECK(pixels_shown_by(60) == 61'440);
}

TEST_CASE("pixel room: a picture is paid for in pixels and memory, and gives the memory back") {
  Limits limits;
  limits.max_decoded_pixels = 100;
  limits.max_memory_bytes = 6 * 10 * 8;
  {
    const auto picture = make_picture(6, 10, PixelFormat::kRgba16, container::Format::kPng, limits);
    REQUIRE(picture.ok());
    CHECK(picture->pixels.samples == image::Samples(6 * 10 * 8));
    const auto second = make_picture(4, 10, PixelFormat::kGray8, container::Format::kPng, limits);
    CHECK(second.status().message().find("max_memory_bytes 480") != std::string::npos);
  }
  CHECK(limits.spent(Resource::kDecodedPixels) == 100);
  CHECK(limits.reserve(480, "picture").ok());
  const auto third = make_picture(1, 1, PixelFormat::kGray8, container::Format::kPng, limits);
  CHECK(third.status().message().find("max_decoded_pixels 100") != std::string::npos);
  CHECK(make_picture(1, 1, PixelFormat::kGray8, container::Format::kPng, limits.for_call()).ok());
}

TEST_CASE("pixel room: samples that nobody wrote are zeros, also where memory was used before") {
  for (int round = 0; round < 20; ++round) {
    image::Image picture(100, 10, PixelFormat::kRgb8);
    CHECK(picture.samples == image::Samples(3000));
    std::fill(picture.samples.begin(), picture.samples.end(), uint8_t{0xAA});
  }
}

}  // namespace
}  // namespace imprint::codec
