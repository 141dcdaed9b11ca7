// The polar code (512, 92) that protects the frame, and its successive-cancellation list decoder (spec/watermark-format.md §6).
// Source: Arikan, "Channel polarization", IEEE Trans. Inf. Theory 55(7), 2009; Tal, Vardy, "List decoding of polar codes",
// IEEE Trans. Inf. Theory 61(5), 2015; information set by polarization weight, He et al., GLOBECOM 2017.
#pragma once

#include <cstdint>
#include <vector>

namespace imprint::payload {

// kFrameBits bits -> kCodeBits bits.
std::vector<uint8_t> polar_encode(const std::vector<uint8_t>& frame);

// The likeliest frames that begin with the bits `known`, best first, at most `list_size` (1..kMaxListSize). `llr` holds
// kCodeBits log likelihood ratios, positive for bit 0, in natural units.
inline constexpr int kMaxListSize = 128;
std::vector<std::vector<uint8_t>> polar_decode(const std::vector<float>& llr, const std::vector<uint8_t>& known, int list_size);

}  // namespace imprint::payload
