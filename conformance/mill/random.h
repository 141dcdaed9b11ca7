// Random numbers that are the same on every machine and with every standard library.
#pragma once

#include <cstdint>

namespace imprint_conform {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  // SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
  uint64_t next() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // [0, 1)
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  // 0 to count - 1; count > 0. The remainder favours small numbers by less than one in 10^12 for any side of a picture.
  int below(int count) { return static_cast<int>(next() % static_cast<uint64_t>(count)); }
  // Mean 0, deviation 1: the sum of twelve uniform numbers less six. No logarithm and no sine, whose last bits differ
  // between machines; its tails end at 6.
  double normal() {
    uint64_t sum = 0;
    for (int i = 0; i < 6; ++i) {
      const uint64_t two = next();
      sum += (two & 0xffffffff) + (two >> 32);
    }
    return static_cast<double>(sum) * 0x1p-32 - 6.0;
  }

 private:
  uint64_t state_;
};

}  // namespace imprint_conform
