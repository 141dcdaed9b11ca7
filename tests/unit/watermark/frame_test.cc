#include "watermark/frame.h"

#include <doctest/doctest.h>

#include "watermark/polar.h"

using namespace imprint::watermark;

namespace {

constexpr uint64_t kPayload = 0x0123456789ABCDEF;

Key other_key() { return private_key({1, 2, 3}); }

}  // namespace

TEST_CASE("frame: opens to the payload it was made from") {
  const CarrierPlan plan = plan_carriers(open_key());
  for (uint64_t payload : {uint64_t{0}, kPayload, ~uint64_t{0}, uint64_t{1} << 63}) {
    const auto frame = make_frame(payload, plan);
    REQUIRE(frame.size() == kFrameBits);
    CHECK(open_frame(frame, plan) == payload);
  }
}

TEST_CASE("frame: any one wrong bit is refused") {
  const CarrierPlan plan = plan_carriers(open_key());
  const auto frame = make_frame(kPayload, plan);
  for (size_t i = 0; i < frame.size(); ++i) {
    auto damaged = frame;
    damaged[i] ^= 1;
    CHECK_FALSE(open_frame(damaged, plan).has_value());
  }
}

TEST_CASE("frame: another version is refused even with a right checksum") {
  const CarrierPlan plan = plan_carriers(open_key());
  // CRCs of equally long words differ by what the difference's own CRC (without the constants) is: flipping version bit k
  // and the bits by which crc(frame) changes gives a frame whose checksum is right. That change comes from this CRC's own
  // definition (CRC-32C, spec/watermark-format.md 5), run over the difference alone.
  for (int k = 0; k < kVersionBits; ++k) {
    uint32_t crc = 0;
    for (int i = 0; i < kVersionBits + kPayloadBits; ++i)
      crc = crc << 1 ^ ((crc >> 31 ^ (i == k ? 1u : 0u)) != 0 ? 0x1EDC6F41u : 0u);
    auto frame = make_frame(kPayload, plan);
    frame[static_cast<size_t>(k)] ^= 1;
    for (int i = 0; i < kCrcBits; ++i)
      frame[static_cast<size_t>(kVersionBits + kPayloadBits + i)] ^= crc >> (kCrcBits - 1 - i) & 1;
    CHECK_FALSE(open_frame(frame, plan).has_value());
  }
  // The same arithmetic on a payload bit does give a right frame, so it is the version that was refused.
  uint32_t crc = 0;
  for (int i = 0; i < kVersionBits + kPayloadBits; ++i)
    crc = crc << 1 ^ ((crc >> 31 ^ (i == kVersionBits ? 1u : 0u)) != 0 ? 0x1EDC6F41u : 0u);
  auto frame = make_frame(kPayload, plan);
  frame[kVersionBits] ^= 1;
  for (int i = 0; i < kCrcBits; ++i) frame[static_cast<size_t>(kVersionBits + kPayloadBits + i)] ^= crc >> (kCrcBits - 1 - i) & 1;
  CHECK(open_frame(frame, plan) == (kPayload ^ uint64_t{1} << 63));
}

TEST_CASE("frame: another key's scramble is refused") {
  const CarrierPlan ours = plan_carriers(open_key()), theirs = plan_carriers(other_key());
  CHECK_FALSE(open_frame(make_frame(kPayload, theirs), ours).has_value());
  CHECK_FALSE(open_frame(make_frame(kPayload, ours), theirs).has_value());
}

TEST_CASE("frame: encode_payload is the polar code of the frame") {
  const CarrierPlan plan = plan_carriers(open_key());
  CHECK(encode_payload(kPayload, plan) == polar_encode(make_frame(kPayload, plan)));
}
