#include "codec/sound/pcm_coding.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace imprint::codec {
namespace {

uint64_t load(const PcmCoding& coding, const uint8_t* p) {
  uint64_t out = 0;
  for (unsigned i = 0; i < coding.bytes; ++i) out = out << 8 | p[coding.big_endian ? i : coding.bytes - 1 - i];
  return out;
}

void store(const PcmCoding& coding, uint64_t value, uint8_t* p) {
  for (unsigned i = 0; i < coding.bytes; ++i)
    p[i] = static_cast<uint8_t>(value >> 8 * (coding.big_endian ? coding.bytes - 1 - i : i));
}

// Integers stand in the highest bits of 32, so that all sizes have one full scale, 2^31.
constexpr double kFullScale = 2147483648.0;

float integer_to_float(const PcmCoding& coding, uint64_t stored) {
  uint32_t high = static_cast<uint32_t>(stored << (32 - 8 * coding.bytes));
  if (coding.is_unsigned) high ^= 0x80000000u;
  return static_cast<float>(static_cast<int32_t>(high) / kFullScale);
}

uint64_t float_to_integer(const PcmCoding& coding, float sample) {
  const double scale = std::ldexp(1.0, static_cast<int>(coding.bits) - 1);
  // The mode of rounding is the nearest, even at halves, unless the process changed it.
  const long value = std::lrint(std::clamp(sample * scale, -scale, scale - 1));
  uint32_t high = static_cast<uint32_t>(value) << (32 - coding.bits);
  if (coding.is_unsigned) high ^= 0x80000000u;
  return high >> (32 - 8 * coding.bytes);
}

}  // namespace

void decode_samples(const PcmCoding& coding, ByteView stored, std::span<float> out) {
  const uint8_t* p = stored.data();
  for (float& sample : out) {
    const uint64_t value = load(coding, p);
    if (!coding.is_float) sample = integer_to_float(coding, value);
    else if (coding.bytes == 4) sample = std::bit_cast<float>(static_cast<uint32_t>(value));
    else sample = static_cast<float>(std::bit_cast<double>(value));
    p += coding.bytes;
  }
}

void encode_samples(const PcmCoding& coding, std::span<const float> samples, uint8_t* stored) {
  for (const float sample : samples) {
    if (!coding.is_float) store(coding, float_to_integer(coding, sample), stored);
    else if (coding.bytes == 4) store(coding, std::bit_cast<uint32_t>(sample), stored);
    else store(coding, std::bit_cast<uint64_t>(static_cast<double>(sample)), stored);
    stored += coding.bytes;
  }
}

}  // namespace imprint::codec
