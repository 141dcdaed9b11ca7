// Pictures that lie under no similarity: any matrix is looked for in parts of them, and where one matrix does not fit
// the whole, the parts that are heard straighten it (spec/watermark-format.md §8.3, steps c and d).
#pragma once

#include "base/team.h"
#include "watermark/scene.h"
#include "watermark/straighten.h"
#include "watermark/trial.h"

namespace imprint::watermark {

// A stretch with a turn, or a shear: what the middle is searched for is nearly the matrix of the whole. What else the
// middle may lie under is added to `seeds`.
bool detect_affine(const Scene& scene, const LineReader& lines, Trial& trial, Team& team,
                   std::vector<PartHeard>& seeds);

// Perspective or bending: from each seed, those of the middle first, and then of parts, the rest of the picture is
// heard.
bool detect_bent(const Scene& scene, std::vector<PartHeard> seeds, Trial& trial, Team& team);

}  // namespace imprint::watermark
