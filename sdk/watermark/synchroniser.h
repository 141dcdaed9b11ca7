// From a rough geometry to an exact one with a shift: the pilots are what it is tuned on (spec/watermark-format.md
// §8.3).
#pragma once

#include <span>

#include "watermark/decode.h"

namespace imprint::watermark {

struct Sync {
  Geometry geometry;
  Shift shift;
};

// Where a shift is looked for.
enum class Look { kNear, kAnywhere };

// How far the hill climb looks, in widths of the outermost pilot's line.
enum class Reach { kNear, kWide };

// One key's view of one spectrum. One thread at a time.
class Synchroniser {
 public:
  // `longest_side_px` of the plane that `lines` is the spectrum of. Lines and plan have to outlive this.
  Synchroniser(const LineReader& lines, const CarrierPlan& plan, double longest_side_px)
      : lines_(lines), plan_(plan), longest_side_px_(longest_side_px), shifts_(plan) {}

  Sync synchronise(const Geometry& geometry);
  // The geometry is tuned on the pilots' magnitudes first.
  Sync tune_and_synchronise(Geometry start, Reach reach = Reach::kNear);
  // The same geometry at the best shift of a negative.
  Sync as_negative(const Sync& sync);
  // … and of a picture that is none. Negatives that are louder are taken out before: somebody may have subtracted
  // marks.
  Sync as_positive(const Sync& sync);
  // Tunes again, now with phases, and reads the payload carriers, near the shift or at the best one anywhere.
  Heard hear(Sync& sync, Look look = Look::kAnywhere);

  const CarrierPlan& plan() const { return plan_; }

 private:
  const std::vector<LinePair>& pilots(const Geometry& geometry);  // valid until the next call
  template <typename Score>
  void climb(Geometry& geometry, std::span<const double> steps, Score score) const;

  const LineReader& lines_;
  const CarrierPlan& plan_;
  double longest_side_px_;
  ShiftFinder shifts_;
  std::vector<LinePair> pilots_;
};

}  // namespace imprint::watermark
