// Recording a copy that leaves without its visible label, or over somebody's label or mark, before it leaves.
#pragma once

#include <string>

#include "api/options.h"
#include "base/bytes.h"
#include "pipeline/evidence.h"
#include "record/log.h"

namespace imprint::api {

// Fills in the digest of `file`, and the time where it is 0. Returns the hash of the record.
Result<std::string> log_copy(const std::string& path, record::Entry entry, ByteView file);

// With a path, and when anything was replaced. `entry` says what was written.
Status log_replacement(imprint_text path, const pipeline::Replacement& replacement, record::Entry entry, ByteView file);

}  // namespace imprint::api
