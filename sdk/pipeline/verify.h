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

// Fails only when the container cannot be walked; damaged pixels are evidence ("not checked").
Result<Evidence> verify(ByteView file, const std::vector<watermark::Key>& keys, const VerifyOptions& options, const Limits& limits);

// The AIGC layer alone.
Result<Evidence> read_aigc(ByteView file, const Limits& limits);

}  // namespace imprint::pipeline
