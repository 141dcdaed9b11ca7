// Signs under a key: those of a payload, and what payload the signs say that were read (spec/watermark-format.md §1.3,
// §6.3, §8.5).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "payload/key.h"

namespace imprint::payload {

// `count` fair signs, +1 and -1, from the key's stream of that purpose.
std::vector<int8_t> draw_signs(const Key& key, std::string_view purpose, size_t count);

// The signs that are sent for a payload: place i sends code bit i mod kCodeBits, on top of its own sign.
std::vector<int8_t> signs_of(uint64_t payload, const std::vector<int8_t>& own_signs);

struct Decoded {
  uint64_t payload = 0;
  // Natural logarithm of a bound of the chance that content without this key's mark agrees as well as this does with
  // any frame at all (spec/watermark-format.md §8.5).
  double log_chance = 0;
};
// `llrs` holds the log likelihood ratio of each place's sign, positive for +1. Nothing but this may depend on
// `own_signs`: the bound rests on it. Empty when no word of the list is a frame.
std::optional<Decoded> read_signs(const std::vector<float>& llrs, const std::vector<int8_t>& own_signs, int list_size);

}  // namespace imprint::payload
