#include "container/flac_blocks.h"

#include <doctest/doctest.h>

#include "container/vorbis_comment.h"
#include "unit/sounds.h"

using namespace imprint;
using namespace imprint::container;
using namespace imprint::test;

TEST_CASE("flac_blocks: tags, blocks and frames are the file again") {
  const Bytes file = flac_file({{4, vorbis_comments({"a=b"})}, {1, std::string(30, '\0')}}, id3_tag({}));
  const auto split = split_flac(file, {});
  REQUIRE(split.ok());
  CHECK(split.value().id3.size() == 1);
  REQUIRE(split.value().blocks.size() == 3);
  CHECK(split.value().blocks[1].type == kFlacComments);
  CHECK(join_flac(split.value().id3, split.value().blocks, split.value().frames).value() == file);
}

TEST_CASE("flac_blocks: cut before its last block, without STREAMINFO or signature, a file is refused") {
  const Bytes file = flac_file({{4, vorbis_comments({"a=b"})}});
  const size_t frames = split_flac(file, {}).value().frames.size();
  for (size_t size = 4; size < file.size() - frames; ++size)
    CHECK(split_flac(ByteView(file).first(size), {}).status().code() == Code::kTruncated);
  CHECK(split_flac(bytes_of("fLaC\x81\0\0\0"s), {}).status().code() == Code::kMalformed);
  CHECK(split_flac(bytes_of("fLaD"), {}).status().code() == Code::kMalformed);
  Limits limits;
  limits.max_segments = 1;
  CHECK(split_flac(file, limits).status().code() == Code::kLimitExceeded);
  limits = {};
  limits.max_metadata_bytes = 8;
  CHECK(split_flac(file, limits).status().code() == Code::kLimitExceeded);
  CHECK(join_flac({}, {{4, Bytes(1u << 24)}}, {}).status().code() == Code::kLimitExceeded);
}

TEST_CASE("vorbis_comment: a list is the same again, with what stands behind it") {
  const std::string list = vorbis_comments({"TITLE=x", "no equals", "=", ""}) + "\1padding";
  const auto read = read_vorbis_comments(as_bytes(list), {});
  REQUIRE(read.ok());
  CHECK(read.value().vendor == "a writer");
  CHECK(read.value().comments.size() == 4);
  CHECK(as_text(write_vorbis_comments(read.value())) == list);
  CHECK(split_vorbis_comment("A=b=c").value == "b=c");
  CHECK(split_vorbis_comment("no equals").name.empty());
}

TEST_CASE("vorbis_comment: counts and lengths that lie are refused") {
  const std::string list = vorbis_comments({"TITLE=x", "b"});
  for (size_t size = 0; size < list.size(); ++size)
    CHECK(read_vorbis_comments(as_bytes(list.substr(0, size)), {}).status().code() == Code::kMalformed);
  std::string many = list;
  many.replace(12, 4, "\xFF\xFF\xFF\xFF");
  CHECK(read_vorbis_comments(as_bytes(many), {}).status().code() == Code::kMalformed);
  Limits limits;
  limits.max_segments = 1;
  CHECK(read_vorbis_comments(as_bytes(list), limits).status().code() == Code::kLimitExceeded);
}
