// Perspective undone step by step: what parts of a picture say of their own geometry and shift makes a map under which
// the pattern lies under one matrix everywhere (spec/watermark-format.md §8.3, Growth).
#pragma once

#include <array>
#include <vector>

#include "watermark/synchroniser.h"

namespace imprint::watermark {

// What a part of a plane says, if it synchronises.
struct PartHeard {
  Point centre;
  Sync sync;  // the shift is that from the part's own centre
  std::vector<float> llrs;
};

// A projective map of the plane, a matrix of 3 x 3 row by row.
using Projective = std::array<double, 9>;
inline constexpr Projective kUnbent = {1, 0, 0, 0, 1, 0, 0, 0, 1};

// Where the parts' pixels belong, so that all of them lie under `wanted`. From their matrices alone, or from their
// shifts too, which say it more precisely, and can be told apart once the map is right to half a period.
Projective correction(const std::vector<PartHeard>& parts, const Geometry& wanted, double side_px, bool by_shifts);

Projective product(const Projective& a, const Projective& b);
Projective inverse(const Projective& a);

}  // namespace imprint::watermark
