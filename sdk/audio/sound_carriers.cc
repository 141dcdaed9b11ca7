#include "audio/sound_carriers.h"

#include <cstdlib>
#include <utility>

#include "crypto/keyed_stream.h"
#include "payload/signs.h"

namespace imprint::audio {
namespace {

// All carriers by rising l, then rising k (§4.1).
std::vector<SoundCarrier> all_carriers() {
  std::vector<SoundCarrier> out;
  for (int l = -kPitchLineMax; l <= kPitchLineMax; ++l)
    for (int k = kTimeLineMin; std::abs(l) >= kPitchLineMin && k <= kTimeLineMax; ++k)
      out.push_back({static_cast<uint8_t>(k), static_cast<int8_t>(l)});
  return out;
}

// Fisher and Yates, from the end.
void shuffle(std::vector<SoundCarrier>& carriers, crypto::KeyedStream& stream) {
  for (uint32_t i = static_cast<uint32_t>(carriers.size()) - 1; i > 0; --i)
    std::swap(carriers[i], carriers[stream.next_below(i + 1)]);
}

}  // namespace

SoundPlan plan_sound(const Key& key) {
  std::vector<SoundCarrier> carriers = all_carriers();
  crypto::KeyedStream positions(key.bytes, "imprint-audio-carriers-v1");
  shuffle(carriers, positions);
  SoundPlan plan;
  plan.pilots.assign(carriers.begin(), carriers.begin() + kSoundPilotCount);
  plan.payload.assign(carriers.begin() + kSoundPilotCount, carriers.end());
  plan.pilot_signs = draw_signs(key, "imprint-audio-pilot-signs-v1", 2 * plan.pilots.size());
  plan.payload_signs = draw_signs(key, "imprint-audio-payload-signs-v1", 2 * plan.payload.size());
  return plan;
}

}  // namespace imprint::audio
