// What programs that generate pictures leave in metadata beside any label: the "other traces" of Art. 6 (3) of the Measures
// (spec/aigc-label.md 7).
#pragma once

#include "aigc/metadata_block.h"

namespace imprint::aigc {

// Adds the trace that the block is, if it is one; a block is one at most.
void note_trace(const MetadataBlock& block, const Limits& limits, ReadResult& out);

}  // namespace imprint::aigc
