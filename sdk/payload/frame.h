// The frame: version, payload and CRC in 92 bits (spec/watermark-format.md §5).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::payload {

inline constexpr int kFormatVersion = 1;            // §2: version 1 of each kind of mark says so
inline constexpr int kVersionBits = 4;              // §5
inline constexpr int kPayloadBits = 64;
inline constexpr int kCrcBits = 24;
inline constexpr int kFrameBits = kVersionBits + kPayloadBits + kCrcBits;
inline constexpr int kCodeBits = 512;               // §6

// kFrameBits values of 0 or 1, in the order in which they enter the code.
std::vector<uint8_t> make_frame(uint64_t payload);

// The payload, if `frame` is of the version this code knows and its CRC is right.
std::optional<uint64_t> open_frame(const std::vector<uint8_t>& frame);

// The first kVersionBits of every frame of this version: the decoder takes them as known.
std::vector<uint8_t> version_bits();

}  // namespace imprint::payload
