#include "container/webp_edit.h"

#include <doctest/doctest.h>

#include "unit/containers.h"

using namespace imprint;
using namespace imprint::container;
using namespace imprint::test;

namespace {

struct Row {
  std::vector<RiffChunk> chunks;
  std::string header;  // data of VP8X; empty: refused
};

}  // namespace

TEST_CASE("webp_edit: a simple file gets a header with its size and the flags of what it holds") {
  const std::string size = "\x27\0\0\x17\0\0"s;  // 40 x 24, less one
  for (const Row& row :
       {Row{{kVp8}, "\4\0\0\0"s + size}, Row{{kVp8lAlpha}, "\x14\0\0\0"s + size},
        Row{{kVp8, {"EXIF", "x"}}, "\x0C\0\0\0"s + size}, Row{{kVp8, {"ICCP", "x"}}, "\x24\0\0\0"s + size},
        Row{{vp8x_chunk(0x12), kVp8}, "\x16\0\0\0"s + size}, Row{{{"VP8X", "\0\0\0\0"s}}, ""},
        Row{{{"VP8 ", "\x10\0\0xyz\x28\0\x18\0"s}}, ""}, Row{{{"VP8 ", "\x10\0\0\x9d\x01\x2a\0\0\x18\0"s}}, ""},
        Row{{{"VP8L", "/\1\1"}}, ""}, Row{{{"EXIF", "x"}, kVp8}, ""}}) {
    const Bytes file = webp_file(row.chunks);
    const auto split = split_webp(file, {});
    REQUIRE(split.ok());
    const auto header = extended_webp_header(split.value(), kWebpXmpFlag);
    CHECK(header.ok() == !row.header.empty());
    if (header.ok()) CHECK(as_text(header.value()) == "VP8X\x0A\0\0\0"s + row.header);
    if (!header.ok()) CHECK(header.status().code() == Code::kMalformed);
  }
}

TEST_CASE("webp_edit: chunks are padded, and the length counts them and not what trails") {
  const Bytes odd = bytes_of("abcd\1\0\0\0x"s);
  const auto joined = join_webp({odd, odd}, as_bytes("trail"));
  REQUIRE(joined.ok());
  CHECK(as_text(joined.value()) == "RIFF\x18\0\0\0WEBPabcd\1\0\0\0x\0abcd\1\0\0\0x\0trail"s);
  const auto again = split_webp(joined.value(), {});
  REQUIRE(again.ok());
  CHECK(again.value().chunks.size() == 2);
  CHECK(as_text(again.value().trailing) == "trail");
}
