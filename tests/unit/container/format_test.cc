#include "container/format.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "unit/sounds.h"

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
  CHECK(sniff_text("RIFF\x10\0\0\0AVI LIST"sv) == Format::kUnknown);
  CHECK(sniff_text("FORM\0\0\0\x10" "8SVXVHDR"sv) == Format::kUnknown);
  CHECK(sniff_text("ID3 tags are a kind of metadata") == Format::kUnknown);
  CHECK(sniff_text("BMW builds cars, not pictures") == Format::kUnknown);
  CHECK(sniff_text(ftyp("isom", "mp42")) == Format::kUnknown);
  CHECK(sniff_text("II+*"sv) == Format::kUnknown);
}

TEST_CASE("format: sound is known by its first bytes, and behind tags of ID3 by what follows them") {
  const auto of = [](const Bytes& file) { return sniff(file); };
  CHECK(of(test::wav_file()) == Format::kWav);
  CHECK(of(test::wav_file({.wide = true})) == Format::kWav);
  CHECK(of(test::aiff_file()) == Format::kAiff);
  CHECK(of(test::ogg_file()) == Format::kOgg);
  CHECK(of(test::flac_file()) == Format::kFlac);
  CHECK(of(test::flac_file({}, test::id3_tag({}))) == Format::kFlac);
  CHECK(of(test::m4a_file()) == Format::kM4a);
  CHECK(container::is_film(test::m4a_file()));
  CHECK(of(test::mp3_file()) == Format::kMp3);
  CHECK(of(test::mp3_file(test::id3_tag({.version = 3, .padding = 50}))) == Format::kMp3);
  CHECK(container::is_sound(Format::kMp3));
  CHECK_FALSE(container::is_sound(Format::kPng));
}

TEST_CASE("format: four bytes that look like a frame of MP3 are none, and neither is AAC") {
  const std::string frames = test::mp3_frames();
  CHECK(sniff_text(frames.substr(0, 417)) == Format::kMp3);  // one that ends the file
  CHECK(sniff_text(frames.substr(0, 416)) == Format::kUnknown);
  CHECK(sniff_text(frames.substr(0, 417) + "something else") == Format::kUnknown);
  const std::string adts = std::string("\xFF\xF1\x50\x80\x01\x7F\xFC", 7) + "abcd";  // 11 bytes
  CHECK(sniff_text(adts + adts) == Format::kUnknown);
  CHECK(container::describe(as_bytes(adts + adts)) == "an AAC sound file (ADTS)");
  CHECK(container::describe(as_bytes(test::id3_tag({}) + adts + adts)) == "an AAC sound file (ADTS)");
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
