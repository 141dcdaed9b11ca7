#include "measure.h"

#include <malloc.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <fstream>
#include <string>
#include <vector>

namespace imprint::bench {

double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

namespace {

double wall_ms() {
  using namespace std::chrono;
  return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

// A line such as "VmHWM:    1234 kB" of /proc/self/status, in bytes; -1 where there is none.
int64_t status_bytes(const char* name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::strtoll(line.c_str() + std::strlen(name), nullptr, 10) * 1024;
  return -1;
}

// Gives unused memory back and begins a new high-water mark; the resident memory now, -1 where the kernel cannot do it.
int64_t begin_memory() {
  malloc_trim(0);
  std::ofstream clear("/proc/self/clear_refs");
  clear << "5" << std::flush;
  return clear ? status_bytes("VmRSS:") : -1;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// What a run needed at its height; false if its answer is wrong.
bool take_memory(const Operation& operation, int64_t& bytes) {
  if (operation.reset) operation.reset();
  const int64_t before = begin_memory();
  if (!operation.run()) return false;
  if (before >= 0) bytes = std::max<int64_t>(0, status_bytes("VmHWM:") - before);
  return true;
}

// The first two runs count for memory only.
Measurement measure_here(const Operation& operation, const Budget& budget) {
  Measurement m;
  if (!take_memory(operation, m.first_run_memory_bytes) || !take_memory(operation, m.memory_bytes)) return m;

  std::vector<double> wall, cpu;
  const double end = wall_ms() + budget.seconds * 1e3;
  while (m.runs < budget.min_runs || (m.runs < budget.max_runs && wall_ms() < end)) {
    if (operation.reset) operation.reset();
    const double wall_start = wall_ms(), cpu_start = cpu_ms();
    const bool good = operation.run();
    cpu.push_back(cpu_ms() - cpu_start);
    wall.push_back(wall_ms() - wall_start);
    if (!good) return m;
    ++m.runs;
  }
  m.wall_ms_min = *std::min_element(wall.begin(), wall.end());
  m.cpu_ms_min = *std::min_element(cpu.begin(), cpu.end());
  m.wall_ms_median = median(wall);
  m.cpu_ms_median = median(cpu);
  m.done = true;
  return m;
}

[[noreturn]] void be_child(int to, const std::function<Operation()>& prepare, const Budget& budget) {
  Measurement m;
  try {
    m = measure_here(prepare(), budget);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
  }
  const bool told = write(to, &m, sizeof m) == static_cast<ssize_t>(sizeof m);
  _exit(told ? 0 : 1);
}

}  // namespace

Measurement measure(const std::function<Operation()>& prepare, const Budget& budget) {
  Measurement m;
  int ends[2];
  if (pipe(ends) != 0) return m;
  const pid_t child = fork();
  if (child == 0) be_child(ends[1], prepare, budget);
  close(ends[1]);
  Measurement told;
  if (child > 0 && read(ends[0], &told, sizeof told) == static_cast<ssize_t>(sizeof told)) m = told;
  close(ends[0]);
  if (child > 0) waitpid(child, nullptr, 0);
  return m;
}

bool stay_on_one_core() {
  const int core = sched_getcpu();
  if (core < 0) return false;
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core, &cores);
  return sched_setaffinity(0, sizeof cores, &cores) == 0;
}

}  // namespace imprint::bench
