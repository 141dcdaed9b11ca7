#include "container/id3_object.h"

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

TEST_CASE("id3: an object is read whatever its texts are coded in, and what has no end is none") {
  const auto object = [](const std::string& data, int version = 4) {
    const Id3Tag tag = tag_of(id3_tag({.version = version, .frames = id3_frame_of(version, version == 2 ? "GEO" : "GEOB", data)}));
    const auto found = read_id3_object(tag.frames[0]);
    return found ? std::string(found->media_type) + "|" + std::string(as_text(found->data)) + "|" + std::to_string(found->head)
                 : std::string();
  };
  CHECK(object("\0a/b\0file\0words\0object"s) == "a/b|object|16");
  CHECK(object("\0a/b\0file\0words\0object"s, 2) == "a/b|object|16");
  CHECK(object("\3a/b\0\0\0object"s) == "a/b|object|7");
  CHECK(object("\1a/b\0\xFF\xFE"s + "f\0\0\0\0\0object"s) == "a/b|object|13");
  CHECK(object("\2a/b\0\0f\0\0\0w\1\0\0\0object"s) == "a/b|object|15");  // a zero at an odd place ends nothing
  CHECK(object("\0a/b\0\0\0"s) == "a/b||7");
  CHECK(object("\0a/b\0file\0words"s).empty());
  CHECK(object("\0a/b"s).empty());
  CHECK(object("\1a/b\0f\0\0"s).empty());
  const Id3Tag other = tag_of(id3_tag({.frames = id3_frame_of(4, "PRIV", "\0a\0b\0c\0d"s)}));
  CHECK_FALSE(read_id3_object(other.frames[0]));
}

TEST_CASE("id3: an object is written as it reads, up to what the version can state") {
  for (const int version : {2, 3, 4}) {
    const auto frame = id3_object_frame(version, "a/b", "file", "words", as_bytes("object"));
    REQUIRE(frame.ok());
    const Id3Tag tag = tag_of(id3_tag({.version = version, .frames = std::string(as_text(frame.value()))}));
    CHECK(as_text(read_id3_object(tag.frames[0])->data) == "object");
  }
  const Bytes large(size_t{1} << 24);
  CHECK(id3_object_frame(2, "a/b", "", "", large).status().code() == Code::kLimitExceeded);
  CHECK(id3_object_frame(3, "a/b", "", "", large).ok());
}

TEST_CASE("id3: where data of a frame stands in the file, coded or not") {
  const std::string data = "\0a\xFF\xE0\xFF\0z\xFF"s, coded = "\0a\xFF\0\xE0\xFF\0\0z\xFF\0"s;
  const auto part = [](const std::string& file, size_t from, size_t size) {
    const Id3Tag tag = tag_of(file);
    const Id3Extent at = id3_extent(tag, tag.frames.back(), from, size);
    return file.substr(at.at, at.size);
  };
  const std::string title = id3_frame_of(3, "TIT2", data), last = id3_frame_of(3, "TPE1", data);
  for (const std::string& file : {id3_tag({.version = 3, .frames = title + last}),
                                  id3_tag({.version = 3, .flags = 0x40, .frames = last, .extended = "\0\0\0\6\0\0\0\0\0\0"s}),
                                  id3_tag({.version = 2, .frames = id3_frame_of(2, "TP1", data)}),
                                  id3_tag({.frames = id3_frame_of(4, "TPE1", "g" + data, "\0\x40"s)})}) {
    CHECK(part(file, 0, data.size()) == data);
    CHECK(part(file, 2, 3) == "\xFF\xE0\xFF");
  }
  for (const std::string& file : {id3_tag({.version = 3, .flags = 0x80, .frames = title + last}),
                                  id3_tag({.version = 3, .flags = 0xC0, .frames = last, .extended = "\0\0\0\6\0\0\0\0\0\0"s}),
                                  id3_tag({.flags = 0x80, .frames = id3_frame_of(4, "TPE1", coded)}),
                                  id3_tag({.frames = id3_frame_of(4, "TPE1", "\0\0\0\x08"s + coded, "\0\3"s)})}) {
    CHECK(part(file, 0, data.size()) == coded);
    CHECK(part(file, 2, 3) == "\xFF\0\xE0\xFF\0"s);
  }
}

TEST_CASE("id3: a plain tag has neither unsynchronisation nor footer, and the same data") {
  const std::string data = "\0a\xFF\xE0\xFF\0z\xFF"s, coded = "\0a\xFF\0\xE0\xFF\0\0z\xFF\0"s;
  const std::string added = id3_frame_of(4, "PRIV", "\xFF\xFF\0"s);
  for (const std::string& tag : {id3_tag({.flags = 0x80, .frames = id3_frame_of(4, "TIT2", coded)}),
                                 id3_tag({.flags = 0x90, .frames = id3_frame_of(4, "TIT2", coded)}),
                                 id3_tag({.flags = 0x10, .frames = id3_frame_of(4, "TIT2", data)}),
                                 id3_tag({.version = 3, .flags = 0x80, .frames = id3_frame_of(3, "TIT2", data)}),
                                 id3_tag({.version = 2, .flags = 0x80, .frames = id3_frame_of(2, "TT2", data)})}) {
    const Id3Tag old = tag_of(tag);
    const std::string more = old.version == 2 ? id3_frame_of(2, "TXX", "\xFF\xFF\0"s) : old.version == 3 ? id3_frame_of(3, "PRIV", "\xFF\xFF\0"s) : added;
    const auto out = with_id3_frames(old, {std::nullopt}, as_bytes(more), Id3Form::kPlain);
    REQUIRE(out.ok());
    const Id3Tag now = tag_of(std::string(as_text(out.value())));
    CHECK(now.flags == 0);
    REQUIRE(now.frames.size() == 2);
    CHECK(as_text(*now.frames[0].data) == data);
    CHECK(as_text(*now.frames[1].data) == "\xFF\xFF\0"s);
    CHECK(as_text(now.frames[1].raw) == more);
  }
}
