// The processes below one process, read from /proc without allocating: for code between fork and exec.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

namespace imprint_conform {

struct ProcessTree {
  static constexpr size_t kMost = 512;
  pid_t pids[kMost];
  size_t count = 0;
  uint64_t resident_bytes = 0;  // of all of them together; shared pages count for each
  bool more = false;            // there were more than kMost
};

// Everything below `root`, itself not included. Async-signal-safe; for processes of one thread.
void read_tree(pid_t root, ProcessTree& tree);

}  // namespace imprint_conform
