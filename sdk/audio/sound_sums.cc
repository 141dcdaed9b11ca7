#include "audio/sound_sums.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace imprint::audio {
namespace {

// Two stretches of one mark agree as well as both were tuned.
constexpr double kScaleApart = 0.003;  // of the natural logarithm
constexpr double kShiftApart = 0.02;   // octaves

bool continues(const FaintPart& part, const FaintPart& last) {
  return part.start_seconds > last.end_seconds - 0.1 && are_alike(part.sync, last.sync);
}

}  // namespace

bool are_alike(const SoundSync& a, const SoundSync& b) {
  return std::abs(std::log(a.time_scale / b.time_scale)) < kScaleApart &&
         std::abs(a.shift_octaves - b.shift_octaves) < kShiftApart;
}

// The one that was heard last goes on; where there is none a new one begins, in place of the one that was not heard for the longest time.
SoundSums::Chain& SoundSums::chain_of(const FaintPart& part) {
  Chain* latest = nullptr;
  for (Chain& chain : chains_)
    if (continues(part, chain.back()) &&
        (latest == nullptr || chain.back().end_seconds > latest->back().end_seconds))
      latest = &chain;
  if (latest != nullptr) return *latest;
  if (chains_.size() < kChains) return chains_.emplace_back();
  Chain& oldest = *std::min_element(chains_.begin(), chains_.end(), [](const Chain& a, const Chain& b) {
    return std::pair(a.back().end_seconds, a.back().sync.sigma) < std::pair(b.back().end_seconds, b.back().sync.sigma);
  });
  oldest.clear();
  return oldest;
}

std::vector<SoundSums::Sum> SoundSums::add(FaintPart part) {
  Chain& chain = chain_of(part);
  chain.push_back(std::move(part));
  if (chain.size() > kMostParts) chain.pop_front();
  std::vector<Sum> out;
  Sum sum{chain.back().llrs, chain.back().start_seconds, chain.back().end_seconds};
  for (size_t parts = 2; parts <= chain.size(); ++parts) {
    const FaintPart& one = chain[chain.size() - parts];
    for (size_t i = 0; i < sum.llrs.size(); ++i) sum.llrs[i] += one.llrs[i];
    sum.start_seconds = one.start_seconds;
    const bool doubled = (parts & (parts - 1)) == 0;
    if (doubled || parts == chain.size()) out.push_back(sum);
  }
  return out;
}

}  // namespace imprint::audio
