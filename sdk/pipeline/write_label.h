// The AIGC label alone, written into a file, and what there is to say of it.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/evidence.h"

namespace imprint::pipeline {

struct WrittenLabel {
  Bytes bytes;
  Evidence evidence;  // the label as it reads back; notes on the manifest that no longer fits, and on what lint would warn of
};
struct WriteOptions {
  bool strict = false;      // what lint would warn of is refused
  std::string replacement;  // who allowed to replace another producer's label; empty = nobody
};
// Errors: those of aigc::write(); kAlreadyLabelled.
Result<WrittenLabel> write_label(ByteView file, const aigc::Label& label, const WriteOptions& options, const Limits& limits);

}  // namespace imprint::pipeline
