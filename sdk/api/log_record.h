// Recording a copy that leaves without its visible label: by imprint_log_append() and by imprint_mark().
#pragma once

#include <string>

#include "base/bytes.h"
#include "record/log.h"

namespace imprint::api {

// Fills in the digest of `file`, and the time where it is 0. Returns the hash of the record.
Result<std::string> log_copy(const std::string& path, record::Entry entry, ByteView file);

}  // namespace imprint::api
