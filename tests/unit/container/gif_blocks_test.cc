#include "container/gif_blocks.h"

#include <doctest/doctest.h>

#include <string>

using namespace imprint;
using namespace imprint::container;
using namespace std::string_literals;

namespace {

const std::string kGifHeader = "GIF89a\x03\x01\x02\0\x80\0\0rgbRGB"s;  // 259 x 2, two colours
const std::string kControl = "!\xF9\4\1\0\0\1\0"s;
const std::string kComment = "!\xFE\3abc\2de\0"s;
const std::string kImage = ",\0\0\0\0\2\0\2\0\x81"s + "aaabbbcccddd"s + "\2\3xyz\0"s;  // four colours of its own
const std::string kFile = kGifHeader + kControl + kComment + kImage + kImage + ";";

Status gif_status(const std::string& file) { return split_gif(as_bytes(file), {}).status(); }

}  // namespace

TEST_CASE("gif_blocks: header, blocks and what trails are the file again") {
  const std::string file = kFile + "trail";
  const auto split = split_gif(as_bytes(file), {});
  REQUIRE_MESSAGE(split.ok(), split.status().message());
  const GifBlocks& gif = split.value();
  CHECK(gif.width_px == 259);
  CHECK(gif.height_px == 2);
  CHECK(as_text(gif.header) == kGifHeader);
  REQUIRE(gif.blocks.size() == 4);
  CHECK(gif.blocks[0].label == kGifGraphicControl);
  CHECK(as_text(gif.blocks[0].raw) == kControl);
  CHECK(as_text(gif.blocks[1].raw) == kComment);
  CHECK(gif.blocks[2].kind == kGifImage);
  CHECK(as_text(gif.blocks[3].raw) == kImage);
  CHECK(as_text(gif.trailing) == "trail");
}

TEST_CASE("gif_blocks: cut at any byte, a file is truncated") {
  for (size_t size = 0; size < kFile.size(); ++size) {
    CAPTURE(size);
    CHECK(gif_status(kFile.substr(0, size)).code() == Code::kTruncated);
  }
  CHECK(gif_status(kFile).ok());
}

TEST_CASE("gif_blocks: a wrong signature and bytes that begin no block are refused") {
  CHECK(gif_status("GIF90a" + kFile.substr(6)).message() == "GIF signature is missing");
  CHECK(gif_status("GIF87a" + kFile.substr(6)).ok());
  CHECK(gif_status(kGifHeader + "x;").message() == "no GIF block at byte 19");
}

TEST_CASE("gif_blocks: more blocks than max_segments are refused") {
  Limits limits;
  limits.max_segments = 4;
  CHECK(split_gif(as_bytes(kFile), limits).ok());
  limits.max_segments = 3;
  CHECK(split_gif(as_bytes(kFile), limits).status().message() == "GIF block count 4 exceeds max_segments 3");
}

TEST_CASE("gif_blocks: data of extensions is put together and put back") {
  const std::string application = "!\xFF\x0BNETSCAPE2.0\3\1\0\0\2xy\0"s;
  const std::string file = kGifHeader + kComment + application + kImage + ";";
  const auto split = split_gif(as_bytes(file), {});
  REQUIRE(split.ok());
  const auto& blocks = split.value().blocks;
  CHECK(gif_application_id(blocks[0]).empty());
  CHECK(gif_application_id(blocks[1]) == "NETSCAPE2.0");
  CHECK(as_text(gif_extension_data(blocks[0])) == "abcde");
  CHECK(as_text(gif_extension_data(blocks[1])) == "\1\0\0xy"s);
  CHECK(as_text(with_gif_extension_data(blocks[0], as_bytes("vwxyz"))) == "!\xFE\3vwx\2yz\0"s);
  CHECK(as_text(with_gif_extension_data(blocks[1], as_bytes("vwxyz"))) == "!\xFF\x0BNETSCAPE2.0\3vwx\2yz\0"s);
  CHECK_FALSE(gif_xmp_packet(blocks[1]).has_value());
}

TEST_CASE("gif_blocks: an XMP packet of any bytes is walked to its end") {
  for (const std::string& packet : {""s, "<x/>"s, std::string(1000, '\xFF'), std::string(700, '\1'), "\xE5\x8D\xB0"s}) {
    Bytes extension;
    append_gif_xmp(extension, as_bytes(packet));
    CHECK(extension.size() == 14 + packet.size() + 258);
    const std::string file = kGifHeader + std::string(as_text(extension)) + kImage + ";";
    const auto split = split_gif(as_bytes(file), {});
    REQUIRE(split.ok());
    REQUIRE(split.value().blocks.size() == 2);
    const auto found = gif_xmp_packet(split.value().blocks[0]);
    REQUIRE(found.has_value());
    CHECK(as_text(*found) == packet);
  }
  const std::string cut = kGifHeader + "!\xFF\x0BXMP DataXMP\4<x/>\0"s + kImage + ";";
  const auto split = split_gif(as_bytes(cut), {});
  REQUIRE(split.ok());
  CHECK_FALSE(gif_xmp_packet(split.value().blocks[0]).has_value());
  CHECK(as_text(gif_extension_data(split.value().blocks[0])) == "<x/>");
}
