// The verdict by the table of Art. 6 of the Measures (spec/verdict.md). Pure: evidence in, verdict out.
#pragma once

#include "pipeline/evidence.h"

namespace imprint::pipeline {

Agreement compare_layers(const AigcEvidence& aigc, const WatermarkEvidence& watermark);
// The watermark is the mark of what the caller knows of the picture.
bool matches_known(const Evidence& evidence);
Verdict judge(const Evidence& evidence);

}  // namespace imprint::pipeline
