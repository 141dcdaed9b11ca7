// From a geometry to the payload: find the shift, weigh the carriers, decode (spec/watermark-format.md §8.4).
#pragma once

#include <optional>

#include "watermark/lines.h"

namespace imprint::watermark {

// Both kinds of lines under one geometry, divided by the noise of their radius.
struct Lines {
  std::vector<LinePair> pilots;
  std::vector<LinePair> payload;
};
Lines read_normalised(const LineReader& reader, const CarrierPlan& plan, const Geometry& geometry);

struct Shift {
  double x = 0, y = 0;   // of the pattern's centre from the picture's, canonical pixels modulo kPeriod
  double sigma = 0;      // correlation with the pilots, in standard deviations of noise
};
Shift find_shift(const Lines& lines, const CarrierPlan& plan);

// Correlation of the pilots at a given shift, in standard deviations of noise.
double pilot_sigma(const std::vector<LinePair>& pilots, const CarrierPlan& plan, double x, double y);

struct Decoded {
  std::optional<uint64_t> payload;
  uint32_t words_tried = 0;
};
Decoded decode(const Lines& lines, const CarrierPlan& plan, const Shift& shift, int list_size);

}  // namespace imprint::watermark
