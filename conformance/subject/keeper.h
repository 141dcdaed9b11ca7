// A process of the suite's own between the suite and a program of a subject: it starts the program, counts its memory,
// and leaves nothing of it alive, whatever the program forked. Used by lodge.cc alone.
//
// suite -- lodge -- keeper (reaper of all that is below it) -- program -- whatever the program starts
//
// The keeper is made by fork() and never calls exec: it calls async-signal-safe functions alone.
#pragma once

#include <cstdint>

namespace imprint_conform {

// All of it is made before the fork.
struct KeeperOrder {
  const char* program;
  char* const* argv;
  char* const* environment;
  const char* folder;
  int in, out, err;       // the program's three
  int control;            // a byte, or its end: stop
  int report;             // gets two KeeperReports: when the program has started or could not, and after its end
  uint64_t memory_bytes;  // of the program and all below it, resident; twice that is RLIMIT_DATA of each of them
  uint64_t file_bytes;    // RLIMIT_FSIZE
};

enum class Stopped : int32_t { kNo, kAsked, kMemory, kProcesses };

struct KeeperReport {
  int32_t status = 0;       // of waitpid(2), of the program itself
  int32_t start_error = 0;  // errno, when the program could not be started
  Stopped stopped = Stopped::kNo;
  int32_t network_closed = 0;
  uint64_t peak_bytes = 0;
};

// Runs in the child of fork(), and does not come back.
[[noreturn]] void keep(const KeeperOrder& order);

}  // namespace imprint_conform
