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
// With `strict` what lint would warn of is refused. Errors: those of aigc::write().
Result<WrittenLabel> write_label(ByteView file, const aigc::Label& label, bool strict, const Limits& limits);

}  // namespace imprint::pipeline
