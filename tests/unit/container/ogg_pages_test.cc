#include "container/ogg_pages.h"

#include <doctest/doctest.h>

#include "unit/sounds.h"

using namespace imprint;
using namespace imprint::container;
using namespace imprint::test;

namespace {

std::vector<OggStream> streams_of(const Bytes& file) {
  auto out = read_ogg_streams(file, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

// Comments of every stream, with `text` among those of the first.
Bytes with_comment(const Bytes& file, const std::string& text, bool framing) {
  const auto streams = streams_of(file);
  std::vector<Bytes> comments;
  for (const OggStream& s : streams) comments.push_back(s.comments);
  comments[0] = bytes_of(vorbis_comments({"TITLE=x", text}) + (framing ? "\1" : ""));
  auto out = with_ogg_comments(file, streams, comments, {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

struct PageView {
  std::string raw;
  uint32_t serial, number;
  std::string data;
};
// By a reader of its own, which takes nothing on trust.
std::vector<PageView> pages_of(const Bytes& file) {
  std::vector<PageView> out;
  std::string rest(as_text(file));
  while (!rest.empty()) {
    REQUIRE(rest.substr(0, 4) == "OggS");
    size_t data = 0;
    const size_t segments = static_cast<uint8_t>(rest[26]);
    for (size_t i = 0; i < segments; ++i) data += static_cast<uint8_t>(rest[27 + i]);
    std::string page = rest.substr(0, 27 + segments + data), zeroed = page;
    zeroed.replace(22, 4, "\0\0\0\0"s);
    CHECK(little_endian(ogg_crc(zeroed), 4) == page.substr(22, 4));
    const auto* p = reinterpret_cast<const uint8_t*>(page.data());
    out.push_back({page, read_le32(p + 14), read_le32(p + 18), page.substr(27 + segments)});
    rest.erase(0, page.size());
  }
  return out;
}

// Pages of each stream are numbered in their order, and the last `same` hold what they held.
void check_pages(const Bytes& before, const Bytes& after, size_t same) {
  const auto old = pages_of(before), now = pages_of(after);
  uint32_t number = 0;
  for (const PageView& page : now) {
    if ((page.raw[5] & 2) != 0) number = 0;
    CHECK(page.number == number++);
  }
  for (size_t i = 1; i <= same; ++i) CHECK(now[now.size() - i].data == old[old.size() - i].data);
}

}  // namespace

TEST_CASE("ogg_pages: comments of Vorbis and Opus are found, and unchanged ones leave the file as it is") {
  for (const bool opus : {false, true}) {
    const Bytes file = ogg_file({.opus = opus, .comments_and_setup_apart = true});
    const auto streams = streams_of(file);
    REQUIRE(streams.size() == 1);
    CHECK(streams[0].codec == (opus ? "Opus"s : "Vorbis"s));
    CHECK(as_text(streams[0].comments) == vorbis_comments({"TITLE=x"}) + (opus ? "" : "\1"));
    CHECK(with_ogg_comments(file, streams, {streams[0].comments}, {}).value() == file);
  }
}

TEST_CASE("ogg_pages: longer comments take more pages, and what follows is renumbered and else the same") {
  for (const size_t bytes : {10u, 200u, 255u, 65025u, 65535u, 200000u})
    for (const bool opus : {false, true})
      for (const bool apart : {false, true}) {
        CAPTURE(bytes);
        const Bytes file = ogg_file({.opus = opus, .comments_and_setup_apart = apart});
        const Bytes longer = with_comment(file, std::string(bytes, 'x'), !opus);
        check_pages(file, longer, 3);
        const auto again = streams_of(longer);
        CHECK(std::string(as_text(again[0].comments)).find(std::string(bytes, 'x')) != std::string::npos);
        CHECK(again[0].headers == streams_of(file)[0].headers);
        check_pages(longer, with_comment(longer, "short", !opus), 3);
      }
}

TEST_CASE("ogg_pages: a packet that ends on the edge of a page takes an empty segment") {
  for (size_t bytes = 65025 - 60; bytes <= 65025; ++bytes) {
    const Bytes file = ogg_file({.opus = true});
    const Bytes longer = with_comment(file, std::string(bytes, 'x'), false);
    check_pages(file, longer, 3);
    CHECK(streams_of(longer)[0].comments.size() == vorbis_comments({"TITLE=x", std::string(bytes, 'x')}).size());
  }
}

TEST_CASE("ogg_pages: chained and multiplexed streams keep their order") {
  const std::string one = ogg_stream({.serial = 1}), two = ogg_stream({.opus = true, .serial = 1});
  const Bytes chained = bytes_of(one + two);
  REQUIRE(streams_of(chained).size() == 2);
  const Bytes longer = with_comment(chained, std::string(70000, 'x'), true);
  check_pages(chained, longer, 8);
  // Another stream between the pages of the header keeps its numbers.
  const auto pages = pages_of(ogg_file({.serial = 5, .comments_and_setup_apart = true}));
  const std::string foreign_first = ogg_page(9, 0, 2, 0, {"fishead"}), foreign = ogg_page(9, 1, 0, 0, {"bones"});
  const Bytes mixed = bytes_of(pages[0].raw + foreign_first + pages[1].raw + foreign + pages[2].raw + pages[3].raw +
                               pages[4].raw + pages[5].raw);
  const auto now = pages_of(with_comment(mixed, std::string(140000, 'x'), true));
  size_t seen = 0;
  for (const PageView& page : now) seen += page.raw == foreign_first || page.raw == foreign ? 1u : 0u;
  CHECK(seen == 2);
  CHECK(now.back().number == 6);
}

TEST_CASE("ogg_pages: broken files are refused by name") {
  const Bytes file = ogg_file({.comments_and_setup_apart = true});
  const auto pages = pages_of(file);
  const auto status = [](const Bytes& bytes) { return read_ogg_streams(bytes, {}).status(); };
  Bytes spoilt = file;
  spoilt[pages[0].raw.size() + 40] ^= 1;
  CHECK(status(spoilt).message().find("wrong checksum") != std::string::npos);
  CHECK(status(bytes_of(std::string(as_text(file)) + "junk")).message().find("is none") != std::string::npos);
  CHECK(status(bytes_of(std::string(as_text(file)) + "Ogg")).code() == Code::kTruncated);
  for (size_t size = 1; size < file.size(); ++size)
    if (const Status s = status(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size))); !s.ok())
      CHECK((s.code() == Code::kTruncated || s.code() == Code::kMalformed));
  CHECK(status(bytes_of(ogg_page(1, 0, 2, 0, {"Speex   "}))).code() == Code::kUnsupportedFormat);
  Limits limits;
  limits.max_metadata_bytes = 20;
  CHECK(read_ogg_streams(file, limits).status().code() == Code::kLimitExceeded);
  limits = {};
  limits.max_steps = 100;
  CHECK(read_ogg_streams(file, limits.for_call()).status().code() == Code::kLimitExceeded);
}

TEST_CASE("ogg_pages: a wrong checksum is not hidden by a new number, and stays where nothing moves") {
  Bytes file = ogg_file();
  file.back() ^= 1;
  const auto streams = streams_of(file);
  const auto write = [&](size_t bytes) {
    return with_ogg_comments(file, streams, {bytes_of(vorbis_comments({std::string(bytes, 'x')}) + "\1")}, {});
  };
  CHECK(write(5).ok());
  CHECK(write(70000).status().message().find("wrong checksum") != std::string::npos);
}

TEST_CASE("ogg_pages: sound on a page of the header is not torn apart") {
  const std::string tags = "OpusTags" + vorbis_comments({});
  const Bytes file = bytes_of(ogg_page(1, 0, 2, 0, {"OpusHead"}) + ogg_page(1, 1, 4, 960, {tags, "sound"}));
  const auto streams = streams_of(file);
  CHECK(streams[0].sound_on_last);
  CHECK(with_ogg_comments(file, streams, {bytes_of(vorbis_comments({"x"}))}, {}).status().code() == Code::kMalformed);
}

TEST_CASE("ogg_pages: the one stream of a file of sound, and what makes it two") {
  const Bytes file = ogg_file({.serial = 9});
  const auto sound = read_ogg_sound(file, {});
  REQUIRE_MESSAGE(sound.ok(), sound.status().message());
  CHECK(sound->serial == 9);
  CHECK(sound->codec == std::string("Vorbis"));
  CHECK(as_text(sound->head).starts_with("\1vorbis"));
  CHECK(sound->last_place == 3 * 960);
  CHECK(sound->sound_bytes == 3 * (kSoundBytes.size() + 1 + 300));
  const auto status = [](const std::string& bytes) { return read_ogg_sound(bytes_of(bytes), {}).status(); };
  const std::string text(as_text(file));
  CHECK(status(text + text).code() == Code::kUnsupportedFormat);
  CHECK(status(text + ogg_page(10, 0, 0, 5000, {"x"})).code() == Code::kUnsupportedFormat);
  CHECK(status(text + ogg_page(9, 99, 0, 5000, {"x"})).message().find("does not follow") != std::string::npos);
  CHECK(status(text + ogg_page(9, 5, 0, 5, {"x"})).message().find("has the place 5 behind 2880") != std::string::npos);
  CHECK(status(ogg_page(9, 0, 0, 0, {"x"})).message().find("begins no stream") != std::string::npos);
}

TEST_CASE("ogg_pages: another serial number on every page, with its checksum") {
  Bytes file = ogg_file({.serial = 9});
  REQUIRE(set_ogg_serial(file, 4711, {}).ok());
  CHECK(file == ogg_file({.serial = 4711}));
  file.pop_back();
  CHECK(set_ogg_serial(file, 1, {}).code() == Code::kTruncated);
}
