#include "crypto/keyed_stream.h"

#include <doctest/doctest.h>

#include <vector>

using namespace imprint;
using namespace imprint::crypto;

namespace {

const Bytes kKey(32, 0x42);

}  // namespace

TEST_CASE("keyed stream: block i is the HMAC of purpose, a zero and the counter") {
  KeyedStream stream(kKey, "purpose");
  for (uint8_t block = 0; block < 3; ++block) {
    Bytes message;
    append(message, as_bytes("purpose"));
    for (uint8_t b : {uint8_t{0}, uint8_t{0}, uint8_t{0}, uint8_t{0}, block}) message.push_back(b);
    for (uint8_t wanted : hmac_sha256(kKey, message)) CHECK(stream.next_byte() == wanted);
  }
}

// Computed apart from this code: hmac.new(b"\x42" * 32, b"purpose" + b"\0" * 5, "sha256") and the same with counter 1.
TEST_CASE("keyed stream: gives the bytes that another implementation gives") {
  KeyedStream stream(kKey, "purpose");
  CHECK(stream.next_u32() == 0x64527E4Eu);
  CHECK(stream.next_u32() == 0x57003E70u);
  for (int i = 2; i < 8; ++i) stream.next_u32();
  CHECK(stream.next_u32() == 0x553DBD54u);
}

TEST_CASE("keyed stream: bits are the lowest of each byte, words are big-endian") {
  KeyedStream bytes(kKey, "purpose"), bits(kKey, "purpose"), words(kKey, "purpose");
  uint32_t word = 0;
  for (int i = 0; i < 4; ++i) {
    const uint8_t b = bytes.next_byte();
    CHECK(bits.next_bit() == ((b & 1) != 0));
    word = word << 8 | b;
  }
  CHECK(words.next_u32() == word);
}

TEST_CASE("keyed stream: another key or another purpose gives another stream") {
  const uint32_t here = KeyedStream(kKey, "purpose").next_u32();
  CHECK(KeyedStream(kKey, "purpose").next_u32() == here);
  CHECK(KeyedStream(kKey, "purposes").next_u32() != here);
  CHECK(KeyedStream(Bytes(32, 0x43), "purpose").next_u32() != here);
}

TEST_CASE("keyed stream: next_below is uniform") {
  constexpr uint32_t kBound = 10;
  constexpr int kDraws = 100'000;
  KeyedStream stream(kKey, "uniform");
  std::vector<int> counts(kBound, 0);
  for (int i = 0; i < kDraws; ++i) {
    const uint32_t v = stream.next_below(kBound);
    REQUIRE(v < kBound);
    ++counts[v];
  }
  double chi_square = 0;
  for (int count : counts) chi_square += (count - kDraws / 10.0) * (count - kDraws / 10.0) / (kDraws / 10.0);
  CHECK(chi_square < 27.9);  // 9 degrees of freedom, 99.9th percentile
}

TEST_CASE("keyed stream: next_below rejects what would favour small numbers") {
  // Of a bound just over 2^31 a remainder would make every number below 2^31 - 2 twice as likely.
  constexpr uint32_t kBound = 0x80000001u;
  KeyedStream stream(kKey, "rejection");
  int low = 0;
  constexpr int kDraws = 20'000;
  for (int i = 0; i < kDraws; ++i) low += stream.next_below(kBound) < kBound / 2 ? 1 : 0;
  CHECK(low > kDraws / 2 - 300);  // 4.2 standard deviations
  CHECK(low < kDraws / 2 + 300);
  CHECK(KeyedStream(kKey, "one").next_below(1) == 0);
}
