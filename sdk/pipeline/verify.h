// Evidence of every layer of a file, and the verdict.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/evidence.h"

namespace imprint::pipeline {

struct VerifyOptions {
  bool declared = false;   // by the uploader
  bool watermark = true;   // look for one: decodes the pixels
  bool search = true;      // for crops, turns and screenshots too
};

// Fails only when the container cannot be walked, or when nothing of the file can be checked: labels are not read in its
// format, and its pixels are not either, are damaged or were not asked for. Otherwise "not checked" is evidence.
Result<Evidence> verify(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options, const Limits& limits);

// The AIGC layer alone.
Result<Evidence> read_aigc(ByteView file, const Limits& limits);

}  // namespace imprint::pipeline
