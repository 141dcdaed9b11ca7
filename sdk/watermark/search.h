// Where might the pattern lie? Pilots are looked for in the power spectrum (spec/watermark-format.md §8.3).
#pragma once

#include <cstdint>
#include <vector>

#include "base/team.h"
#include "watermark/lines.h"

namespace imprint::watermark {

// What the bins say about lines being there, readable at any frequency below the Nyquist frequency: their power,
// clipped. Bytes are fine enough: a bin's power is noise of one unit, and many are added up.
class Evidence {
 public:
  explicit Evidence(const LineReader& reader);

  // The evidence at many places, (x[i], y[i]) in bins with 0 <= x < width / 2 and |y| < height / 2, in whole numbers
  // from 0 to `most`. `count` is a multiple of kPlaces.
  static constexpr int kPlaces = 16;
  void read(const float* x, const float* y, int count, float most, uint8_t* out) const;

  int width() const { return width_; }  // of the spectrum
  int height() const { return height_; }

  static constexpr float kClip = 5;  // times the noise power: a line of the picture itself must not outvote the pilots

 private:
  int width_, height_, row_bytes_;
  std::vector<uint8_t> bins_;  // one row and one column more than there are: they repeat what is next to them
};

struct Hypothesis {
  Geometry geometry;
  double score = 0;  // sum over the pilots, in standard deviations of noise
};

struct ScaleRange {
  double low = 0, high = 0;  // pixels per canonical pixel
};

// Any scale of the range at any angle. The best `count` hypotheses, best first, local maxima only.
std::vector<Hypothesis> search_similarity(const Evidence& evidence, const CarrierPlan& plan, ScaleRange range,
                                          int count, Team& team);

// The same with a stretch of up to exp(2 * kMostWarp) along any axis. For parts of a picture: `share` is what a part
// has of the side, and its lines are as much wider, which makes the search that much coarser.
inline constexpr double kMostWarp = 0.12;
// How many of all hypotheses, and how many more of those that are nearly upright or turned by a quarter, at scales of
// `near`: they are few and likely, so that weaker ones count.
struct AffineCounts {
  int anywhere = 0;
  int upright = 0;
  ScaleRange near;
};
std::vector<Hypothesis> search_affine(const Evidence& evidence, const CarrierPlan& plan, ScaleRange range, double share,
                                      const AffineCounts& counts, Team& team);

// Upright or turned by a quarter, with scales of both axes that differ by up to 1.82.
std::vector<Hypothesis> search_stretch(const Evidence& evidence, const CarrierPlan& plan, ScaleRange range, int count,
                                       Team& team);

}  // namespace imprint::watermark
