// Where a file says that its C2PA manifest is kept: XMP dcterms:provenance (spec/manifest-format.md 3.1).
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/limits.h"

namespace imprint::aigc {

// The address as the file gives it, for people to read: nothing is fetched. Empty when there is none, when it is longer
// than 2048 bytes or holds anything but visible ASCII, or when the metadata cannot be read.
std::string remote_manifest(ByteView file, const Limits& limits);

}  // namespace imprint::aigc
