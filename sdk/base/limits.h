// What an input may cost before it is refused. On by default; a context can change them (spec/abi.md, "Limits").
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"

namespace imprint {

struct Limits {
  uint64_t max_file_bytes = uint64_t{512} << 20;
  uint64_t max_pixels = 120'000'000;        // width * height
  uint32_t max_dimension_px = 32768;
  uint32_t max_segments = 65536;            // chunks or segments in one container
  uint64_t max_metadata_bytes = 16u << 20;  // one metadata block after decompression
  uint32_t threads = 1;                     // that one call may use
};

// "width 40000 exceeds max_dimension_px 32768"
inline Status limit_exceeded(const std::string& thing, uint64_t value, const char* limit_name, uint64_t limit) {
  return {Code::kLimitExceeded,
          thing + " " + std::to_string(value) + " exceeds " + limit_name + " " + std::to_string(limit)};
}

inline Status check_dimensions(uint64_t width_px, uint64_t height_px, const Limits& limits) {
  if (width_px == 0 || height_px == 0)
    return {Code::kMalformed, "picture of " + std::to_string(width_px) + " x " + std::to_string(height_px) + " pixels"};
  if (width_px > limits.max_dimension_px)
    return limit_exceeded("width", width_px, "max_dimension_px", limits.max_dimension_px);
  if (height_px > limits.max_dimension_px)
    return limit_exceeded("height", height_px, "max_dimension_px", limits.max_dimension_px);
  if (width_px * height_px > limits.max_pixels)
    return limit_exceeded("pixel count", width_px * height_px, "max_pixels", limits.max_pixels);
  return {};
}

}  // namespace imprint
