#include "pipeline/mark_id.h"

#include <doctest/doctest.h>

using namespace imprint::pipeline;

// Computed apart from this code: hashlib.sha256(b"imprint-mark-id-v1\0Studio\0" + b"2026-1").digest()[:8]
TEST_CASE("mark_id: gives the number that another implementation gives") {
  CHECK(mark_id("Studio", "2026-1") == 0x2BADA489386D3E9Au);
  CHECK(mark_id("", "") == 0x3547F254E69E6EE4u);
}

TEST_CASE("mark_id: the border between producer and id counts") {
  CHECK(mark_id("ab", "c") != mark_id("a", "bc"));
  CHECK(mark_id("ab", "") != mark_id("", "ab"));
}

TEST_CASE("to_hex16: sixteen lower-case digits, leading zeros kept") {
  CHECK(to_hex16(0) == "0000000000000000");
  CHECK(to_hex16(0x0123456789ABCDEF) == "0123456789abcdef");
  CHECK(to_hex16(~uint64_t{0}) == "ffffffffffffffff");
}
