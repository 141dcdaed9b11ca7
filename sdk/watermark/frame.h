// From the payload to code bits and back (spec/watermark-format.md §5 and §6).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "watermark/carriers.h"

namespace imprint::watermark {

// version || payload || CRC-32, scrambled: the word that the polar code protects.
std::vector<uint8_t> make_frame(uint64_t payload, const CarrierPlan& plan);

// The payload if version and CRC are right. A word that has nothing to do with the key passes with chance 2^-kCheckBits.
std::optional<uint64_t> open_frame(const std::vector<uint8_t>& frame, const CarrierPlan& plan);

// kCodeBits code bits of `payload`.
std::vector<uint8_t> encode_payload(uint64_t payload, const CarrierPlan& plan);

}  // namespace imprint::watermark
