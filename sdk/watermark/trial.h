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
  Trial(const Key& key, size_t keys);

  // Tunes and reads. Several threads may do so at once, each with its own synchroniser.
  Attempt attempt(Synchroniser& synchroniser, Sync sync, Look look = Look::kAnywhere) const;
  // Reads log likelihood ratios that were put together from several geometries, `sync` being the strongest.
  Attempt attempt(const std::vector<float>& llrs, const Sync& sync) const;
  // Puts an attempt to the test. True if a mark is there; then the detection holds it, and nothing more is tested.
  bool judge(const Attempt& attempt);
  // Notes how well a hypothesis synchronised, for the report.
  void note(const Sync& sync);

  const CarrierPlan& plan() const { return plan_; }
  bool is_open() const { return detection_.key_id == kOpenKeyId; }
  // What this key has heard so far, and under which geometry it was accepted.
  const Detection& detection() const { return detection_; }
  bool found() const { return detection_.found; }
  const Geometry& accepted() const { return accepted_; }
  // Detections are in pixels of the picture, and a raster that was read may be smaller.
  void enlarge(double factor) { detection_.pixels_per_canonical *= factor; }

 private:
  CarrierPlan plan_;
  double planned_;
  int left_ = kAttemptsPerKey;
  Detection detection_;
  Geometry accepted_;
};

}  // namespace imprint::watermark
