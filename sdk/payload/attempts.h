// One key's attempts in one call, counted and paid for (spec/watermark-format.md §8.5).
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include "payload/signs.h"

namespace imprint::payload {

inline constexpr double kMaxPValue = 1e-6;  // a hit that is weaker than this is no hit

class Attempts {
 public:
  // `keys` is the number of keys of the call, `per_key` what is planned for each: the p-value pays for all of them,
  // made or not. `left` may be made before renew().
  Attempts(size_t keys, int per_key, int left) : planned_(static_cast<double>(keys) * per_key), left_(left) {}

  bool is_spent() const { return left_ == 0; }
  // From here on attempts are others of those planned.
  void renew(int left) { left_ = left; }
  // Counts an attempt that was planned and is left out.
  void skip() { left_ -= left_ > 0 ? 1 : 0; }
  // Puts what was decoded to the test, and counts it whatever comes of it: its p-value, if that is a hit. Not when
  // spent.
  std::optional<double> judge(const std::optional<Decoded>& decoded) {
    --left_;
    ++made_;
    if (!decoded) return std::nullopt;
    const double p_value = planned_ * std::exp(decoded->log_chance);
    return p_value > kMaxPValue ? std::nullopt : std::optional(p_value);
  }
  uint32_t made() const { return made_; }

 private:
  double planned_;
  int left_;
  uint32_t made_ = 0;
};

// The same for content of any length, whose attempts nobody can count beforehand: attempt n has the weight 1/128 up to
// n = 64, then 32 / (n (n - 1)), and these sum to 1.
class SeriesAttempts {
 public:
  explicit SeriesAttempts(size_t keys) : keys_(static_cast<double>(keys)) {}

  std::optional<double> judge(const std::optional<Decoded>& decoded) {
    ++made_;
    if (!decoded) return std::nullopt;
    const double p_value = keys_ / weight() * std::exp(decoded->log_chance);
    return p_value > kMaxPValue ? std::nullopt : std::optional(p_value);
  }
  uint32_t made() const { return made_; }

 private:
  double weight() const { return made_ <= 64 ? 1.0 / 128 : 32.0 / (static_cast<double>(made_) * (made_ - 1.0)); }
  double keys_;
  uint32_t made_ = 0;
};

}  // namespace imprint::payload
