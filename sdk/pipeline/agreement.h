// Whether the layers of a file speak of one picture (spec/verdict.md 2, "Agreement").
#pragma once

#include "pipeline/evidence.h"

namespace imprint::pipeline {

// Agree only if the mark is that of every label there is.
Agreement compare_layers(const AigcEvidence& aigc, const watermark::Detection& mark);

// Every pair of layers, into `evidence`. Of several marks the one leads that is the mark of the labels, else of the
// manifest, else of what the caller knows, else the first: the others are told, and decide nothing.
void compare(Evidence& evidence, const Limits& limits);

// The pairs of the manifest alone.
void compare_manifest(Evidence& evidence, const Limits& limits);

}  // namespace imprint::pipeline
