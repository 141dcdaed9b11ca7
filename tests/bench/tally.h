// What many trials gave, counted, beside what theory allows (spec/watermark-format.md §8.5).
#pragma once

#include <array>
#include <cstdint>

#include "quiet_trial.h"
#include "watermark/trial.h"

namespace imprint::bench {

// Counts of numbers in equal bins; what lies outside counts in the first or the last one.
class Histogram {
 public:
  static constexpr double kLow = -8, kHigh = 24, kStep = 0.05;
  static constexpr int kBins = 640;
  static double edge(int bin) { return kLow + bin * kStep; }

  void add(double value);
  uint64_t count(int bin) const { return counts_[static_cast<size_t>(bin)]; }
  uint64_t total() const { return at_least(0); }
  uint64_t at_least(int bin) const;  // numbers from edge(bin) on
  double largest() const { return largest_; }

 private:
  std::array<uint64_t, kBins> counts_{};
  double largest_ = kLow;
};

struct Tally {
  uint64_t calls = 0, hits = 0, searched = 0, marked = 0, open_key = 0;
  uint64_t attempts = 0;           // of detect(), each with a whole list of words
  uint64_t observed_attempts = 0;  // of which the agreements are
  double smallest_p_value = 1;
  Histogram open_agreement, private_agreement;  // of frames that were drawn before, by the key that read
  Histogram best_words;                         // agreement of the decoder's likeliest word

  void add(const Trial& trial);
};

double gaussian_tail(double t);
double tail_bound(double t,
                  double words = 1);      // of the best of so many words: 3.179 times their Gaussian tails, at most 1
double agreement_needed(double p_value);  // of a frame, with one key
double rate_bound_95(uint64_t hits, uint64_t calls);  // upper end of the one-sided 95 % interval of the rate

// False where the numbers seen exceed the bound by more than five standard deviations.
bool bound_holds(const Histogram& agreement, double words = 1);

// What the decoder chooses from: the version is known, the CRC is not looked at.
inline constexpr double kWords = 0x1p88;
// What a p-value with one key pays for: each attempt that is planned may find any frame.
inline constexpr double kFramesPaid = watermark::kAttemptsPerKey * 0x1p64;

}  // namespace imprint::bench
