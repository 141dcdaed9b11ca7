#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "codec/codec.h"
#include "unit/codec/png_samples.h"

using namespace imprint;
using namespace imprint::test;
using namespace std::string_view_literals;

TEST_CASE("codec_table: a format without a codec is refused by its name, with what there is instead") {
  const auto heic = as_bytes(
      "\0\0\0\x18"
      "ftypheic\0\0\0\0mif1heic"sv);
  for (const Status& status : {codec::decode(heic, {}).status(), codec::probe(heic, {}).status()}) {
    CHECK(status.code() == Code::kUnsupportedFormat);
    CHECK(status.message().starts_with("HEIC pixels are not supported by this build; PNG"));
    CHECK(status.message().ends_with(" can be read"));
  }
  const Status written = codec::check_writable(heic, {});
  CHECK(written.message().starts_with("HEIC pixels are not supported by this build; PNG, JPEG"));
  CHECK(written.message().ends_with(" can be written"));
}

TEST_CASE("codec_table: a format that was left out of the build is refused like one that was never known") {
  [[maybe_unused]] const auto refused = [](std::string_view file, const char* name) {
    const Status status = codec::decode(as_bytes(file), {}).status();
    CHECK(status.code() == Code::kUnsupportedFormat);
    CHECK(status.message().starts_with(std::string(name) + " pixels are not supported by this build; "));
    CHECK(status.message().find(name, 4) == std::string::npos);
  };
#ifndef IMPRINT_WITH_WEBP
  refused("RIFF\x10\0\0\0WEBPVP8 "sv, "WebP");
#endif
#ifndef IMPRINT_WITH_GIF
  refused("GIF89a"sv, "GIF");
#endif
#ifndef IMPRINT_WITH_TIFF
  refused("II*\0\x08\0\0\0"sv, "TIFF");
#endif
#ifndef IMPRINT_WITH_AVIF
  refused(
      "\0\0\0\x10"
      "ftypavif\0\0\0\0"sv,
      "AVIF");
#endif
}

TEST_CASE("codec_table: nothing and unknown content are refused as such") {
  CHECK(codec::decode({}, {}).status().message() == "the file is empty");
  CHECK(codec::decode(as_bytes("this is no image"), {}).status().code() == Code::kUnsupportedFormat);
  CHECK(codec::encode_like(as_bytes("this is no image"), {}, {}).status().code() == Code::kUnsupportedFormat);
  CHECK(codec::check_writable({}, {}).message() == "the file is empty");
  CHECK(codec::check_writable(as_bytes("this is no image"), {})
            .message()
            .starts_with("this is a file of no format known here, whose pixels are not read; PNG, JPEG"));
}

TEST_CASE("codec_table: a file beyond max_file_bytes is not looked at") {
  Limits limits;
  limits.max_file_bytes = 10;
  CHECK(codec::decode(as_bytes("eleven byte"), limits).status().message() == "file size 11 exceeds max_file_bytes 10");
}

TEST_CASE("codec_table: pixels of another size, format or a stride too small are no pixels for this file") {
  const Bytes file = make_png({});
  const auto status_of = [&](uint32_t width, uint32_t height, image::PixelFormat format, size_t stride) {
    std::vector<uint8_t> samples(4096);
    return codec::encode_like(file, {samples.data(), width, height, stride, format}, {}).status();
  };
  CHECK(status_of(13, 11, image::PixelFormat::kRgb8, 39).ok());
  CHECK(status_of(13, 12, image::PixelFormat::kRgb8, 39).message() == "pixels of 13 x 12 for a picture of 13 x 11");
  CHECK(status_of(13, 11, image::PixelFormat::kRgba8, 52).code() == Code::kInvalidArgument);
  CHECK(status_of(13, 11, image::PixelFormat::kRgb8, 38).message() == "stride of 38 bytes for rows of 39");
}
