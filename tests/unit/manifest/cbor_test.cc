#include "manifest/cbor.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "unit/rows.h"

using namespace imprint;
using namespace imprint::manifest::cbor;
using namespace imprint::test;

namespace {

Bytes from_hex(const std::string& hex) {
  Bytes out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    out.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return out;
}

Value negative(uint64_t n) { return n <= INT64_MAX ? Value::integer(-1 - static_cast<int64_t>(n)) : Value(); }
Value texts(std::initializer_list<std::pair<std::string_view, Value>> m) { return Value::map(m); }
Value list(std::vector<Value> v) { return Value::array(std::move(v)); }
Value n(int64_t v) { return Value::integer(v); }
Value t(std::string_view v) { return Value::text(v); }
Value one_to_25() {
  std::vector<Value> out;
  for (int i = 1; i <= 25; ++i) out.push_back(n(i));
  return list(out);
}

// RFC 8949 appendix A. `again`: what the encoder makes of it; "" = the same bytes.
struct CborRow {
  std::string name;  // the bytes
  Value value;
  std::string again = "";
};
const CborRow kCborRows[] = {
    {"00", n(0)},
    {"01", n(1)},
    {"0a", n(10)},
    {"17", n(23)},
    {"1818", n(24)},
    {"1819", n(25)},
    {"1864", n(100)},
    {"1903e8", n(1000)},
    {"1a000f4240", n(1000000)},
    {"1b000000e8d4a51000", n(1000000000000)},
    {"1bffffffffffffffff", Value::unsigned_integer(UINT64_MAX)},
    {"c249010000000000000000", Value::tag(2, Value::bytes(from_hex("010000000000000000")))},
    {"c349010000000000000000", Value::tag(3, Value::bytes(from_hex("010000000000000000")))},
    {"20", n(-1)},
    {"29", n(-10)},
    {"3863", n(-100)},
    {"3903e7", n(-1000)},
    {"3b7fffffffffffffff", negative(INT64_MAX)},
    {"f90000", Value::real(0.0), "fb0000000000000000"},
    {"f98000", Value::real(-0.0), "fb8000000000000000"},
    {"f93c00", Value::real(1.0), "fb3ff0000000000000"},
    {"fb3ff199999999999a", Value::real(1.1)},
    {"f93e00", Value::real(1.5), "fb3ff8000000000000"},
    {"f97bff", Value::real(65504.0), "fb40effc0000000000"},
    {"fa47c35000", Value::real(100000.0), "fb40f86a0000000000"},
    {"fa7f7fffff", Value::real(std::numeric_limits<float>::max()), "fb47efffffe0000000"},
    {"fb7e37e43c8800759c", Value::real(1.0e+300)},
    {"f90001", Value::real(5.960464477539063e-8), "fb3e70000000000000"},
    {"f90400", Value::real(0.00006103515625), "fb3f10000000000000"},
    {"f9c400", Value::real(-4.0), "fbc010000000000000"},
    {"fbc010666666666666", Value::real(-4.1)},
    {"f97c00", Value::real(INFINITY), "fb7ff0000000000000"},
    {"f9fc00", Value::real(-INFINITY), "fbfff0000000000000"},
    {"fa7f800000", Value::real(INFINITY), "fb7ff0000000000000"},
    {"f4", Value::boolean(false)},
    {"f5", Value::boolean(true)},
    {"f6", Value()},
    {"f7", Value::other(23)},
    {"f0", Value::other(16)},
    {"f8ff", Value::other(255)},
    {"c074323031332d30332d32315432303a30343a30305a", Value::tag(0, t("2013-03-21T20:04:00Z"))},
    {"c11a514b67b0", Value::tag(1, n(1363896240))},
    {"d74401020304", Value::tag(23, Value::bytes(from_hex("01020304")))},
    {"d818456449455446", Value::tag(24, Value::bytes(from_hex("6449455446")))},
    {"40", Value::bytes({})},
    {"4401020304", Value::bytes(from_hex("01020304"))},
    {"60", t("")},
    {"6161", t("a")},
    {"6449455446", t("IETF")},
    {"62225c", t("\"\\")},
    {"62c3bc", t("\xC3\xBC")},
    {"63e6b0b4", t("\xE6\xB0\xB4")},
    {"64f0908591", t("\xF0\x90\x85\x91")},
    {"80", list({})},
    {"83010203", list({n(1), n(2), n(3)})},
    {"8301820203820405", list({n(1), list({n(2), n(3)}), list({n(4), n(5)})})},
    {"98190102030405060708090a0b0c0d0e0f101112131415161718181819", one_to_25()},
    {"a0", texts({})},
    {"a201020304", Value::map_of({n(1), n(2), n(3), n(4)})},
    {"a26161016162820203", texts({{"a", n(1)}, {"b", list({n(2), n(3)})}})},
    {"826161a161626163", list({t("a"), texts({{"b", t("c")}})})},
    {"a56161614161626142616361436164614461656145",
     texts({{"a", t("A")}, {"b", t("B")}, {"c", t("C")}, {"d", t("D")}, {"e", t("E")}})},
    {"5f42010243030405ff", Value::bytes(from_hex("0102030405")), "450102030405"},
    {"7f657374726561646d696e67ff", t("streaming"), "6973747265616d696e67"},
    {"9fff", list({}), "80"},
    {"9f018202039f0405ffff", list({n(1), list({n(2), n(3)}), list({n(4), n(5)})}), "8301820203820405"},
    {"83018202039f0405ff", list({n(1), list({n(2), n(3)}), list({n(4), n(5)})}), "8301820203820405"},
    {"9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff", one_to_25(),
     "98190102030405060708090a0b0c0d0e0f101112131415161718181819"},
    {"bf61610161629f0203ffff", texts({{"a", n(1)}, {"b", list({n(2), n(3)})}}), "a26161016162820203"},
    {"bf6346756ef563416d7421ff", texts({{"Fun", Value::boolean(true)}, {"Amt", n(-2)}}), "a263416d74216346756ef5"},
};

void check_vector(const CborRow& row) {
  const Bytes bytes = from_hex(row.name);
  const auto read = decode(bytes);
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  const Bytes wanted = row.again.empty() ? bytes : from_hex(row.again);
  CHECK(encode(read.value()) == wanted);
  CHECK(encode(row.value) == wanted);
  CHECK(read->kind() == row.value.kind());
  if (read->is(Kind::kFloat)) CHECK(read->real() == row.value.real());
  for (size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(decode(ByteView(bytes).first(size)).ok());
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK(decode(longer).status().code() == Code::kMalformed);
}
TEST_ROWS("RFC 8949 appendix A", kCborRows, check_vector);

struct BadCbor {
  std::string name;
  std::string hex;
};
const BadCbor kBadCbor[] = {
    {"nothing", ""},
    {"reserved head of an integer", "1c"},
    {"integer of indefinite length", "1f"},
    {"tag of indefinite length", "df00"},
    {"a break alone", "ff"},
    {"a break in an array of a length", "8201ff"},
    {"a break in the place of a value", "bf6161ff"},
    {"a break behind a tag", "9fc0ff"},
    {"an array that never ends", "9f01"},
    {"a string that never ends", "5f4101"},
    {"pieces of another kind", "5f6161ff"},
    {"pieces in pieces", "5f5f4101ffff"},
    {"a long head of a simple value", "f81f"},
    {"a string beyond the end", "5affffffff00"},
    {"a string of 2^64 - 1 bytes", "5bffffffffffffffff00"},
    {"an array of 2^64 - 1 items", "9bffffffffffffffff00"},
    {"a key twice", "a2616101616102"},
    {"a key twice, of other lengths", "a21800010002"},
    {"UTF-8: a following byte alone", "6180"},
    {"UTF-8: cut", "61c3"},
    {"UTF-8: longer than need be", "62c080"},
    {"UTF-8: a surrogate", "63eda080"},
    {"UTF-8: beyond U+10FFFF", "64f4908080"},
    {"UTF-8: 5 bytes", "65f888808080"},
    {"UTF-8: a point over two pieces", "7f61c361bcff00"},
};
void check_bad_cbor(const BadCbor& row) { CHECK(decode(from_hex(row.hex)).status().code() == Code::kMalformed); }
TEST_ROWS("CBOR refused", kBadCbor, check_bad_cbor);

}  // namespace

TEST_CASE("cbor: NaN in three widths") {
  for (const char* hex : {"f97e00", "fa7fc00000", "fb7ff8000000000000"}) {
    const auto read = decode(from_hex(hex));
    REQUIRE(read.ok());
    CHECK(std::isnan(read->real()));
  }
}

TEST_CASE("cbor: -2^64 is read and written") {
  const Bytes bytes = from_hex("3bffffffffffffffff");
  const auto read = decode(bytes);
  REQUIRE(read.ok());
  CHECK(read->number() == UINT64_MAX);
  CHECK(encode(read.value()) == bytes);
}

TEST_CASE("cbor: keys are written in the order of their bytes, whatever order they came in") {
  const auto read = decode(from_hex("a3616202616101186403"));
  REQUIRE(read.ok());
  CHECK(encode(read.value()) == from_hex("a3186403616101616202"));
  CHECK(read->find("a")->is_integer(1));
  CHECK(read->find(100)->is_integer(3));
  CHECK(read->find("c") == nullptr);
  CHECK(read->find("a", Kind::kText) == nullptr);
}

TEST_CASE("cbor: the depth is limited, to the level") {
  for (const uint8_t opening : {uint8_t{0x81}, uint8_t{0x9F}, uint8_t{0xC1}}) {
    Bytes bytes(kMaxDepth, opening);
    bytes.push_back(0);
    if (opening == 0x9F) bytes.insert(bytes.end(), kMaxDepth, 0xFF);
    CHECK(decode(bytes).ok());
    bytes.insert(bytes.begin(), opening);
    CHECK(decode(bytes).status().code() == Code::kLimitExceeded);
    CHECK(decode(Bytes(1u << 20, opening)).status().code() == Code::kLimitExceeded);
  }
}

TEST_CASE("cbor: the number of items is limited, pieces of strings too") {
  Bytes bytes = {0x9F};
  bytes.insert(bytes.end(), kMaxItems - 1, 0x00);
  bytes.push_back(0xFF);
  CHECK(decode(bytes).ok());
  bytes.insert(bytes.begin() + 1, 0x00);
  CHECK(decode(bytes).status().code() == Code::kLimitExceeded);
  Bytes pieces = {0x5F};
  pieces.insert(pieces.end(), kMaxItems + 1, 0x40);
  pieces.push_back(0xFF);
  CHECK(decode(pieces).status().code() == Code::kLimitExceeded);
  CHECK(decode(from_hex("bbffffffffffffffff")).status().code() == Code::kLimitExceeded);
}

TEST_CASE("cbor: each item is paid for") {
  Bytes bytes = {0x9F};
  bytes.insert(bytes.end(), 1000, 0x00);
  bytes.push_back(0xFF);
  Limits limits;
  limits.max_steps = 50'000;
  CHECK(decode(bytes, limits).ok());
  CHECK(decode(bytes, limits).status().message().find("max_steps") != std::string::npos);
}
