// Judging a Sight by the rules for images of GB 45438-2025 5.2. Pure: nothing is read or decoded here.
#pragma once

#include "model/told.h"
#include "visible/finder.h"

namespace imprint_conform {

// All judge the best label of the sight; without one they fail, but for a search that its bounds ended, which is
// unclear.
Told judge_present(const Sight& sight);                 // 5.2 a: a label in words is there
Told judge_ai_element(const Sight& sight);              // 5.2 b: 人工智能 or AI, not denied
Told judge_generation_element(const Sight& sight);      // 5.2 b: 生成 or 合成; English alone: review
Told judge_edge(const Sight& sight);                    // 5.2 c: at an edge or corner
Told judge_legibility(const Sight& sight);              // 5.2 d: read as delivered, and at half size after JPEG 60
Told judge_contrast(const Sight& sight, double ratio);  // 5.2 d: at least `ratio` : 1
Told judge_height(const Sight& sight,
                  double percent);  // 5.2 e: ink over: pass; ink and em under: fail; between: review

}  // namespace imprint_conform
