// Samples of WAV and AIFF as bytes, and as floats.
#pragma once

#include <span>

#include "base/bytes.h"

namespace imprint::codec {

struct PcmCoding {
  unsigned bytes = 2;  // of a sample: 1 to 4; floats 4 or 8
  unsigned bits = 16;  // that count, from the highest; 8 to 8 * bytes
  bool is_float = false, is_unsigned = false, big_endian = false;
};

// `stored` holds as many samples as `out`. Integers up to 24 bits are exact; of 32 bits, and of doubles, the nearest float. What is no
// number stays none.
void decode_samples(const PcmCoding& coding, ByteView stored, std::span<float> out);

// The nearest values, even ones at halves, at most full scale; bits that do not count are 0. Floats and doubles as they are.
void encode_samples(const PcmCoding& coding, std::span<const float> samples, uint8_t* stored);

}  // namespace imprint::codec
