// Where might the pattern lie? Pilots are looked for in the power spectrum (spec/watermark-format.md §8.3).
#pragma once

#include <vector>

#include "base/team.h"
#include "watermark/lines.h"

namespace imprint::watermark {

struct Hypothesis {
  Geometry geometry;
  double score = 0;  // sum over the pilots, in standard deviations of noise
};

struct ScaleRange {
  double low = 0, high = 0;  // pixels per canonical pixel
};

// Any scale of the range at any angle. The best `count` hypotheses, best first, local maxima only.
std::vector<Hypothesis> search_similarity(const LineReader& reader, const CarrierPlan& plan, ScaleRange range,
                                          int count, Team& team);

// The same with a stretch of up to exp(2 * kMostWarp) along any axis. For parts of a picture: `share` is what a part
// has of the side, and its lines are as much wider, which makes the search that much coarser.
inline constexpr double kMostWarp = 0.12;
std::vector<Hypothesis> search_affine(const LineReader& reader, const CarrierPlan& plan, ScaleRange range, double share,
                                      int count, Team& team);

// Upright or turned by a quarter, with scales of both axes that differ by up to 1.5.
std::vector<Hypothesis> search_stretch(const LineReader& reader, const CarrierPlan& plan, ScaleRange range, int count,
                                       Team& team);

}  // namespace imprint::watermark
