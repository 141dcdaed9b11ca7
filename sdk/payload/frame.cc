#include "payload/frame.h"

namespace imprint::payload {
namespace {

void put_bits(std::vector<uint8_t>& bits, uint64_t value, int count) {
  for (int i = count - 1; i >= 0; --i) bits.push_back(static_cast<uint8_t>(value >> i & 1));
}

uint64_t get_bits(const std::vector<uint8_t>& bits, int first, int count) {
  uint64_t value = 0;
  for (int i = first; i < first + count; ++i) value = value << 1 | bits[static_cast<size_t>(i)];
  return value;
}

// CRC-24C of 3GPP TS 38.212 5.1 (polynomial 0xB2B117), made for polar codes with list decoding; over bits, most
// significant first, all ones before.
uint32_t crc24_bits(const std::vector<uint8_t>& bits, int count) {
  constexpr uint32_t kMask = 0xFFFFFF, kPolynomial = 0xB2B117;
  uint32_t crc = kMask;
  for (int i = 0; i < count; ++i) {
    const uint32_t top = (crc >> 23 & 1) ^ bits[static_cast<size_t>(i)];
    crc = (crc << 1 & kMask) ^ (top != 0 ? kPolynomial : 0u);
  }
  return crc;
}

}  // namespace

std::vector<uint8_t> version_bits() {
  std::vector<uint8_t> bits;
  put_bits(bits, kFormatVersion, kVersionBits);
  return bits;
}

std::vector<uint8_t> make_frame(uint64_t payload) {
  std::vector<uint8_t> bits = version_bits();
  put_bits(bits, payload, kPayloadBits);
  put_bits(bits, crc24_bits(bits, kVersionBits + kPayloadBits), kCrcBits);
  return bits;
}

std::optional<uint64_t> open_frame(const std::vector<uint8_t>& frame) {
  if (get_bits(frame, 0, kVersionBits) != kFormatVersion) return std::nullopt;
  if (get_bits(frame, kVersionBits + kPayloadBits, kCrcBits) != crc24_bits(frame, kVersionBits + kPayloadBits))
    return std::nullopt;
  return get_bits(frame, kVersionBits, kPayloadBits);
}

}  // namespace imprint::payload
