// One sample of a pixel, of either depth.
#pragma once

#include <cstdint>
#include <cstring>

namespace imprint::label {

// Samples may sit at odd addresses (any stride is lawful), hence the copies; compilers make one move of them.
template <typename Sample>
uint32_t load(const uint8_t* at) {
  Sample value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
template <typename Sample>
void store(uint8_t* at, uint32_t value) {
  const auto sample = static_cast<Sample>(value);
  std::memcpy(at, &sample, sizeof sample);
}

}  // namespace imprint::label
