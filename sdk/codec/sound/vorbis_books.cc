// Section numbers are those of the Vorbis I specification.
#include "codec/sound/vorbis_books.h"

#include <bit>
#include <cmath>
#include <string>

namespace imprint::codec {
namespace {

constexpr std::string_view kSetup = "\x05vorbis";
constexpr uint32_t kBookMark = 0x564342;  // 3.2.1

// 2.1.4: from the lowest bit of each byte on.
class Bits {
 public:
  explicit Bits(ByteView bytes) : bytes_(bytes) {}

  uint32_t take(unsigned count) {
    uint32_t out = 0;
    for (unsigned i = 0; i < count; ++i, ++at_)
      if (!ended()) out |= (bytes_[at_ / 8] >> at_ % 8 & 1u) << i;
    return out;
  }
  void skip(uint64_t count) { at_ += count; }
  bool ended() const { return at_ >= uint64_t{bytes_.size()} * 8; }
  bool overrun() const { return at_ > uint64_t{bytes_.size()} * 8; }

 private:
  ByteView bytes_;
  uint64_t at_ = 0;
};

Status malformed(const char* what) { return {Code::kMalformed, std::string("Vorbis setup ") + what}; }

Status too_many(uint64_t count, const std::string& things, uint64_t most) {
  return {Code::kLimitExceeded,
          "Vorbis codebooks of " + std::to_string(count) + " " + things + ": at most " + std::to_string(most) + " are taken"};
}

void skip_lengths(Bits& bits, uint32_t entries) {
  if (bits.take(1) == 0) {
    const bool sparse = bits.take(1) != 0;
    for (uint32_t i = 0; i < entries && !bits.ended(); ++i)
      if (!sparse || bits.take(1) != 0) bits.skip(5);
    return;
  }
  bits.skip(5);
  for (uint32_t i = 0; i < entries && !bits.ended();) i += bits.take(static_cast<unsigned>(std::bit_width(entries - i)));
}

// 9.2.3: the greatest integer whose power of `dimensions` does not exceed `entries`.
uint64_t lookup1_values(uint32_t entries, uint32_t dimensions) {
  auto out = static_cast<uint64_t>(std::floor(std::pow(entries, 1.0 / dimensions))) + 1;
  const auto fits = [&](uint64_t base) {
    uint64_t power = 1;
    for (uint32_t i = 0; i < dimensions; ++i)
      if ((power *= base) > entries) return false;
    return true;
  };
  while (out > 1 && !fits(out)) --out;
  return out;
}

}  // namespace

Status check_vorbis_books(ByteView setup) {
  if (!as_text(setup).starts_with(kSetup)) return malformed("is not where it has to be");
  Bits bits(setup.subspan(kSetup.size()));
  const uint32_t count = bits.take(8) + 1;
  uint64_t all_entries = 0, all_values = 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (bits.take(24) != kBookMark) return malformed("has something else in the place of a codebook");
    const uint32_t dimensions = bits.take(16), entries = bits.take(24);
    if (dimensions == 0 || entries == 0) return malformed("has an empty codebook");
    all_entries += entries;
    if (all_entries > kMostBookEntries)
      return too_many(all_entries, "entries", kMostBookEntries);
    skip_lengths(bits, entries);
    const uint32_t lookup = bits.take(4);
    if (lookup > 2) return malformed("has a codebook with an unknown lookup");
    if (lookup != 0) {
      bits.skip(64);
      const unsigned value_bits = bits.take(4) + 1;
      bits.skip(1);
      const uint64_t stored = lookup == 1 ? lookup1_values(entries, dimensions) : uint64_t{entries} * dimensions;
      bits.skip(stored * value_bits);
      all_values += uint64_t{entries} * dimensions;  // what libvorbis unpacks
    }
    if (all_values > kMostBookValues)
      return too_many(all_values, "values", kMostBookValues);
    if (bits.overrun()) return malformed("ends inside a codebook");
  }
  return {};
}

}  // namespace imprint::codec
