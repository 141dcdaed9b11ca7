// Compressed manifests (spec/manifest-format.md 2.3): a box c2cm around the Brotli stream of a whole manifest.
#pragma once

#include "manifest/jumbf.h"

namespace imprint::manifest {

// All compressed manifests of a store together, decompressed.
inline constexpr size_t kMaxInflatedBytes = 32u << 20;

// What a store may still cost.
struct InflateBudget {
  size_t bytes = kMaxInflatedBytes;
  size_t boxes = 0;  // counted so far, those of the store included
};

// `box` borrows from `bytes`; moving keeps both.
struct Inflated {
  Bytes bytes;
  Superbox box;
};

// The manifest in `compressed`, a superbox c2cm. kManifestMalformed, kTruncated, kMalformed, kLimitExceeded.
Result<Inflated> inflate_manifest(const Superbox& compressed, InflateBudget& budget);

}  // namespace imprint::manifest
