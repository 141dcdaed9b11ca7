// Times and memory of one operation, taken in a process of its own.
#pragma once

#include <cstdint>
#include <functional>

namespace imprint::bench {

struct Budget {
  int min_runs = 3;
  int max_runs = 25;
  double seconds = 1;  // no further run is begun after that
};

struct Measurement {
  bool done = false;  // false: the operation or its preparation failed
  int runs = 0;
  double wall_ms_min = 0, wall_ms_median = 0;
  double cpu_ms_min = 0, cpu_ms_median = 0;  // of all threads
  // Highest resident memory during a run above that before it; -1 = unknown. The first run also pays for what stays:
  // plans, fonts, and the pages of the library's code that it is the first to need.
  int64_t first_run_memory_bytes = -1, memory_bytes = -1;
};

// `prepare` makes whatever the operation needs and gives the operation; before each run of that, `reset` is not timed.
struct Operation {
  std::function<void()> reset;
  std::function<bool()> run;  // false: the answer is not the expected one
};
Measurement measure(const std::function<Operation()>& prepare, const Budget& budget);

// Processor time of all threads of this process so far.
double cpu_ms();

// Keeps this process, and those it starts, on the core it is on.
bool stay_on_one_core();

}  // namespace imprint::bench
