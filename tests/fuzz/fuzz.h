// What fuzz targets share: a check that also holds in builds without assert(), limits that keep one input cheap, and a
// look at what an input cost.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

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
  limits.max_steps = 20'000'000;
  limits.max_decoded_samples = 1 << 18;
  return limits;
}

// What one input may cost over all calls that a target makes. Steps: so many a byte, of the file or of what it
// decompressed to, unless the target is one of those whose lists make products; then each call has its budget, and no
// more. Time: what was spent explains it, or a loop somewhere does not pay. A sanitizer takes ten to thirty times as
// long as none, so the numbers are coarse: they find the square of a length, not a factor of two.
struct Bounds {
  uint64_t steps = 1'000'000, steps_a_byte = 4000;
  uint64_t ns = 2'000'000'000, ns_a_byte = 100'000, ns_a_step = 200, ns_a_pixel = 5000, ns_a_sample = 5000;
};

// One input, from its first call to the end of the target.
class Run {
 public:
  explicit Run(size_t size, const Bounds& bounds = {}) : size_(size), bounds_(bounds), start_ns_(now_ns()) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() { check_cost(); }

  // Limits with a budget of their own, for one call of the library.
  Limits call() {
    calls_.push_back(small_limits().for_call());
    return calls_.back();
  }

 private:
  uint64_t spent(Resource resource) const {
    uint64_t out = 0;
    for (const Limits& limits : calls_) out += limits.spent(resource);
    return out;
  }

  void check_cost() const {
    const uint64_t steps = spent(Resource::kSteps), bytes = size_ + spent(Resource::kInflatedBytes);
    FUZZ_REQUIRE(steps <= bounds_.steps + bounds_.steps_a_byte * bytes);
    FUZZ_REQUIRE(now_ns() - start_ns_ <= bounds_.ns + bounds_.ns_a_byte * bytes + bounds_.ns_a_step * steps +
                                             bounds_.ns_a_pixel * spent(Resource::kDecodedPixels) +
                                             bounds_.ns_a_sample * spent(Resource::kDecodedSamples));
  }

  static uint64_t now_ns() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec);
  }

  size_t size_;
  Bounds bounds_;
  uint64_t start_ns_;
  std::vector<Limits> calls_;
};

// Of formats whose places are anywhere in the file: directories over each other, items in each other.
inline Bounds bounds_of_products() {
  Bounds out;
  out.steps_a_byte = 1'000'000;
  return out;
}

}  // namespace imprint::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
