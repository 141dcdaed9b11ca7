#include "watermark/carriers.h"

#include <utility>

#include "crypto/keyed_stream.h"
#include "payload/signs.h"

namespace imprint::watermark {
namespace {

// All carriers of the band, by rising v, then rising u (§4.1). The axes (u or v = 0) stay empty: their waves would be
// straight stripes, the easiest ones to see and the ones that edges of a picture fill with noise.
std::vector<Carrier> all_carriers() {
  std::vector<Carrier> out;
  for (int v = 1; v <= kRadiusMax; ++v)
    for (int u = 1; u <= kRadiusMax; ++u) {
      const int r2 = u * u + v * v;
      if (r2 >= kRadiusMin * kRadiusMin && r2 <= kRadiusMax * kRadiusMax)
        out.push_back({static_cast<uint8_t>(u), static_cast<uint8_t>(v)});
    }
  return out;
}

// Fisher and Yates, from the end.
void shuffle(std::vector<Carrier>& carriers, crypto::KeyedStream& stream) {
  for (uint32_t i = static_cast<uint32_t>(carriers.size()) - 1; i > 0; --i)
    std::swap(carriers[i], carriers[stream.next_below(i + 1)]);
}

bool in_pilot_band(Carrier c) {
  const int r2 = c.u * c.u + c.v * c.v;
  return r2 >= kPilotRadiusMin * kPilotRadiusMin && r2 <= kPilotRadiusMax * kPilotRadiusMax;
}

}  // namespace

CarrierPlan plan_carriers(const Key& key) {
  std::vector<Carrier> carriers = all_carriers();
  crypto::KeyedStream positions(key.bytes, "imprint-carriers-v1");
  shuffle(carriers, positions);

  CarrierPlan plan;
  for (Carrier c : carriers) {
    const bool pilot = plan.pilots.size() < kPilotCount && in_pilot_band(c);
    (pilot ? plan.pilots : plan.payload).push_back(c);
  }
  plan.pilot_signs = draw_signs(key, "imprint-pilot-signs-v1", plan.pilots.size());
  plan.payload_signs = draw_signs(key, "imprint-payload-signs-v1", plan.payload.size());
  return plan;
}

}  // namespace imprint::watermark
