// One key's attempts in one call, and what they cost (spec/watermark-format.md §8.5).
#pragma once

#include "watermark/synchroniser.h"
#include "watermark/watermark.h"

namespace imprint::watermark {

inline constexpr int kAttemptsPerKey = 64;

// What was read under one geometry.
struct Attempt {
  Sync sync;
  bool made = false;  // the carriers were worth the decoder's time
  std::optional<Decoded> decoded;
};

class Trial {
 public:
  // `keys` is the number of keys of the call: the p-value pays for all attempts that are planned in all keys, made or
  // not.
  Trial(const Key& key, size_t keys, Detection& detection);

  // Tunes and reads. Several threads may do so at once, each with its own synchroniser.
  Attempt attempt(Synchroniser& synchroniser, Sync sync, Look look = Look::kAnywhere) const;
  // Reads log likelihood ratios that were put together from several geometries, `sync` being the strongest.
  Attempt attempt(const std::vector<float>& llrs, const Sync& sync) const;
  // Puts an attempt to the test. True if a mark is there; then the detection holds it.
  bool judge(const Attempt& attempt);
  // Notes how well a hypothesis synchronised, for the report.
  void note(const Sync& sync);

  const CarrierPlan& plan() const { return plan_; }

 private:
  CarrierPlan plan_;
  std::string key_id_;
  double planned_;
  int left_ = kAttemptsPerKey;
  Detection& detection_;
};

}  // namespace imprint::watermark
