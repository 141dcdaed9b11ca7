// crJSON: a manifest store with its validation in C2PA's exchange form, key names as the reference readers write them.
#pragma once

#include "manifest/validate.h"

namespace imprint::manifest {

// `now`: when it was validated. Empty when the store cannot be read. Byte strings stand as "b64'…'"; parts that are
// neither CBOR nor JSON are named only.
std::string to_crjson(const Validation& validation, ByteView store, int64_t now);

}  // namespace imprint::manifest
