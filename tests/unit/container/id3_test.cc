#include "container/id3.h"

#include <doctest/doctest.h>

#include "container/mp3_file.h"
#include "unit/sounds.h"

using namespace imprint;
using namespace imprint::container;
using namespace imprint::test;

namespace {

Id3Tag tag_of(const std::string& tag) {
  auto out = read_id3(as_bytes(tag), {});
  REQUIRE_MESSAGE(out.ok(), out.status().message());
  return std::move(out).value();
}

std::string rewritten(const std::string& tag, const std::vector<std::optional<Bytes>>& replaced,
                      const std::string& added = "") {
  const Bytes file = bytes_of(tag);
  const Id3Tag read = tag_of(tag);
  auto out = with_id3_frames(read, replaced.empty() ? std::vector<std::optional<Bytes>>(read.frames.size()) : replaced,
                             as_bytes(added));
  REQUIRE(out.ok());
  return std::string(as_text(out.value()));
}

// Title with bytes that unsynchronisation changes.
std::string two_frames(int version) {
  const char* title = version == 2 ? "TT2" : "TIT2";
  return id3_frame_of(version, title, "\0a\xFF\xE0\xFF\0z\xFF"s) +
         id3_frame_of(version, version == 2 ? "TXX" : "TXXX", txxx_data("AIGC", "{}"));
}

}  // namespace

TEST_CASE("id3: tags of every version are the same when nothing changes") {
  for (const std::string& tag : {
           id3_tag({.version = 2, .frames = two_frames(2)}),
           id3_tag({.version = 2, .flags = 0x80, .frames = two_frames(2), .padding = 20}),
           id3_tag({.version = 3, .frames = two_frames(3), .padding = 100}),
           id3_tag({.version = 3, .flags = 0x80, .frames = two_frames(3)}),
           id3_tag({.version = 4, .frames = two_frames(4), .padding = 100}),
           id3_tag({.version = 4, .flags = 0x10, .frames = two_frames(4)}),
           id3_tag({.version = 4, .flags = 0x40, .frames = two_frames(4), .extended = "\0\0\0\6\1\0"s}),
       }) {
    CHECK(rewritten(tag, {}) == tag);
    CHECK(tag_of(tag).frames.size() == 2);
    CHECK(id3_bytes(as_bytes(tag)) == tag.size());
  }
}

TEST_CASE(
    "id3: data is decoded: unsynchronisation, of frames too; grouping and length before it; compressed is nothing") {
  const std::string data = "\0a\xFF\xE0\xFF\0z\xFF"s;
  const auto first = [](const Id3Tag& tag) { return std::string(as_text(*tag.frames[0].data)); };
  CHECK(first(tag_of(id3_tag({.version = 3, .flags = 0x80, .frames = two_frames(3)}))) == data);
  const std::string coded = "\0a\xFF\0\xE0\xFF\0\0z\xFF\0"s;
  CHECK(first(tag_of(id3_tag({.frames = id3_frame_of(4, "TIT2", coded, "\0\2"s)}))) == data);
  CHECK(first(tag_of(id3_tag({.flags = 0x80, .frames = id3_frame_of(4, "TIT2", coded)}))) == data);
  CHECK(first(tag_of(id3_tag({.frames = id3_frame_of(4, "TIT2", "g\0\0\0\2xy"s, "\0\x41"s)}))) == "xy");
  CHECK(first(tag_of(id3_tag({.version = 3, .frames = id3_frame_of(3, "TIT2", "gxy", "\0\x20"s)}))) == "xy");
  CHECK_FALSE(tag_of(id3_tag({.version = 3, .frames = id3_frame_of(3, "TIT2", "xy", "\0\x80"s)})).frames[0].data);
  CHECK_FALSE(tag_of(id3_tag({.frames = id3_frame_of(4, "TIT2", "xy", "\0\4"s)})).frames[0].data);
  CHECK_FALSE(
      tag_of(id3_tag({.frames = id3_frame_of(4, "TIT2", "x", "\0\1"s)})).frames[0].data);  // no room for the length
}

TEST_CASE("id3: sizes of 2.4 that iTunes wrote with eight bits are told by what follows") {
  const std::string data = "\3"s + std::string(199, 'x');
  const std::string frame = "TIT2" + big_endian(data.size(), 4) + "\0\0"s + data;
  const Id3Tag tag = tag_of(id3_tag({.frames = frame + id3_frame_of(4, "TALB", "\3y")}));
  REQUIRE(tag.frames.size() == 2);
  CHECK(tag.frames[0].data->size() == 200);
  // 256 bytes: both readings are of seven bits a byte, and the one after which a frame stands counts.
  const std::string wide = "\3"s + std::string(255, 'x');
  CHECK(tag_of(id3_tag({.frames = "TIT2" + big_endian(256, 4) + "\0\0"s + wide + id3_frame_of(4, "TALB", "\3y")}))
            .frames.size() == 2);
  CHECK(tag_of(id3_tag({.frames = id3_frame_of(4, "TIT2", wide) + id3_frame_of(4, "TALB", "\3y")})).frames.size() == 2);
}

TEST_CASE("id3: what is added uses up the padding, and what goes becomes padding") {
  const std::string frame = id3_frame_of(4, "TXXX", txxx_data("AIGC", std::string(50, 'x')));
  const std::string roomy = id3_tag({.frames = two_frames(4), .padding = 100});
  CHECK(rewritten(roomy, {}, frame).size() == roomy.size());
  CHECK(tag_of(rewritten(roomy, {}, frame)).frames.size() == 3);
  const std::string tight = id3_tag({.frames = two_frames(4), .padding = 10});
  CHECK(rewritten(tight, {}, frame).size() == tight.size() - 10 + frame.size());
  CHECK(rewritten(tight, {std::nullopt, Bytes{}}).size() == tight.size());
  const std::string footed = id3_tag({.flags = 0x10, .frames = two_frames(4)});
  const std::string shorter = rewritten(footed, {std::nullopt, Bytes{}});
  CHECK(shorter.size() < footed.size());
  CHECK(shorter.substr(shorter.size() - 10, 3) == "3DI");
  CHECK(shorter.substr(shorter.size() - 7) == shorter.substr(3, 7));
}

TEST_CASE("id3: an extended header with a checksum goes when the tag changes, another stays") {
  const std::string three = "\0\0\0\x0a\x80\0\0\0\0\0CRC."s, plain = "\0\0\0\6\0\0\0\0\0\7"s;
  CHECK((rewritten(id3_tag({.version = 3, .flags = 0x40, .frames = two_frames(3), .extended = three}), {})[5] & 0x40) ==
        0);
  const std::string kept =
      rewritten(id3_tag({.version = 3, .flags = 0x40, .frames = two_frames(3), .extended = plain}), {});
  CHECK((kept[5] & 0x40) != 0);
  CHECK(kept.substr(10, 10) == "\0\0\0\6\0\0\0\0\0\0"s);  // no padding any more
}

TEST_CASE("id3: damaged tags are refused by name") {
  const auto status = [](const std::string& tag) { return read_id3(as_bytes(tag), {}).status().message(); };
  CHECK(status(id3_tag({.frames = "junk" + std::string(20, 'x')})).find("neither frame nor padding") !=
        std::string::npos);
  CHECK(status(id3_tag({.frames = "TIT2\0\0\1\0\0\0xx"s})).find("of 128 bytes, but 2 are left") != std::string::npos);
  CHECK(status(id3_tag({.version = 3, .flags = 0x40, .frames = "", .extended = "\0\0\1\0"s})).find("extended header") !=
        std::string::npos);
  CHECK(status(id3_tag({.version = 2, .flags = 0x40})).find("compressed") != std::string::npos);
  std::string high = id3_tag({.frames = two_frames(4)});
  high[6] = '\x80';
  CHECK(split_leading_id3(as_bytes(high), {}).status().message().find("high bits") != std::string::npos);
  std::string cut = id3_tag({.frames = two_frames(4)});
  cut.pop_back();
  CHECK(split_leading_id3(as_bytes(cut), {}).status().code() == Code::kTruncated);
  Limits limits;
  limits.max_metadata_bytes = 20;
  CHECK(split_leading_id3(as_bytes(id3_tag({.frames = two_frames(4)})), limits).status().code() ==
        Code::kLimitExceeded);
}

TEST_CASE("mp3 file: tags before and behind the sound are found, and are the file again") {
  const std::string ape = ape_tag({{"Title", "x"}, {"AIGC", "{}"}});
  const std::string two =
      id3_tag({.frames = two_frames(4)}) + id3_tag({.version = 3, .frames = two_frames(3), .padding = 7});
  const Bytes file = mp3_file(two, ape + id3v1());
  const auto split = split_mp3(file, {});
  REQUIRE(split.ok());
  CHECK(split.value().id3.size() == 2);
  CHECK(as_text(split.value().sound) == mp3_frames());
  CHECK(as_text(split.value().ape) == ape);
  CHECK(split.value().trailing.size() == 128);
  const auto items = split_ape(split.value().ape, {});
  REQUIRE(items.ok());
  REQUIRE(items.value().size() == 2);
  CHECK(items.value()[1].key == "AIGC");
  CHECK(as_text(with_ape_items(split.value().ape, {items.value()[0].raw})) == ape_tag({{"Title", "x"}}));
  CHECK(as_text(with_ape_items(split.value().ape, {items.value()[0].raw, items.value()[1].raw})) == ape);
  CHECK(with_ape_items(split.value().ape, {}).empty());
}

TEST_CASE("mp3 file: APE tags that lie are sound, or refused when their items are read") {
  std::string huge = ape_tag({{"a", "b"}});
  huge.replace(huge.size() - 20, 4, "\xFF\xFF\xFF\x7F");
  CHECK(split_mp3(mp3_file("", huge), {}).value().ape.empty());
  for (const uint8_t stated : {0, 31}) {  // less than the footer that it counts
    std::string small = ape_tag({{"a", "b"}});
    small.replace(small.size() - 20, 4, std::string(1, char(stated)) + "\0\0\0"s);
    CHECK(split_mp3(mp3_file("", small), {}).value().ape.empty());
  }
  std::string many = ape_tag({{"a", "b"}});
  many.replace(many.size() - 16, 4, "\x09\0\0\0"s);
  CHECK(split_ape(split_mp3(mp3_file("", many), {}).value().ape, {}).status().code() == Code::kMalformed);
  CHECK(split_mp3(bytes_of(id3_tag({.frames = two_frames(4)})), {}).status().code() == Code::kTruncated);
}
