// One key's attempts in one call, and what they cost (spec/watermark-format.md §8.5).
#pragma once

#include "payload/attempts.h"
#include "watermark/synchroniser.h"
#include "watermark/watermark.h"

namespace imprint::watermark {

inline constexpr int kSearchAttempts = 64;  // per key, on the whole picture and by the searches
inline constexpr int kPlaceAttempts = 32;   // per key, place by place
inline constexpr int kAttemptsPerKey = kSearchAttempts + kPlaceAttempts;
static_assert(kMostMarks == 1 + kPlaceAttempts);  // the searches end with the first
inline constexpr int kAttemptsPerKeyOfFrames = kAttemptsPerKey + kSearchAttempts;  // of an animation: all frames together, and the first alone

// Of the pilots: weaker synchronisation is noise. Saves time, costs no false positives (§8.3).
inline constexpr double kSigmaToDecode = 4.5;

// What was read under one geometry.
struct Attempt {
  Sync sync;
  bool made = false;  // the carriers were worth the decoder's time
  std::optional<Decoded> decoded;
};

// A mark that was accepted.
struct Mark {
  Detection detection;
  Sync sync;  // in the plane that was read; the shift is that from its centre
  bool fits_all = false;  // looked for as the whole picture's: its place is all of it
};

class Trial {
 public:
  // `keys` is the number of keys of the call, `attempts` what is planned for each: the p-value pays for all of them, made or not.
  Trial(const Key& key, size_t keys, int attempts = kAttemptsPerKey);

  // Tunes and reads. Several threads may do so at once, each with its own synchroniser.
  Attempt attempt(Synchroniser& synchroniser, Sync sync, Look look = Look::kAnywhere) const;
  // Reads log likelihood ratios that were put together from several geometries, `sync` being the strongest.
  Attempt attempt(const std::vector<float>& llrs, const Sync& sync) const;
  // Puts an attempt to the test. True if a mark is there; then it is the last of marks().
  bool judge(const Attempt& attempt);
  // Counts an attempt that was planned and is left out.
  void skip() { account_.skip(); }
  // From here on attempts are those of another search, …
  void turn_to_search() { account_.renew(kSearchAttempts); }
  // … or those of places.
  void turn_to_places() { account_.renew(kPlaceAttempts); }
  // Notes how well a hypothesis synchronised, for the report.
  void note(const Sync& sync);

  const CarrierPlan& plan() const { return plan_; }
  bool is_open() const { return key_id_ == kOpenKeyId; }
  bool found() const { return !marks_.empty(); }
  std::vector<Mark>& marks() { return marks_; }
  const std::vector<Mark>& marks() const { return marks_; }
  double pilot_sigma() const { return pilot_sigma_; }
  uint32_t attempts() const { return account_.made(); }
  bool is_spent() const { return account_.is_spent(); }

 private:
  CarrierPlan plan_;
  payload::Attempts account_;
  std::string key_id_;
  double pilot_sigma_ = 0;
  std::vector<Mark> marks_;
};

}  // namespace imprint::watermark
