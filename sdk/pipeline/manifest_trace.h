// Whether a file carries a signed manifest (C2PA), by its place in the container alone; nothing of it is read.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"

namespace imprint::pipeline {

// PNG chunk caBX, JPEG APP11 with JUMBF, chunk "C2PA" of WebP, WAV and AIFF, the uuid box of AVIF, HEIC and M4A, an object
// of C2PA in ID3v2, a store in GIF and TIFF. False where it cannot be told.
bool has_manifest(ByteView file, const Limits& limits);

// What a call says that left a signed manifest in a file whose metadata it changed.
inline constexpr const char* kManifestBrokenByLabel =
    "the signed manifest of the file no longer fits: it covers the metadata that was written. Sign the file anew, or tell its readers";

}  // namespace imprint::pipeline
