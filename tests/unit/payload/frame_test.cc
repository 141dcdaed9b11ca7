#include "payload/frame.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace imprint::payload;

namespace {

constexpr uint64_t kPayload = 0x0123456789ABCDEF;

}  // namespace

TEST_CASE("frame: opens to the payload it was made from") {
  for (uint64_t payload : {uint64_t{0}, kPayload, ~uint64_t{0}, uint64_t{1} << 63}) {
    const auto frame = make_frame(payload);
    REQUIRE(frame.size() == kFrameBits);
    CHECK(open_frame(frame) == payload);
  }
}

TEST_CASE("frame: any one wrong bit is refused") {
  const auto frame = make_frame(kPayload);
  for (size_t i = 0; i < frame.size(); ++i) {
    auto damaged = frame;
    damaged[i] ^= 1;
    CHECK_FALSE(open_frame(damaged).has_value());
  }
}

TEST_CASE("frame: another version is refused even with a right checksum") {
  // CRCs of equally long words differ by what the difference's own CRC (without the constants) is: flipping version bit k
  // and the bits by which crc(frame) changes gives a frame whose checksum is right. That change comes from this CRC's own
  // definition (CRC-24C, spec/watermark-format.md 5), run over the difference alone.
  for (int k = 0; k < kVersionBits; ++k) {
    uint32_t crc = 0;
    for (int i = 0; i < kVersionBits + kPayloadBits; ++i)
      crc = (crc << 1 & 0xFFFFFF) ^ ((crc >> 23 ^ (i == k ? 1u : 0u)) != 0 ? 0xB2B117u : 0u);
    auto frame = make_frame(kPayload);
    frame[static_cast<size_t>(k)] ^= 1;
    for (int i = 0; i < kCrcBits; ++i)
      frame[static_cast<size_t>(kVersionBits + kPayloadBits + i)] ^= crc >> (kCrcBits - 1 - i) & 1;
    CHECK_FALSE(open_frame(frame).has_value());
  }
  // The same arithmetic on a payload bit does give a right frame, so it is the version that was refused.
  uint32_t crc = 0;
  for (int i = 0; i < kVersionBits + kPayloadBits; ++i)
    crc = (crc << 1 & 0xFFFFFF) ^ ((crc >> 23 ^ (i == kVersionBits ? 1u : 0u)) != 0 ? 0xB2B117u : 0u);
  auto frame = make_frame(kPayload);
  frame[kVersionBits] ^= 1;
  for (int i = 0; i < kCrcBits; ++i) frame[static_cast<size_t>(kVersionBits + kPayloadBits + i)] ^= crc >> (kCrcBits - 1 - i) & 1;
  CHECK(open_frame(frame) == (kPayload ^ uint64_t{1} << 63));
}

TEST_CASE("frame: begins with the version, which is 1") {
  const std::vector<uint8_t> version = version_bits(), frame = make_frame(kPayload);
  CHECK(version == std::vector<uint8_t>{0, 0, 0, 1});
  CHECK(std::equal(version.begin(), version.end(), frame.begin()));
}
