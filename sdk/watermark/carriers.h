// Which cosine waves of the tile carry what, decided by the key (spec/watermark-format.md §4).
#pragma once

#include <cstdint>
#include <vector>

#include "watermark/format.h"
#include "payload/key.h"

namespace imprint::watermark {

// cos(2 pi u x / T) * cos(2 pi v y / T), u and v >= 1: one coefficient of the tile's DCT.
struct Carrier {
  uint8_t u = 0;
  uint8_t v = 0;
};

struct CarrierPlan {
  std::vector<Carrier> pilots;
  std::vector<int8_t> pilot_signs;    // +1, -1; one per pilot
  std::vector<Carrier> payload;       // carrier i sends code bit i mod kCodeBits
  std::vector<int8_t> payload_signs;  // +1, -1; one per payload carrier, on top of the code bit's own sign
};

CarrierPlan plan_carriers(const Key& key);

}  // namespace imprint::watermark
