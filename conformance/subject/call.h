// Calls of a subject, whatever its kind: one interface, the same limits, and nothing left behind (spec/conformance.md
// 3).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "model/exhibit.h"
#include "subject/subject.h"

namespace imprint_conform {

struct CallResult {
  Ended ended = Ended::kNotCalled;
  int exit_code = 0, signal = 0;
  std::string out, err;      // "{work}" stands for the folder of the call
  std::string complaint;     // why it was stopped or not started, or why its answer cannot be read; empty: all is well
  double seconds = 0;        // for run.json alone
  uint64_t peak_memory = 0;  // bytes, resident, of the program and all that it started; for run.json alone
  bool network_closed = false;

  // It ended by itself and its answer can be read.
  bool answered() const { return ended == Ended::kExited && complaint.empty(); }
};

struct CallOptions {
  std::string work_folder;  // each call makes a fresh folder in it, and removes it
  std::string tool;         // {tool}: the imprint program; empty: a subject that needs it cannot be called
};

// Calls may be made by several threads at once; those of a stream wait for each other.
class Callee {
 public:
  virtual ~Callee() = default;
  virtual bool can(const std::string& verb) const = 0;

  // `values` of placeholders. A file at {in} is copied into the call's folder, what the program wrote to {out} there is
  // moved to the path given, which does not exist before; {log} and {key} are used where they are. A verb that the
  // subject lacks is kNotCalled.
  virtual CallResult call(const std::string& verb, const std::map<std::string, std::string>& values) = 0;
};

// Of a folder subject: one that can do nothing.
std::unique_ptr<Callee> make_callee(const Subject& subject, const CallOptions& options);

// How memory is limited, for the report: "resident memory of all processes, RLIMIT_DATA of each at twice that".
std::string_view memory_limit_in_words();

}  // namespace imprint_conform
