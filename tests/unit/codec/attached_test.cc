#include "container/attached.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "codec/codec.h"
#include "container/jpeg_segments.h"
#include "container/png_chunks.h"

using namespace imprint;
using namespace imprint::container;

namespace {

Bytes bytes_of(std::string_view text) { return {as_bytes(text).begin(), as_bytes(text).end()}; }

Bytes bare(Format format) {
  image::Image picture(24, 16, image::PixelFormat::kRgb8);
  for (size_t i = 0; i < picture.samples.size(); ++i) picture.samples[i] = static_cast<uint8_t>(i * 7);
  auto out = codec::encode(picture.view(), format, 90);
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

Attached something(size_t profile_bytes = 3000) {
  Attached out;
  for (size_t i = 0; i < profile_bytes; ++i) out.icc.push_back(static_cast<uint8_t>(i * i >> 3));
  out.exif = bytes_of(std::string_view("II*\0\x08\0\0\0\0\0\0\0\0\0", 14));
  out.xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>";
  return out;
}

std::vector<Format> formats() {
  std::vector<Format> out;
  for (const Format format : {Format::kPng, Format::kJpeg, Format::kWebp})
    if (codec::check_encodable(format).ok()) out.push_back(format);
  return out;
}

}  // namespace

TEST_CASE("attached: what goes onto a file is read from it again, and the pixels stay") {
  for (const Format format : formats()) {
    CAPTURE(format_name(format));
    const Bytes plain = bare(format);
    const Attached wanted = something();
    std::vector<std::string> left_out;
    const auto file = attach(plain, wanted, left_out);
    REQUIRE_MESSAGE(file.ok(), file.status().message());
    CHECK(left_out.empty());
    const auto read = attached_to(file.value(), {});
    REQUIRE(read.ok());
    CHECK(read->icc == wanted.icc);
    CHECK(read->exif == wanted.exif);
    CHECK(read->xmp == wanted.xmp);
    const auto before = codec::decode(plain, {}), after = codec::decode(file.value(), {});
    REQUIRE(after.ok());
    CHECK(after->pixels.samples == before->pixels.samples);
    const auto nothing = attach(plain, {}, left_out);
    CHECK(nothing.value() == plain);
  }
}

TEST_CASE("attached: a profile may take several segments of a JPEG, all of which it needs") {
  std::vector<std::string> left_out;
  const Attached wanted = something(150000);
  Bytes file = attach(bare(Format::kJpeg), wanted, left_out).value();
  CHECK(attached_to(file, {})->icc == wanted.icc);
  const auto segments = split_jpeg(file, {});
  const size_t pieces = static_cast<size_t>(std::count_if(segments->segments.begin(), segments->segments.end(),
                                                          [](const JpegSegment& s) { return s.marker == kJpegApp2; }));
  CHECK(pieces == 3);
  for (const JpegSegment& s : segments->segments)
    if (s.marker == kJpegApp2 && s.data[12] == 2) {
      const auto at = s.raw.data() - file.data();
      file.erase(file.begin() + at, file.begin() + at + static_cast<std::ptrdiff_t>(s.raw.size()));
      break;
    }
  CHECK(attached_to(file, {})->icc.empty());
}

TEST_CASE("attached: what JPEG has no room for is named, the rest goes along") {
  Attached wanted = something();
  wanted.xmp.resize(65504, ' ');
  wanted.exif.resize(65527);
  std::vector<std::string> left_out;
  CHECK(attached_to(attach(bare(Format::kJpeg), wanted, left_out).value(), {})->xmp.size() == 65504);
  CHECK(left_out.empty());
  wanted.xmp += ' ';
  wanted.exif.push_back(0);
  const auto read = attached_to(attach(bare(Format::kJpeg), wanted, left_out).value(), {});
  CHECK(left_out == std::vector<std::string>{"Exif", "XMP"});
  CHECK((read->xmp.empty() && read->exif.empty() && read->icc == wanted.icc));
}

TEST_CASE("attached: damaged metadata is as good as none, and the prefix of JPEG is no part of Exif") {
  const Bytes plain = bare(Format::kPng);
  Bytes file(plain.begin(), plain.begin() + 33);
  append_png_chunk(file, "iCCP", as_bytes(std::string_view("name\0\0not zlib", 14)));
  append_png_chunk(file, "eXIf", as_bytes(std::string_view("Exif\0\0II*\0", 10)));
  append(file, ByteView(plain).subspan(33));
  const auto read = attached_to(file, {});
  REQUIRE(read.ok());
  CHECK(read->icc.empty());
  CHECK(as_text(read->exif) == std::string_view("II*\0", 4));
  CHECK(attached_to(bytes_of("GIF89a"), {}).status().code() == Code::kUnsupportedFormat);
}
