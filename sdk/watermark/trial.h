// One key's attempts in one call: what was heard is put to the test, and the answer says what that cost (spec/watermark-format.md §8.5).
#pragma once

#include "watermark/synchroniser.h"
#include "watermark/watermark.h"

namespace imprint::watermark {

inline constexpr int kAttemptsPerKey = 64;

class Trial {
 public:
  // `keys` is the number of keys of the call: the p-value pays for all attempts that are planned in all keys, made or not.
  Trial(const Key& key, size_t keys, Detection& detection);

  // Tunes, reads and tests. True if a mark is there; then the detection holds it.
  bool decode_at(Synchroniser& synchroniser, Sync sync);
  // Tests log likelihood ratios that were put together from several geometries, `sync` being the strongest.
  bool test(const std::vector<float>& llrs, const Sync& sync);
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
