// Marks that share a picture with others or with something else: where they lie, and which there are
// (spec/watermark-format.md §8.3, Places).
#pragma once

#include "base/team.h"
#include "watermark/scene.h"
#include "watermark/trial.h"

namespace imprint::watermark {

// Where a mark that was accepted on a whole scene is heard.
Box place_of(const Scene& scene, const LineReader& lines, const Sync& sync, const CarrierPlan& plan,
             image::View picture);

// Looks for marks place by place, beside those that the trial has found. Those that are found are in pixels of the
// picture.
void detect_places(image::View picture, const Scene& scene, const LineReader& lines, Trial& trial, Team& team);

}  // namespace imprint::watermark
