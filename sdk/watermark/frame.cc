#include "watermark/frame.h"

#include "watermark/polar.h"

namespace imprint::watermark {
namespace {

void put_bits(std::vector<uint8_t>& bits, uint64_t value, int count) {
  for (int i = count - 1; i >= 0; --i) bits.push_back(static_cast<uint8_t>(value >> i & 1));
}

uint64_t get_bits(const std::vector<uint8_t>& bits, int first, int count) {
  uint64_t value = 0;
  for (int i = first; i < first + count; ++i) value = value << 1 | bits[static_cast<size_t>(i)];
  return value;
}

// CRC-32C (RFC 3720 B.4: polynomial 0x1EDC6F41) over bits, most significant first, all ones before and after.
uint32_t crc32c_bits(const std::vector<uint8_t>& bits, int count) {
  uint32_t crc = 0xFFFFFFFFu;
  for (int i = 0; i < count; ++i) {
    const uint32_t top = (crc >> 31) ^ bits[static_cast<size_t>(i)];
    crc = crc << 1 ^ (top != 0 ? 0x1EDC6F41u : 0u);
  }
  return ~crc;
}

}  // namespace

std::vector<uint8_t> make_frame(uint64_t payload, const CarrierPlan& plan) {
  std::vector<uint8_t> bits;
  put_bits(bits, kFormatVersion, kVersionBits);
  put_bits(bits, payload, kPayloadBits);
  put_bits(bits, crc32c_bits(bits, kVersionBits + kPayloadBits), kCrcBits);
  for (size_t i = 0; i < bits.size(); ++i) bits[i] ^= plan.scramble[i];
  return bits;
}

std::optional<uint64_t> open_frame(const std::vector<uint8_t>& frame, const CarrierPlan& plan) {
  std::vector<uint8_t> bits = frame;
  for (size_t i = 0; i < bits.size(); ++i) bits[i] ^= plan.scramble[i];
  if (get_bits(bits, 0, kVersionBits) != kFormatVersion) return std::nullopt;
  if (get_bits(bits, kVersionBits + kPayloadBits, kCrcBits) != crc32c_bits(bits, kVersionBits + kPayloadBits))
    return std::nullopt;
  return get_bits(bits, kVersionBits, kPayloadBits);
}

std::vector<uint8_t> encode_payload(uint64_t payload, const CarrierPlan& plan) {
  return polar_encode(make_frame(payload, plan));
}

}  // namespace imprint::watermark
