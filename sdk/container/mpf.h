// Multi-picture JPEGs (CIPA DC-007): the list in APP2 "MPF" that says where the pictures behind EOI are.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"

namespace imprint::container {

// `after` is `before` with other segments or scans and the same bytes behind EOI. The list counts from its own place,
// so whatever changes the length of the first picture has to call this: it makes the list in `after` point where the
// one in `before` pointed. Files without the list, with a damaged one, or with other bytes behind EOI, stay unchanged.
void restore_mpf_offsets(ByteView before, Bytes& after, const Limits& limits);

}  // namespace imprint::container
