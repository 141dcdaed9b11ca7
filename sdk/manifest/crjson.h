// crJSON: a manifest store with its validation in C2PA's exchange form (C2PA 2.4 "crJSON"; spec/manifest-format.md 9).
#pragma once

#include "manifest/validate.h"

namespace imprint::manifest {

// Valid under spec/schema/crjson.schema.json. `now`: when it was validated; `version`: of the SDK. A store that cannot
// be read has no manifests, and its findings stand apart. Empty when none was found. What the budget does not reach is left out
// (Limits::status).
std::string to_crjson(const Validation& validation, ByteView store, int64_t now, const std::string& version,
                      const Limits& limits);

}  // namespace imprint::manifest
