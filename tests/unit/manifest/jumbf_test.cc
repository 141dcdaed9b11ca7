#include "manifest/jumbf.h"

#include <doctest/doctest.h>

#include "unit/containers.h"

using namespace imprint;
using namespace imprint::manifest;
using namespace imprint::test;

namespace {

Bytes small_store() {
  const Bytes inner = make_superbox(uuid_of("cbor"), "inner", make_box("cbor", Bytes{0xA0}));
  return make_superbox(uuid_of("c2pa"), "c2pa", inner);
}
Bytes nested(int levels) {
  Bytes out = make_superbox(uuid_of("c2as"), "x", {});
  for (int i = 0; i < levels; ++i) out = make_superbox(uuid_of("c2as"), "x", out);
  return out;
}
Code code_of(ByteView bytes) { return parse_superbox(bytes).status().code(); }
Bytes with_description(const std::string& description) {
  return make_box("jumb", make_box("jumd", as_bytes(description)));
}
const std::string kUuid(16, 'u');

}  // namespace

TEST_CASE("jumbf: what is made is read") {
  const Bytes store = small_store();
  const auto read = parse_superbox(store);
  REQUIRE(read.ok());
  CHECK(read->is("c2pa"));
  CHECK(read->label == "c2pa");
  CHECK(read->raw.size() == store.size());
  CHECK(read->hashed.size() == store.size() - 8);
  REQUIRE(read->child("inner") != nullptr);
  CHECK(read->child("inner")->content("cbor")->payload.size() == 1);
  CHECK(read->child("other") == nullptr);
  CHECK(read->content("cbor") == nullptr);
}

TEST_CASE("jumbf: bytes behind the box are left alone, and truncation anywhere is refused") {
  Bytes store = small_store();
  for (size_t size = 0; size < store.size(); ++size) CHECK_FALSE(parse_superbox(ByteView(store).first(size)).ok());
  const size_t size = store.size();
  store.resize(size + 9, 0);
  REQUIRE(parse_superbox(store).ok());
  CHECK(parse_superbox(store)->raw.size() == size);
}

TEST_CASE("jumbf: no changed byte crashes, and boxes stay inside their parents") {
  const Bytes store = small_store();
  for (size_t i = 0; i < store.size(); ++i)
    for (const int value : {0, 1, 7, 8, 16, 0x7F, 0xFF}) {
      Bytes bad = store;
      bad[i] = static_cast<uint8_t>(value);
      const auto read = parse_superbox(bad);
      if (!read.ok()) continue;
      CHECK(read->raw.size() <= bad.size());
      for (const Superbox& child : read->children) {
        CHECK(child.raw.data() >= read->hashed.data());
        CHECK(child.raw.data() + child.raw.size() <= read->raw.data() + read->raw.size());
      }
    }
}

TEST_CASE("jumbf: lengths of 64 bits, and up to the end") {
  const Bytes plain = small_store();
  Bytes wide = bytes_of(big_endian(1, 4) + "jumb" + big_endian(plain.size() + 8, 8));
  append(wide, ByteView(plain).subspan(8));
  const auto read = parse_superbox(wide);
  REQUIRE(read.ok());
  CHECK(read->hashed.size() == plain.size() - 8);
  Bytes open = plain;
  std::fill(open.begin(), open.begin() + 4, uint8_t{0});
  REQUIRE(parse_superbox(open).ok());
  CHECK(parse_superbox(open)->raw.size() == open.size());
  CHECK(code_of(bytes_of(big_endian(1, 4) + "jumb" + std::string(8, '\xFF'))) == Code::kTruncated);
  CHECK(code_of(bytes_of(big_endian(1, 4) + "jumb" + big_endian(15, 8))) == Code::kMalformed);
  CHECK(code_of(bytes_of(big_endian(1, 4) + "jumb")) == Code::kTruncated);
  CHECK(code_of(bytes_of(big_endian(7, 4) + "jumb")) == Code::kMalformed);
}

TEST_CASE("jumbf: nesting is limited, to the level") {
  CHECK(parse_superbox(nested(kMaxBoxDepth)).ok());
  CHECK(code_of(nested(kMaxBoxDepth + 1)) == Code::kLimitExceeded);
}

TEST_CASE("jumbf: the number of boxes is limited") {
  Bytes many;
  for (size_t i = 0; i < kMaxBoxes - 1; ++i) append(many, make_box("free", {}));
  CHECK(parse_superbox(make_superbox(uuid_of("c2pa"), "c2pa", many)).ok());
  append(many, make_box("free", {}));
  CHECK(code_of(make_superbox(uuid_of("c2pa"), "c2pa", many)) == Code::kLimitExceeded);
}

TEST_CASE("jumbf: labels have an end and a limit") {
  CHECK(parse_superbox(with_description(kUuid + "\x03" + std::string(kMaxBoxLabelBytes, 'l') + "\0"s)).ok());
  CHECK(code_of(with_description(kUuid + "\x03" + std::string(kMaxBoxLabelBytes + 1, 'l') + "\0"s)) ==
        Code::kLimitExceeded);
  CHECK(code_of(with_description(kUuid + "\x03label")) == Code::kMalformed);
  CHECK(code_of(with_description(kUuid + "\0"s)) == Code::kMalformed);  // without a label
  CHECK(code_of(with_description(kUuid + "\x03\0"s)) == Code::kMalformed);
}

TEST_CASE("jumbf: characters that a label may have, and others") {
  for (const char* good : {"c2pa.actions.v2__1", "urn:c2pa:x", "a b", "标签", "\xC2\xA0"})
    CHECK(parse_superbox(with_description(kUuid + "\x03" + good + "\0"s)).ok());
  for (const char* bad : {"a/b", "a;b", "a?b", "a#b", "a\x01", "\x7F", "\xC2\x85", "\xFF"})
    CHECK(code_of(with_description(kUuid + "\x03" + bad + "\0"s)) == Code::kMalformed);
}

TEST_CASE("jumbf: requestable, labelled, perhaps salted, and nothing else") {
  CHECK(parse_superbox(with_description(kUuid + "\x03l\0"s)).ok());
  // Not requestable; no label; an id; a signature; toggles of the future; bytes that nothing announces.
  for (const std::string& bad : {"\x02l\0"s, "\x01"s, "\x07l\0\0\0\0\1"s, "\x0Bl\0"s + std::string(32, 's'), "\x23l\0"s,
                                 "\x83l\0"s, "\x03l\0x"s})
    CHECK(code_of(with_description(kUuid + bad)) == Code::kMalformed);
}

TEST_CASE("jumbf: a salt of 16 bytes and more ends a description") {
  const auto described = [](ByteView private_box) {
    Bytes description = bytes_of(kUuid + "\x13l\0"s);
    append(description, private_box);
    return make_box("jumb", make_box("jumd", description));
  };
  CHECK(parse_superbox(make_superbox(uuid_of("cbor"), "l", {}, Bytes(16, 1))).ok());
  CHECK(parse_superbox(described(make_box("c2sh", Bytes(32, 1)))).ok());
  CHECK(code_of(described(make_box("c2sh", Bytes(15, 1)))) == Code::kMalformed);
  CHECK(code_of(described(make_box("abcd", Bytes(16, 1)))) == Code::kMalformed);
  Bytes followed = make_box("c2sh", Bytes(16, 1));
  followed.push_back(0);
  CHECK(code_of(described(followed)) == Code::kMalformed);
  CHECK_FALSE(parse_superbox(with_description(kUuid + "\x13l\0\0\0\1\0"s)).ok());
}

TEST_CASE("jumbf: one description, and it is the first") {
  const Bytes description = make_box("jumd", as_bytes(kUuid + "\x03l\0"s));
  Bytes twice = description;
  append(twice, description);
  CHECK(code_of(make_box("jumb", twice)) == Code::kMalformed);
  Bytes late = make_box("cbor", {});
  append(late, description);
  CHECK(code_of(make_box("jumb", late)) == Code::kMalformed);
  CHECK(code_of(make_box("jumb", {})) == Code::kMalformed);
  CHECK(code_of(make_box("jumd", description)) == Code::kMalformed);
  CHECK(code_of(with_description("short")) == Code::kMalformed);
}
