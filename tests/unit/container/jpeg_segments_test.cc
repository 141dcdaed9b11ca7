#include "container/jpeg_segments.h"

#include <doctest/doctest.h>

#include <string>

using namespace imprint;
using namespace imprint::container;
using namespace std::string_view_literals;

namespace {

Bytes bytes_of(std::string_view text) { return {as_bytes(text).begin(), as_bytes(text).end()}; }

Result<JpegSegments> split(std::string_view text, const Limits& limits = {}) {
  return split_jpeg(as_bytes(text), limits);
}

Bytes joined(const JpegSegments& parts) {
  Bytes out;
  for (const auto& segment : parts.segments) append(out, segment.raw);
  append(out, parts.trailing);
  return out;
}

// SOI, APP1, two scans of which the first holds stuffing and a restart marker, EOI, and bytes behind it.
constexpr std::string_view kTwoScans =
    "\xFF\xD8"
    "\xFF\xE1\0\x4hi"
    "\xFF\xDA\0\x3s"
    "ab\xFF\0"
    "cd\xFF\xD0"
    "ef"
    "\xFF\xDA\0\x3t"
    "gh"
    "\xFF\xD9"
    "behind"sv;

}  // namespace

TEST_CASE("jpeg_segments: every scan keeps its stuffed zeros and restart markers") {
  const auto parts = split(kTwoScans);
  REQUIRE(parts.ok());
  const auto& segments = parts.value().segments;
  REQUIRE(segments.size() == 5);
  CHECK(segments[1].marker == kJpegApp1);
  CHECK(as_text(segments[1].data) == "hi");
  CHECK(as_text(segments[2].data) == "s");
  CHECK(as_text(segments[2].raw) ==
        "\xFF\xDA\0\x3s"
        "ab\xFF\0"
        "cd\xFF\xD0"
        "ef"sv);
  CHECK(as_text(segments[3].raw) == "\xFF\xDA\0\x3tgh"sv);
  CHECK(segments[4].marker == kJpegEoi);
  CHECK(parts.value().has_eoi);
  CHECK(as_text(parts.value().trailing) == "behind");
  CHECK(joined(parts.value()) == bytes_of(kTwoScans));
}

TEST_CASE("jpeg_segments: fill bytes belong to the marker they precede") {
  constexpr auto file = "\xFF\xD8\xFF\xFF\xFF\xE0\0\x3x\xFF\xDA\0\x2zz\xFF\xFF\xFF\xD9"sv;
  const auto parts = split(file);
  REQUIRE(parts.ok());
  REQUIRE(parts.value().segments.size() == 4);
  CHECK(as_text(parts.value().segments[1].raw) == "\xFF\xFF\xFF\xE0\0\x3x"sv);
  CHECK(as_text(parts.value().segments[2].raw) == "\xFF\xDA\0\x2zz"sv);
  CHECK(as_text(parts.value().segments[3].raw) == "\xFF\xFF\xFF\xD9"sv);
  CHECK(joined(parts.value()) == bytes_of(file));
}

TEST_CASE("jpeg_segments: a file cut inside its last scan is walked and says that EOI is missing") {
  const auto parts = split("\xFF\xD8\xFF\xDA\0\x2zzzz\xFF"sv);
  REQUIRE(parts.ok());
  CHECK_FALSE(parts.value().has_eoi);
  CHECK(parts.value().trailing.empty());
  CHECK(parts.value().segments.back().raw.size() == 9);
}

TEST_CASE("jpeg_segments: a picture behind EOI is left alone") {
  const std::string file = std::string("\xFF\xD8\xFF\xD9"sv) + std::string("\xFF\xD8\xFF\xE1\xFF\xFF"sv);
  const auto parts = split(file);
  REQUIRE(parts.ok());
  CHECK(parts.value().segments.size() == 2);
  CHECK(parts.value().trailing.size() == 6);
}

TEST_CASE("jpeg_segments: refusals say what is wrong and where") {
  CHECK(split("").status().code() == Code::kMalformed);
  CHECK(split("\x89PNG").status().code() == Code::kMalformed);
  CHECK(split("\xFF\xD8\xFF\xE1\0\x9hi"sv).status().message() ==
        "JPEG segment 0xE1 at byte 2 claims 9 bytes, but 4 are left");
  CHECK(split("\xFF\xD8\xFF\xE1\0\x9hi"sv).status().code() == Code::kTruncated);
  CHECK(split("\xFF\xD8\xFF\xE1\0"sv).status().code() == Code::kTruncated);
  CHECK(split("\xFF\xD8\xFF\xFF"sv).status().message() == "JPEG ends inside a marker");
  CHECK(split("\xFF\xD8\xFF\xE1\0\1"sv).status().message() == "JPEG segment 0xE1 at byte 2 claims a length below 2");
  CHECK(split("\xFF\xD8stray"sv).status().message() == "no JPEG marker at byte 2");
  CHECK(split("\xFF\xD8\xFF\0"sv).status().message() == "no JPEG marker at byte 2");
  CHECK(split("\xFF\xD8\xFF\xD8"sv).status().message() == "second SOI marker at byte 2");
}

TEST_CASE("jpeg_segments: cut at any byte, the walk either fails or still gives all bytes back") {
  for (size_t size = 0; size < kTwoScans.size(); ++size) {
    CAPTURE(size);
    const auto parts = split(kTwoScans.substr(0, size));
    if (parts.ok())
      CHECK(joined(parts.value()) == bytes_of(kTwoScans.substr(0, size)));
    else
      CHECK((size < 2 || parts.status().code() == Code::kTruncated));
  }
}

TEST_CASE("jpeg_segments: limits on segments and bytes hold at their edge") {
  Limits limits;
  limits.max_segments = 5;
  CHECK(split(kTwoScans, limits).ok());
  limits.max_segments = 4;
  CHECK(split(kTwoScans, limits).status().message() == "segment count 5 exceeds max_segments 4");
  limits = {};
  limits.max_file_bytes = kTwoScans.size() - 1;
  CHECK(split(kTwoScans, limits).status().code() == Code::kLimitExceeded);
}

TEST_CASE("jpeg_segments: what append_jpeg_segment writes is read back, up to the longest segment") {
  Bytes file = bytes_of("\xFF\xD8");
  append_jpeg_segment(file, kJpegApp2, Bytes(65533, 7));
  append(file, as_bytes("\xFF\xD9"));
  const auto parts = split_jpeg(file, {});
  REQUIRE(parts.ok());
  CHECK(parts.value().segments[1].marker == kJpegApp2);
  CHECK(parts.value().segments[1].data.size() == 65533);
}

TEST_CASE("jpeg_segments: frame headers are told from the tables among their numbers") {
  CHECK(is_jpeg_frame_header(0xC0));
  CHECK(is_jpeg_frame_header(0xC2));
  CHECK(is_jpeg_frame_header(0xCF));
  CHECK_FALSE(is_jpeg_frame_header(kJpegDht));
  CHECK_FALSE(is_jpeg_frame_header(kJpegDac));
  CHECK_FALSE(is_jpeg_frame_header(0xC8));
  CHECK_FALSE(is_jpeg_frame_header(kJpegSos));
}

TEST_CASE("jpeg_segments: a prefix counts only in full") {
  CHECK(starts_with(as_bytes("Exif\0\0II*"sv), kExifPrefix));
  CHECK_FALSE(starts_with(as_bytes("Exif\0"sv), kExifPrefix));
  CHECK_FALSE(starts_with(as_bytes("Exif\0\1II*"sv), kExifPrefix));
}
