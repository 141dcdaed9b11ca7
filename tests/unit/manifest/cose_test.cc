#include "manifest/cose.h"

#include <doctest/doctest.h>

#include "unit/rows.h"

using namespace imprint;
using namespace imprint::manifest;
using cbor::Value;

namespace {

const Bytes kHeader = protected_header(crypto::CoseAlgorithm::kEs256, {{1, 2}, {3}});

Bytes cose_of(Value header, Value unprotected, Value payload, Value signature, uint64_t tag = 18) {
  return cbor::encode(Value::tag(
      tag, Value::array({std::move(header), std::move(unprotected), std::move(payload), std::move(signature)})));
}

struct BadCose {
  std::string name;
  Bytes bytes;
};
const BadCose kBadCose[] = {
    {"nothing", {}},
    {"no tag", cbor::encode(Value::array({Value::bytes(kHeader), Value::map({}), Value(), Value::bytes({})}))},
    {"another tag", cose_of(Value::bytes(kHeader), Value::map({}), Value(), Value::bytes({}), 98)},
    {"three parts", cbor::encode(Value::tag(18, Value::array({Value::bytes(kHeader), Value::map({}), Value()})))},
    {"a header that is no bytes", cose_of(Value::map({}), Value::map({}), Value(), Value::bytes({}))},
    {"a header that is no CBOR", cose_of(Value::bytes(Bytes{0xFF}), Value::map({}), Value(), Value::bytes({}))},
    {"a header that is no map", cose_of(Value::bytes(Bytes{0x00}), Value::map({}), Value(), Value::bytes({}))},
    {"an unprotected header that is no map",
     cose_of(Value::bytes(kHeader), Value::array({}), Value(), Value::bytes({}))},
    {"a payload that is a text", cose_of(Value::bytes(kHeader), Value::map({}), Value::text(""), Value::bytes({}))},
    {"a signature that is a text", cose_of(Value::bytes(kHeader), Value::map({}), Value(), Value::text(""))},
};
void check_bad_cose(const BadCose& row) { CHECK(parse_cose(row.bytes).status().code() == Code::kMalformed); }
TEST_ROWS("COSE refused", kBadCose, check_bad_cose);

}  // namespace

TEST_CASE("cose: what is made is read") {
  const Bytes bytes = make_cose(kHeader, Bytes(64, 5), Bytes{7}, 3);
  const auto read = parse_cose(bytes);
  REQUIRE(read.ok());
  CHECK(read->protected_bytes == kHeader);
  CHECK(read->algorithm_id() == -7);
  CHECK(read->certificates() == std::vector<Bytes>{{1, 2}, {3}});
  CHECK_FALSE(read->payload_present);
  CHECK(read->signature == Bytes(64, 5));
  CHECK(read->unprotected.find("pad")->bytes().size() == 3);
  CHECK(read->unprotected.find("sigTst2") != nullptr);
  for (size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(parse_cose(ByteView(bytes).first(size)).ok());
}

TEST_CASE("cose: one certificate stands alone, several in an array; in one header only") {
  const Bytes one = protected_header(crypto::CoseAlgorithm::kEdDsa, {{9}});
  CHECK(parse_cose(make_cose(one, {}, {}, 0))->certificates() == std::vector<Bytes>{{9}});
  const Bytes none = cbor::encode(Value::map_of({Value::integer(1), Value::integer(-8)}));
  const auto outside = parse_cose(
      cose_of(Value::bytes(none), Value::map({{"x5chain", Value::bytes(Bytes{4})}}), Value(), Value::bytes({})));
  CHECK(outside->certificates() == std::vector<Bytes>{{4}});
  const auto both = parse_cose(
      cose_of(Value::bytes(one), Value::map({{"x5chain", Value::bytes(Bytes{4})}}), Value(), Value::bytes({})));
  CHECK(both->certificates().empty());
  CHECK(parse_cose(make_cose(none, {}, {}, 0))->certificates().empty());
}

TEST_CASE("cose: an algorithm is a small number") {
  const auto id = [](Value v) {
    return parse_cose(make_cose(cbor::encode(Value::map_of({Value::integer(1), std::move(v)})), {}, {}, 0))
        ->algorithm_id();
  };
  CHECK(id(Value::integer(-39)) == -39);
  CHECK(id(Value::unsigned_integer(UINT64_MAX)) == std::nullopt);
  CHECK(id(Value::text("ES256")) == std::nullopt);
  CHECK(parse_cose(cose_of(Value::bytes({}), Value::map({}), Value(), Value::bytes({})))->algorithm_id() ==
        std::nullopt);
}

// RFC 9052, 4.4.
TEST_CASE("cose: the bytes that are signed") {
  CHECK(signed_bytes(Bytes{0xA0}, Bytes{1, 2}) ==
        Bytes{0x84, 0x6A, 'S', 'i', 'g', 'n', 'a', 't', 'u', 'r', 'e', '1', 0x41, 0xA0, 0x40, 0x42, 1, 2});
  const Bytes stamped = time_stamped_bytes(Bytes{0xA0}, Bytes{8});
  CHECK(Bytes(stamped.end() - 3, stamped.end()) == Bytes{0x42, 0x41, 8});
}
