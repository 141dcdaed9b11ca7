// What fuzz targets share: a check that also holds in builds without assert(), and limits that keep one input cheap.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "base/bytes.h"
#include "base/limits.h"

#define FUZZ_REQUIRE(condition)                                                          \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)

namespace imprint::fuzz {

inline Limits small_limits() {
  Limits limits;
  limits.max_pixels = 1 << 16;
  limits.max_metadata_bytes = 1 << 16;
  return limits;
}

}  // namespace imprint::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
