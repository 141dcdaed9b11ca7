#include "codec/webp_quality.h"

#include <algorithm>
#include <cmath>

namespace imprint::codec {
namespace {

// RFC 6386 7.3, for bits of even odds, which is all that the header has before the quantiser.
class BoolDecoder {
 public:
  explicit BoolDecoder(ByteView data) : data_(data) {
    value_ = uint32_t{next()} << 8;
    value_ |= next();
  }

  bool bit() {
    const uint32_t split = 1 + (((range_ - 1) * 128) >> 8), big_split = split << 8;
    const bool one = value_ >= big_split;
    if (one) {
      range_ -= split;
      value_ -= big_split;
    } else {
      range_ = split;
    }
    for (; range_ < 128; range_ <<= 1) {
      value_ <<= 1;
      if (++shifted_ == 8) {
        shifted_ = 0;
        value_ |= next();
      }
    }
    return one;
  }

  uint32_t number(int bits) {
    uint32_t out = 0;
    while (bits-- > 0) out = out << 1 | static_cast<uint32_t>(bit());
    return out;
  }

  int signed_number(int bits) {
    const auto magnitude = static_cast<int>(number(bits));
    return bit() ? -magnitude : magnitude;
  }

  bool ran_out() const { return at_ > data_.size() + 2; }

 private:
  uint8_t next() { return at_ < data_.size() ? data_[at_++] : (++at_, uint8_t{0}); }
  ByteView data_;
  size_t at_ = 0;
  uint32_t value_ = 0, range_ = 255;
  int shifted_ = 0;
};

constexpr int kSegments = 4;

// 9.3. The finest quantiser of the segments, relative or not; -1 when they state none.
struct Segments {
  bool stated = false, absolute = false;
  int finest = 0;
};

Segments read_segments(BoolDecoder& bits) {
  Segments out;
  if (!bits.bit()) return out;
  const bool has_map = bits.bit(), has_data = bits.bit();
  if (has_data) {
    out.stated = true;
    out.absolute = bits.bit();
    out.finest = 127;
    for (int i = 0; i < kSegments; ++i) out.finest = std::min(out.finest, bits.bit() ? bits.signed_number(7) : 0);
    for (int i = 0; i < kSegments; ++i)
      if (bits.bit()) bits.signed_number(6);
  }
  for (int i = 0; has_map && i < kSegments - 1; ++i)
    if (bits.bit()) bits.number(8);
  return out;
}

// 9.6: filter type, level, sharpness, and their deltas.
void skip_loop_filter(BoolDecoder& bits) {
  bits.number(1 + 6 + 3);
  if (!bits.bit() || !bits.bit()) return;
  for (int i = 0; i < 8; ++i)
    if (bits.bit()) bits.signed_number(6);
}

// libwebp's own scale, turned round: from a quality it takes c = q / 100, bends it to c * 2/3 below 3/4 and 2 c - 1
// above, and quantises with 127 (1 - cube root of that).
float quality_of(int quantiser) {
  const double bent = std::pow(1 - std::clamp(quantiser, 0, 127) / 127.0, 3);
  return static_cast<float>(100 * (bent < 0.5 ? bent * 1.5 : (bent + 1) / 2));
}

}  // namespace

std::optional<float> webp_quality(ByteView data) {
  constexpr size_t kFrameHeader = 10;  // 9.1: frame tag, start code, size
  if (data.size() < kFrameHeader || (data[0] & 1) != 0) return std::nullopt;
  BoolDecoder bits(data.subspan(kFrameHeader));
  bits.number(2);  // colour space, clamping
  const Segments segments = read_segments(bits);
  skip_loop_filter(bits);
  bits.number(2);  // partitions
  const auto base = static_cast<int>(bits.number(7));
  if (bits.ran_out()) return std::nullopt;
  if (!segments.stated) return quality_of(base);
  return quality_of(segments.absolute ? segments.finest : base + segments.finest);
}

}  // namespace imprint::codec
