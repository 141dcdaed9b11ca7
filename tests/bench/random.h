// Random numbers that a seed and the number of a trial decide, whatever thread draws them.
#pragma once

#include <cstdint>
#include <random>

namespace imprint::bench {

class Random {
 public:
  Random(uint64_t seed, uint64_t trial) {
    std::seed_seq words{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32), static_cast<uint32_t>(trial),
                        static_cast<uint32_t>(trial >> 32)};
    engine_.seed(words);
  }
  uint64_t bits() { return engine_(); }
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }  // [0, 1)
  double between(double low, double high) { return low + (high - low) * unit(); }
  uint32_t below(size_t bound) { return static_cast<uint32_t>(unit() * static_cast<double>(bound)); }
  bool chance(double share) { return unit() < share; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace imprint::bench
