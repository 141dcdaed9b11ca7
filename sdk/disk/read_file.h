// A whole file, read once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "disk/bulk_memory.h"
#include "disk/target.h"

namespace imprint::disk {

using FileBytes = std::vector<uint8_t, BulkAllocator<uint8_t>>;

enum class ReadFault { kNone, kMissing, kRefused, kTooLarge };

struct ReadResult {
  ReadFault fault = ReadFault::kNone;
  Reason reason;         // of kMissing and kRefused
  uint64_t size_bytes = 0;  // of kTooLarge: what the file says of itself
  FileBytes bytes;
};

// A regular file of at most `limit` bytes; no more of it is read. Pipes and devices are refused, without waiting for who writes to them.
[[nodiscard]] ReadResult read_file(const std::string& path, uint64_t limit);

}  // namespace imprint::disk
