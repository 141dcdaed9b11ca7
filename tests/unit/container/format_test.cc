#include "container/format.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace imprint;
using container::Format;
using container::sniff;
using namespace std::string_view_literals;

namespace {
Format sniff_text(std::string_view text) { return sniff(as_bytes(text)); }

std::string ftyp(std::string_view major, std::string_view compatible) {
  const auto size = static_cast<char>(16 + compatible.size());
  return std::string("\0\0\0", 3) + size + "ftyp" + std::string(major) + std::string(4, '\0') + std::string(compatible);
}
}  // namespace

TEST_CASE("format: each container is known by its first bytes") {
  CHECK(sniff_text("\x89PNG\r\n\x1a\n") == Format::kPng);
  CHECK(sniff_text("\xff\xd8\xff\xe0") == Format::kJpeg);
  CHECK(sniff_text("RIFF\x10\0\0\0WEBPVP8 "sv) == Format::kWebp);
  CHECK(sniff_text("GIF87a") == Format::kGif);
  CHECK(sniff_text("GIF89a") == Format::kGif);
  CHECK(sniff_text("II*\0"sv) == Format::kTiff);
  CHECK(sniff_text("MM\0*"sv) == Format::kTiff);
  CHECK(sniff_text("MM\0+"sv) == Format::kTiff);
  CHECK(sniff_text("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"sv) == Format::kBmp);
  CHECK(sniff_text(ftyp("avif", "mif1")) == Format::kAvif);
  CHECK(sniff_text(ftyp("heic", "mif1heic")) == Format::kHeic);
}

TEST_CASE("format: an AVIF that names itself only among its compatible brands is AVIF") {
  CHECK(sniff_text(ftyp("mif1", "mif1avif")) == Format::kAvif);
  CHECK(sniff_text(ftyp("mif1", "mif1miaf")) == Format::kHeic);
}

TEST_CASE("format: near misses are unknown") {
  CHECK(sniff({}) == Format::kUnknown);
  CHECK(sniff_text("\x89PNG\r\n\x1a") == Format::kUnknown);    // one byte short
  CHECK(sniff_text("\x89PNG\n\n\x1a\n") == Format::kUnknown);  // damaged by a text transfer
  CHECK(sniff_text("\xff\xd8") == Format::kUnknown);
  CHECK(sniff_text("RIFF\x10\0\0\0WAVEfmt "sv) == Format::kUnknown);
  CHECK(sniff_text("BMW builds cars, not pictures") == Format::kUnknown);
  CHECK(sniff_text(ftyp("isom", "mp42")) == Format::kUnknown);
  CHECK(sniff_text("II+*"sv) == Format::kUnknown);
}

TEST_CASE("format: brands behind the end of the ftyp box do not count") {
  CHECK(sniff_text(ftyp("isom", "mp42") + "avif") == Format::kUnknown);
}

TEST_CASE("format: the minor version is no brand") {
  CHECK(sniff_text("\0\0\0\x14"
                   "ftypisomavifmp42"sv) == Format::kUnknown);
}

TEST_CASE("format: what is not read is known by name") {
  const auto told = [](std::string_view text) { return container::describe(as_bytes(text)); };
  CHECK(told("") == "an empty file");
  CHECK(told("\x89PNG\r\n\x1a\n"sv) == "a PNG picture");
  CHECK(told("\0\0\0\x0cJXL \r\n\x87\n"sv) == "a JPEG XL picture");
  CHECK(told("\xff\x0a codestream"sv) == "a JPEG XL picture");
  CHECK(told("\0\0\0\x0cjP  \r\n\x87\n"sv) == "a JPEG 2000 picture");
  CHECK(told("%PDF-1.7") == "a PDF document");
  CHECK(told("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"sv) == "a BMP picture");
  CHECK(told(ftyp("isom", "mp42")) == "an MP4 film or one of its kind");
  CHECK(told(ftyp("qt  ", "qt  ")) == "a QuickTime film");
  CHECK(told("RIFF\x10\0\0\0WAVEfmt "sv) == "a WAV sound file");
  CHECK(told("a text") == "a file of no format known here");
  CHECK(container::is_film(as_bytes(ftyp("isom", "mp42"))));
  CHECK_FALSE(container::is_film(as_bytes(ftyp("avif", "mif1"))));
}

TEST_CASE("format: names are those people use") {
  CHECK(container::format_name(Format::kWebp) == "WebP"sv);
  CHECK(container::format_name(Format::kUnknown) == "unknown"sv);
}
