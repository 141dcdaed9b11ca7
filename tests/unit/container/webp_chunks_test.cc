#include "container/webp_chunks.h"

#include <doctest/doctest.h>

#include <string>

using namespace imprint;
using namespace imprint::container;
using namespace std::string_literals;

namespace {

std::string riff(const std::string& chunks) {
  const uint32_t size = static_cast<uint32_t>(chunks.size() + 4);
  return "RIFF"s + char(size) + char(size >> 8) + "\0\0WEBP"s + chunks;
}

Status status_of(const std::string& file) { return split_webp(as_bytes(file), {}).status(); }

}  // namespace

TEST_CASE("webp_chunks: chunks, their padding and what trails are the file again") {
  const std::string file = riff("VP8X\2\0\0\0ab"s + "odd \3\0\0\0xyz\0"s + "none\0\0\0\0"s) + "trail";
  const auto split = split_webp(as_bytes(file), {});
  REQUIRE(split.ok());
  REQUIRE(split.value().chunks.size() == 3);
  CHECK(split.value().chunks[1].type == "odd ");
  CHECK(as_text(split.value().chunks[1].data) == "xyz");
  std::string again = file.substr(0, 12);
  for (const auto& chunk : split.value().chunks) again += as_text(chunk.raw);
  CHECK(again == as_text(split.value().riff));
  CHECK(again + std::string(as_text(split.value().trailing)) == file);
  CHECK(split.value().find("none") == &split.value().chunks[2]);
  CHECK(split.value().find("XMP ") == nullptr);
}

TEST_CASE("webp_chunks: the padding of the last chunk may be missing") {
  CHECK(status_of(riff("VP8 \3\0\0\0xyz"s)).ok());
  CHECK(status_of(riff("VP8 \4\0\0\0xyz"s)).code() == Code::kMalformed);
}

TEST_CASE("webp_chunks: lengths that do not fit, no chunk and stray bytes are refused") {
  CHECK(status_of("RIFX\4\0\0\0WEBP"s).message() == "WebP signature is missing");
  CHECK(status_of("RIFF\3\0\0\0WEBP"s).code() == Code::kMalformed);
  CHECK(status_of("RIFF\xFF\xFF\xFF\xFFWEBP"s).code() == Code::kTruncated);
  CHECK(status_of(riff("")).message() == "WebP has no chunk");
  CHECK(status_of(riff("VP8 \0\0\0\0abc"s)).message() == "WebP chunk at byte 20 has no room for its header");
  CHECK(status_of(riff("VP8 \xFF\xFF\xFF\xFF"s)).message() ==
        "WebP chunk at byte 12 claims 4294967295 bytes, but 0 are left");
}

TEST_CASE("webp_chunks: cut at any byte, a file is truncated") {
  const std::string file = riff("VP8 \4\0\0\0abcd"s + "EXIF\2\0\0\0xy"s);
  for (size_t size = 0; size < file.size(); ++size) {
    CAPTURE(size);
    CHECK(status_of(file.substr(0, size)).code() == Code::kTruncated);
  }
}

TEST_CASE("webp_chunks: more chunks than max_segments are refused") {
  Limits limits;
  limits.max_segments = 2;
  const std::string two = "aaaa\0\0\0\0bbbb\0\0\0\0"s;
  CHECK(split_webp(as_bytes(riff(two)), limits).ok());
  CHECK(split_webp(as_bytes(riff(two + "cccc\0\0\0\0"s)), limits).status().message() ==
        "WebP chunk count 3 exceeds max_segments 2");
}
