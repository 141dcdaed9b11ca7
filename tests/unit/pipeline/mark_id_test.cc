#include "pipeline/mark_id.h"

#include <doctest/doctest.h>

using namespace imprint::pipeline;

namespace {

MarkIdKey key_of(uint8_t first, uint8_t step) {
  std::array<uint8_t, 32> bytes{};
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(first + step * i);
  return mark_id_key(bytes);
}

}  // namespace

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

// By `openssl mac -digest SHA256 -macopt hexkey:… HMAC`, as spec/mark-id.md 2 has it.
TEST_CASE("keyed_mark_id: gives the numbers that another implementation gives") {
  const MarkIdKey counting = key_of(0, 1), ones = key_of(0xFF, 0);
  struct {
    const char *producer, *produce_id;
    uint64_t id;
  } const rows[] = {{"001191000000000000000K00000", "test-1", 0xA6E5A0BFEBC06D78}, {"001191000000000000000K10000", "a1", 0x23C6A0CB6379A36A},
                    {"豆包", "1", 0x01814DDB1DE4B61F}, {"a", "b", 0x6491346354472C9A}, {"a", "", 0xE410AB2EFEED988C},
                    {"", "a", 0x338EB5209F32E97D}, {"", "", 0xD99CF38899B0394B}};
  for (const auto& row : rows) CHECK(keyed_mark_id(counting, row.producer, row.produce_id) == row.id);
  CHECK(keyed_mark_id(ones, "001191000000000000000K00000", "test-1") == 0x67E1AC96D618D088);
}

// SHA-256("imprint-mark-id-key-id-v1" 00 key), by `openssl dgst`.
TEST_CASE("mark_id_key: the id of a key is a digest of another kind than that of a watermark key") {
  CHECK(key_of(0, 1).id == "740c376f6877c567");
  CHECK(key_of(0xFF, 0).id == "a4727637c963f7a1");
}

TEST_CASE("keyed_mark_ids: one under each key, in their order") {
  const std::vector<KeyedMarkId> ids = keyed_mark_ids({key_of(0xFF, 0), key_of(0, 1)}, "a", "b");
  REQUIRE(ids.size() == 2);
  CHECK(ids[0].key_id == "a4727637c963f7a1");
  CHECK(ids[1].value == 0x6491346354472C9A);
  CHECK(holds_key(ids, "740c376f6877c567"));
  CHECK_FALSE(holds_key(ids, "740c376f6877c568"));
  CHECK(keyed_mark_ids({}, "a", "b").empty());
}
