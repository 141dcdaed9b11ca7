// What single stretches said too faintly to be read, added up (spec/audio-mark-format.md §8.4).
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "audio/sound_search.h"

namespace imprint::audio {

// Two stretches may be of one mark: they were played alike, as far as that was heard.
bool are_alike(const SoundSync& a, const SoundSync& b);

// One stretch that was synchronised and did not decode.
struct FaintPart {
  SoundSync sync;
  std::vector<float> llrs;  // of the payload's signs
  double start_seconds = 0, end_seconds = 0;
};

// Stretches that lie behind one another and were played alike, under one key. Each has its own offset, so a change of origin does not
// matter. Memory: kChains * kMostParts parts.
class SoundSums {
 public:
  struct Sum {
    std::vector<float> llrs;
    double start_seconds = 0, end_seconds = 0;
  };
  // Of a new part with the last ones before it: of two, of up to four and of up to eight. Empty for the first of its kind.
  std::vector<Sum> add(FaintPart part);

 private:
  static constexpr size_t kChains = 8, kMostParts = 8;
  using Chain = std::deque<FaintPart>;
  Chain& chain_of(const FaintPart& part);

  std::vector<Chain> chains_;
};

}  // namespace imprint::audio
