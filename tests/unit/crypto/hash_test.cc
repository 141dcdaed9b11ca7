#include "crypto/hash.h"

#include <doctest/doctest.h>

#include <string>

using namespace imprint;
using namespace imprint::crypto;

namespace {

std::string hex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (uint8_t b : bytes) {
    out += kDigits[b >> 4];
    out += kDigits[b & 15];
  }
  return out;
}

}  // namespace

TEST_CASE("sha256 gives the digests of FIPS 180-4") {
  CHECK(hex(sha256(as_bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex(sha256(as_bytes(std::string(1'000'000, 'a')))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("hmac_sha256 gives the digests of RFC 4231") {
  CHECK(hex(hmac_sha256(Bytes(20, 0x0b), as_bytes("Hi There"))) ==  // 4.2
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))) ==  // 4.3
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(Bytes(20, 0xaa), Bytes(50, 0xdd))) ==  // 4.4
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  CHECK(hex(hmac_sha256(Bytes(131, 0xaa), as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))) ==  // 4.7
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("hmac_sha256 takes an empty key and an empty message") {
  CHECK(hex(hmac_sha256({}, {})) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("equal_constant_time compares contents and lengths") {
  CHECK(equal_constant_time(as_bytes("same"), as_bytes("same")));
  CHECK(equal_constant_time({}, {}));
  CHECK_FALSE(equal_constant_time(as_bytes("same"), as_bytes("sama")));
  CHECK_FALSE(equal_constant_time(as_bytes("same"), as_bytes("samesame")));
}

TEST_CASE("wipe clears and random_bytes fills") {
  uint8_t secret[32] = {};
  REQUIRE(random_bytes(secret, sizeof secret));
  CHECK(hex(secret) != std::string(64, '0'));
  wipe(secret, sizeof secret);
  CHECK(hex(secret) == std::string(64, '0'));
}
