// Whether the layers of a file speak of one picture (spec/verdict.md 2, "Agreement").
#pragma once

#include "pipeline/evidence.h"

namespace imprint::pipeline {

// How a mark stands to the labels of its file.
struct Comparison {
  Agreement agreement = Agreement::kNotComparable;
  std::string key_id;       // agree: of the key under which the mark_id of the first label is the mark; empty = version 1
  std::string missing_key;  // not comparable: of the key that a keyed mark_id takes and that the caller did not give
};

// Agree only if the mark is that of every label there is.
Comparison compare_with_labels(const AigcEvidence& aigc, const FoundMark& mark);
Agreement compare_layers(const AigcEvidence& aigc, const FoundMark& mark);

// Fills in the mark_ids of the labels under `keys`.
void add_keyed_mark_ids(AigcEvidence& aigc, const std::vector<MarkIdKey>& keys);

// Every pair of layers, into `evidence`. Of several marks the one leads that is the mark of the labels, else of the
// manifest, else of what the caller knows, else the first: the others are told, and decide nothing.
void compare(Evidence& evidence, const Limits& limits);

// The pairs of the manifest alone.
void compare_manifest(Evidence& evidence, const Limits& limits);

}  // namespace imprint::pipeline
