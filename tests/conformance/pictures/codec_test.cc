// Files to pixels and back, in every format; broken files; facts.
#include "pictures/codec.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "model/error.h"
#include "pictures/files.h"
#include "pictures/palette.h"
#include "pictures/quality.h"

using namespace imprint_conform;

namespace {

// Smooth, with no two pixels in a row alike, so that every codec has something to lose and a swapped channel shows.
Picture painted(int width, int height, int channels, int bits = 8) {
  Picture p;
  p.pixels.create(height, width, CV_MAKETYPE(bits == 16 ? CV_16U : CV_8U, channels));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < channels; ++c) {
        const int value = (c == 0   ? x * 255 / width
                           : c == 1 ? y * 255 / height
                           : c == 2 ? 255 - (x + y) * 255 / (width + height)
                                    : (x * 7 + y * 3) % 256);
        if (bits == 16)
          p.pixels.ptr<uint16_t>(y)[x * channels + c] = static_cast<uint16_t>(value * 257 - (x & 3) * (value > 0));
        else
          p.pixels.ptr<uint8_t>(y)[x * channels + c] = static_cast<uint8_t>(value);
      }
  return p;
}

bool same(const Picture& a, const Picture& b) {
  return a.pixels.size() == b.pixels.size() && a.pixels.type() == b.pixels.type() && cv::norm(a.pixels, b.pixels) == 0;
}

std::string error_of(ByteSpan file, const DecodeOptions& options = {}) {
  try {
    decode(file, options);
  } catch (const ConformError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("codec: PNG and TIFF keep every sample, of each kind of picture") {
  for (const int bits : {8, 16})
    for (const int channels : {1, 3, 4}) {
      const Picture p = painted(37, 23, channels, bits);
      CAPTURE(bits);
      CAPTURE(channels);
      for (const Bytes& file : {encode_png(p), encode_tiff(p)}) {
        CHECK(same(decode(file), p));
        const FileFacts facts = facts_of(file);
        CHECK(facts.width == 37);
        CHECK(facts.height == 23);
        CHECK(facts.channels == channels);
        CHECK(facts.bits == bits);
        CHECK(facts.has_alpha == (channels == 4));
        CHECK(facts.icc_sha256.empty());
        CHECK_FALSE(facts.says_orientation);
      }
    }
}

TEST_CASE("codec: lossy formats come back close, and closer at a higher quality") {
  const Picture p = painted(96, 64, 3);
  const auto loss = [&](const Bytes& file) { return mean_difference(decode(file), p); };
  CHECK(loss(encode_jpeg(p, {95})) < loss(encode_jpeg(p, {20})));
  CHECK(loss(encode_jpeg(p, {95})) < 2.0);
  CHECK(loss(encode_jpeg(p, {90, true})) < loss(encode_jpeg(p, {90, false})));  // 4:4:4 keeps more colour
  CHECK(loss(encode_webp(p, 90)) < loss(encode_webp(p, 10)));
  CHECK(loss(encode_webp(p, 90)) < 3.0);
  CHECK(loss(encode_avif(p, 10)) < loss(encode_avif(p, 60)));
  CHECK(loss(encode_avif(p, 10)) < 3.0);
  CHECK(loss(encode_gif(p, 256)) < loss(encode_gif(p, 16)));
  CHECK(loss(encode_gif(p, 256)) < 8.0);
}

TEST_CASE("codec: each format is told by its bytes, and named by them") {
  const Picture p = painted(40, 40, 3);
  const std::pair<Bytes, FileFormat> files[] = {
      {encode_png(p), FileFormat::kPng},       {encode_jpeg(p), FileFormat::kJpeg},
      {encode_webp(p, 80), FileFormat::kWebp}, {encode_gif(p, 64), FileFormat::kGif},
      {encode_avif(p, 30), FileFormat::kAvif}, {encode_tiff(p), FileFormat::kTiff}};
  for (const auto& [file, format] : files) {
    CHECK(format_of(file) == format);
    CHECK(facts_of(file).format == format);
    CHECK(facts_of(file).width == 40);
  }
  CHECK_FALSE(format_of(Bytes{'t', 'e', 'x', 't', 0, 0, 0, 0, 0, 0, 0, 0}).has_value());
}

TEST_CASE("codec: alpha comes through WebP and AVIF") {
  Picture p = painted(64, 48, 4);
  p.pixels.forEach<cv::Vec4b>([](cv::Vec4b& pixel, const int* at) { pixel[3] = at[1] < 20 ? 0 : 255; });
  for (const Bytes& file : {encode_webp(p, 90), encode_avif(p, 10)}) {
    const Picture back = decode(file);
    REQUIRE(back.has_alpha());
    CHECK(facts_of(file).has_alpha);
    CHECK(back.pixels.at<cv::Vec4b>(10, 2)[3] <= 2);
    CHECK(back.pixels.at<cv::Vec4b>(10, 60)[3] >= 253);
  }
}

TEST_CASE("codec: an orientation is left alone, and obeyed when asked") {
  const Picture shown = painted(48, 32, 3);
  for (int o = 1; o <= 8; ++o) {
    CAPTURE(o);
    CHECK(same(apply_orientation(undo_orientation(shown, o), o), shown));
    const Bytes file = encode_jpeg(undo_orientation(shown, o), {95, true, o});
    const FileFacts facts = facts_of(file);
    CHECK(facts.says_orientation);
    CHECK(facts.orientation == o);
    CHECK(decode(file).width() == (o >= 5 ? 32 : 48));
    const Picture obeyed = decode(file, {.apply_orientation = true});
    REQUIRE(obeyed.width() == 48);
    CHECK(mean_difference(obeyed, shown) < 2.0);
    if (o != 1) CHECK((o >= 5 || mean_difference(decode(file), shown) > 10.0));
  }
  // 6: the first stored row is the shown right side (Exif 2.3, 4.6.4)
  Picture stored;
  stored.pixels = cv::Mat::zeros(2, 3, CV_8UC1);
  stored.pixels.row(0) = 200;
  const Picture turned = apply_orientation(stored, 6);
  CHECK(turned.width() == 2);
  CHECK(turned.pixels.at<uint8_t>(0, 1) == 200);
  CHECK(turned.pixels.at<uint8_t>(0, 0) == 0);
  CHECK_THROWS_AS(apply_orientation(stored, 9), ConformError);
}

TEST_CASE("codec: files cut short, of another kind or above the limit are refused by name") {
  const Picture p = painted(96, 80, 3);
  for (const Bytes& file :
       {encode_png(p), encode_jpeg(p), encode_webp(p, 80), encode_gif(p, 64), encode_avif(p, 30), encode_tiff(p)}) {
    const std::string name(word_of(*format_of(file)));
    CAPTURE(name);
    CHECK(error_of(file).empty());
    const std::string cut = error_of(ByteSpan(file).first(file.size() * 6 / 10));
    CHECK(cut.find("cannot be read") != std::string::npos);
    const std::string large = error_of(file, {.max_pixels = 96 * 80 - 1});
    CHECK(large.find("cannot be read") != std::string::npos);
    CHECK(error_of(file, {.max_pixels = 96 * 80}).empty());
  }
  CHECK(error_of(encode_png(p), {.max_pixels = 7}).find("96 x 80 pixels are more than the limit of 7") !=
        std::string::npos);
  CHECK(error_of(Bytes{}).find("no picture") != std::string::npos);
}

TEST_CASE("codec: whatever bytes are changed, a picture or a ConformError comes out") {
  const Picture p = painted(33, 21, 3);
  uint32_t state = 1;
  uint64_t refused = 0, read = 0;
  for (const Bytes& file : {encode_png(p), encode_jpeg(p), encode_webp(p, 80), encode_gif(p, 64), encode_avif(p, 30),
                            encode_tiff(p), encode_palette_png(p, 16)})
    for (int i = 0; i < 300; ++i) {
      Bytes spoilt = file;
      for (int k = 0; k < 1 + i % 4; ++k) {
        state = state * 1664525 + 1013904223;
        spoilt[(state >> 8) % spoilt.size()] = static_cast<uint8_t>(state >> 3);
      }
      if (i % 5 == 0) spoilt.resize((state >> 7) % spoilt.size());
      try {
        check_picture(decode(spoilt, {.max_pixels = 4'000'000}), "spoilt");
        ++read;
      } catch (const ConformError&) {
        ++refused;
      }
    }
  CHECK(refused > 300);
  CHECK(read > 100);
}

TEST_CASE("codec: what a format cannot hold is refused, not changed") {
  CHECK_THROWS_AS(encode_jpeg(painted(8, 8, 4)), ConformError);
  CHECK_THROWS_AS(encode_jpeg(painted(8, 8, 3, 16)), ConformError);
  CHECK_THROWS_AS(encode_webp(painted(8, 8, 1), 80), ConformError);
  CHECK_THROWS_AS(encode_gif(painted(8, 8, 4), 16), ConformError);
  CHECK_THROWS_AS(encode_jpeg(painted(8, 8, 3), {101}), ConformError);
  CHECK_THROWS_AS(encode_webp(painted(8, 8, 3), 101), ConformError);
  CHECK_THROWS_AS(encode_avif(painted(8, 8, 3), 64), ConformError);
  CHECK_THROWS_AS(encode_gif(painted(8, 8, 3), 1), ConformError);
  CHECK_THROWS_AS(encode_png(Picture{}), ConformError);
}

TEST_CASE("codec: to_rgb8 shows what a viewer with a white page shows") {
  Picture p;
  p.pixels.create(1, 3, CV_8UC4);
  p.pixels.at<cv::Vec4b>(0, 0) = {10, 20, 30, 255};
  p.pixels.at<cv::Vec4b>(0, 1) = {10, 20, 30, 0};
  p.pixels.at<cv::Vec4b>(0, 2) = {0, 100, 255, 51};  // a fifth
  const Picture rgb = to_rgb8(p);
  CHECK(rgb.pixels.at<cv::Vec3b>(0, 0) == cv::Vec3b(10, 20, 30));
  CHECK(rgb.pixels.at<cv::Vec3b>(0, 1) == cv::Vec3b(255, 255, 255));
  CHECK(rgb.pixels.at<cv::Vec3b>(0, 2) == cv::Vec3b(204, 224, 255));
  Picture deep;
  deep.pixels = cv::Mat(1, 1, CV_16UC1, cv::Scalar(257 * 130 + 100));
  CHECK(to_rgb8(deep).pixels.at<cv::Vec3b>(0, 0) == cv::Vec3b(130, 130, 130));
}

TEST_CASE("palette: few colours stay as they are, and no more than asked for come out") {
  Picture p;
  p.pixels = cv::Mat(20, 20, CV_8UC3, cv::Scalar(10, 20, 30));
  p.pixels(cv::Rect(0, 0, 10, 20)) = cv::Scalar(200, 100, 0);
  p.pixels(cv::Rect(0, 0, 3, 3)) = cv::Scalar(0, 0, 255);
  CHECK(same(resolved(in_colours(p, 3)), p));
  CHECK(in_colours(p, 256).colours.size() == 3);
  CHECK(in_colours(p, 2).colours.size() == 2);
  const Picture many = painted(64, 64, 3);
  CHECK(in_colours(many, 32).colours.size() == 32);
  CHECK(same(decode(encode_palette_png(many, 32)), resolved(in_colours(many, 32))));
  CHECK(same(decode(encode_gif(many, 32)), resolved(in_colours(many, 32))));
  CHECK(facts_of(encode_palette_png(many, 32)).channels == 3);
}

TEST_CASE("files: written at once, read with a limit, known by their digest") {
  const auto folder = std::filesystem::temp_directory_path() / "imprint_conform_files_test";
  std::filesystem::create_directories(folder);
  const Bytes bytes{'a', 'b', 'c'};
  write_file(folder / "one.bin", bytes);
  CHECK(read_file(folder / "one.bin") == bytes);
  CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);  // no temporary file is left
  CHECK_THROWS_AS(read_file(folder / "one.bin", 2), ConformError);
  CHECK_THROWS_AS(read_file(folder / "none.bin"), ConformError);
  CHECK_THROWS_AS(write_file(folder / "none" / "one.bin", bytes), ConformError);
  std::filesystem::remove_all(folder);
  // FIPS 180-2, appendix B.1
  CHECK(sha256_hex(bytes) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
