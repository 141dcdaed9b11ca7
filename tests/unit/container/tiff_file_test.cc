#include "container/tiff_file.h"

#include <doctest/doctest.h>

#include "unit/containers.h"

using namespace imprint;
using namespace imprint::container;
using namespace imprint::test;

namespace {

constexpr uint16_t kTag = 700;

std::string field(const Bytes& file, uint16_t tag, size_t page = 0) {
  const auto tiff = open_tiff(file, {});
  REQUIRE(tiff.ok());
  const auto entry = tiff.value().tiff.find(tiff.value().pages[page].at, tag, {});
  const auto text = entry ? tiff.value().tiff.text(*entry) : std::nullopt;
  return text ? std::string(as_text(*text)) : "none";
}

Bytes set(const Bytes& file, const std::string& value, bool reuse = true, size_t page = 0) {
  const auto tiff = open_tiff(file, {});
  REQUIRE(tiff.ok());
  Bytes out = file;
  const Status status = set_tiff_field(out, tiff.value(), tiff->pages[page], kTag, as_bytes(value), reuse, {});
  REQUIRE_MESSAGE(status.ok(), status.message());
  return out;
}

Status tiff_status(const Bytes& file, const Limits& limits = {}) { return open_tiff(file, limits).status(); }

const TiffSpec kKinds[] = {{},
                           {.little = false},
                           {.big = true},
                           {.little = false, .big = true},
                           {.fields = {{270, 2, "a description\0"s}}, .next_page = {{270, 2, "the next page\0"s}}},
                           {.fields = {{50000, 7, "private data"}}}};

}  // namespace

TEST_CASE("tiff_file: a new field stands in order, and nothing that was there has moved") {
  for (const TiffSpec& spec : kKinds) {
    const Bytes file = tiff_file(spec), out = set(file, "a packet of XMP");
    CHECK(field(out, kTag) == "a packet of XMP");
    const size_t header = spec.big ? 16 : 8;
    CHECK(std::equal(file.begin() + static_cast<std::ptrdiff_t>(header), file.end(),
                     out.begin() + static_cast<std::ptrdiff_t>(header)));
    const auto before = open_tiff(file, {}), after = open_tiff(out, {});
    CHECK(after.value().pages.size() == before.value().pages.size());
    CHECK(after.value().pages[0].entries == before.value().pages[0].entries + 1);
    CHECK(after.value().pages[0].at % (spec.big ? 8 : 2) == 0);
    const Tiff& tiff = after.value().tiff;
    for (size_t i = 1; i < after.value().pages[0].entries; ++i) {
      const size_t first = after.value().pages[0].at + tiff.count_bytes();
      CHECK(tiff.tag_at(first + (i - 1) * tiff.entry_bytes()) < tiff.tag_at(first + i * tiff.entry_bytes()));
    }
    for (const TiffField& f : spec.fields) CHECK(field(out, f.tag) == field(file, f.tag));
    CHECK(set(out, "a packet of XMP") == out);
  }
}

TEST_CASE("tiff_file: a value at the end of the file grows and shrinks there") {
  for (const TiffSpec& spec : kKinds) {
    const Bytes first = set(tiff_file(spec), "a packet of XMP");
    const Bytes longer = set(first, "a much longer packet of XMP");
    CHECK(field(longer, kTag) == "a much longer packet of XMP");
    CHECK(longer.size() == first.size() + 12);
    CHECK(set(longer, "a packet of XMP") == first);
  }
}

TEST_CASE("tiff_file: a value in the middle is overwritten if the new one fits, else it moves") {
  for (const bool big : {false, true}) {
    const Bytes file = tiff_file({.big = big, .fields = {{kTag, 1, "twenty bytes of XMP."}}});
    const Bytes shorter = set(file, "ten bytes.");
    CHECK(shorter.size() == file.size());
    CHECK(field(shorter, kTag) == "ten bytes.");
    CHECK(as_text(shorter).find("ten bytes.\0\0\0\0\0\0\0\0\0\0"s) != std::string::npos);
    const Bytes moved = set(file, "more than twenty bytes of XMP");
    CHECK(field(moved, kTag) == "more than twenty bytes of XMP");
    CHECK(as_text(moved).find("twenty bytes of XMP.") != std::string::npos);  // the caller blanks it
    const Bytes kept = set(file, "ten bytes.", false);
    CHECK(field(kept, kTag) == "ten bytes.");
    CHECK(kept.size() > file.size());
  }
}

TEST_CASE("tiff_file: a field of a further directory is set there, and nothing else moves") {
  for (const bool big : {false, true}) {
    const Bytes file = tiff_file({.big = big, .next_page = {{kTag, 7, "twenty bytes of XMP."}}});
    const auto tiff = open_tiff(file, {});
    REQUIRE(tiff->pages.size() == 2);
    CHECK(tiff->pages[0].pixels);
    CHECK_FALSE(tiff->pages[1].pixels);
    for (const std::string value : {"ten bytes.", "more than twenty bytes of XMP"}) {
      const Bytes out = set(file, value, true, 1);
      CHECK(field(out, kTag, 1) == value);
      CHECK(field(out, kTag, 0) == "none");
      CHECK(open_tiff(out, {})->pages[0].at == tiff->pages[0].at);
    }
  }
}

TEST_CASE("tiff_file: a value over another directory is not overwritten") {
  const Bytes file = tiff_file({.next_page = {{kTag, 7, "twenty bytes of XMP."}}});
  const auto tiff = open_tiff(file, {});
  const auto entry = tiff->tiff.find(tiff->pages[1].at, kTag, {});
  Bytes hostile = file;
  for (size_t i = 0; i < 4; ++i) hostile[entry->value_at + i] = static_cast<uint8_t>(tiff->pages[0].at >> (8 * i));
  const Bytes out = set(hostile, "ten bytes.", true, 1);
  CHECK(field(out, kTag, 1) == "ten bytes.");
  CHECK(open_tiff(out, {})->pages[0].entries == tiff->pages[0].entries);
}

TEST_CASE("tiff_file: the old field must hold bytes") {
  for (const TiffField& old : {TiffField{kTag, 3, "\1\0\2\0\3\0\4\0"s}, TiffField{kTag, 1, "abc"}}) {
    const Bytes file = tiff_file({.fields = {old}});
    Bytes out = file;
    const auto tiff = open_tiff(file, {});
    CHECK(set_tiff_field(out, tiff.value(), tiff->pages[0], kTag, as_bytes("a packet"), true, {}).code() ==
          Code::kMalformed);
    CHECK(out == file);
  }
}

TEST_CASE("tiff_file: wrong headers, chains that go round, and limits are refused") {
  CHECK(tiff_status({}).code() == Code::kTruncated);
  CHECK(tiff_status(bytes_of("II*\0"s)).code() == Code::kTruncated);
  CHECK(tiff_status(bytes_of("IM*\0\0\0\0\0"s)).code() == Code::kMalformed);
  CHECK(tiff_status(bytes_of("II+\0\4\0\0\0\0\0\0\0\0\0\0\0"s)).code() == Code::kMalformed);
  CHECK(tiff_status(bytes_of("II*\0\0\0\0\0"s)).code() == Code::kTruncated);  // no directory but the header
  Bytes loop = tiff_file({});
  const auto tiff = open_tiff(loop, {});
  const size_t at = tiff.value().pages[0].at;
  for (size_t i = 0; i < 4; ++i) loop[loop.size() - 4 + i] = static_cast<uint8_t>(at >> (8 * i));
  CHECK(tiff_status(loop).message() == "TIFF directories at byte " + std::to_string(at) + " go round");
  Bytes over_header = tiff_file({});
  over_header[over_header.size() - 4] = 6;
  CHECK(tiff_status(over_header).message() == "TIFF directory at byte 6 lies over the header");
  Limits limits;
  limits.max_segments = 1;
  CHECK(tiff_status(tiff_file({.next_page = {{270, 2, "page two\0"s}}}), limits).code() == Code::kLimitExceeded);
  limits.max_segments = 0;
  CHECK(tiff_status(tiff_file({}), limits).code() == Code::kLimitExceeded);
  limits = {};
  limits.max_file_bytes = 20;
  CHECK(tiff_status(tiff_file({}), limits).code() == Code::kLimitExceeded);
}

TEST_CASE("tiff_file: cut at any byte, a file is truncated") {
  for (const TiffSpec& spec : kKinds) {
    const Bytes file = tiff_file(spec);
    for (size_t size = 8; size < file.size(); ++size) {
      CAPTURE(size);
      const Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
      const Code code = tiff_status(part).code();
      CHECK((code == Code::kTruncated || (spec.big && size < 16 && code == Code::kMalformed)));
    }
  }
}

TEST_CASE("tiff_file: strips that leave the file are the mark of a cut") {
  Bytes file = tiff_file({});
  const auto at = as_text(file).find("\x17\1\4\0\1\0\0\0\x18\0\0\0"s);  // StripByteCounts, 24
  REQUIRE(at != std::string::npos);
  file[at + 9] = 0xFF;
  CHECK(tiff_status(file).code() == Code::kTruncated);
  CHECK(tiff_status(file).message().find("lies outside the file") != std::string::npos);
}
