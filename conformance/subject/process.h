// One program of a subject under its limits, from start to end (keeper.h says who looks after it).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "model/exhibit.h"

namespace imprint_conform {

struct KeeperReport;

struct ProcessOrder {
  std::vector<std::string> argv;         // argv[0]: a path, or a name that stands on PATH
  std::vector<std::string> environment;  // "NAME=value"
  std::string folder;                    // it runs there, and everything in it counts as its output
  uint64_t memory_bytes = 0, output_bytes = 0, folder_bytes = 0;
};

// How it ended; `ended` is kNotCalled while it runs.
struct ProcessEnd {
  Ended ended = Ended::kNotCalled;
  int exit_code = 0, signal = 0;
  std::string complaint;  // why the suite stopped it or could not start it
  uint64_t peak_bytes = 0;
  bool network_closed = false;
};

// Used by one thread at a time; different processes are independent. The destructor leaves nothing running.
class Process {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Process(const ProcessOrder& order);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool running() const { return end_.ended == Ended::kNotCalled; }
  bool network_closed() const { return end_.network_closed; }

  // A new count of what it says begins, and what it writes is looked for in `folder`.
  void begin_request(const std::string& folder);

  const ProcessEnd& end() const { return end_; }

  // Takes in what it says, until `deadline`, its end or, on demand, a whole line on stdout. Past the deadline it still
  // runs: stop() ends it.
  void wait(Clock::time_point deadline, bool for_a_line = false);
  bool has_line() const { return out_.find('\n') != std::string::npos; }
  std::string take_line();  // without its line end

  // False when it has ended or does not read.
  bool send(const std::string& text, Clock::time_point deadline);
  void close_input();  // its stdin ends here

  // Ends it and everything below it, for the reason given; nothing happens when it has ended already.
  void stop(Ended reason, const std::string& complaint);

  std::string take_out();
  std::string take_err();

 private:
  void start(const ProcessOrder& order);
  bool take_from(int& fd, std::string& to);
  bool read_report(KeeperReport& report);
  void take_end();
  void check_sizes();
  void settle(Ended reason, const std::string& complaint);

  std::string program_, folder_;
  uint64_t output_bytes_, folder_bytes_;
  uint64_t said_bytes_ = 0;
  Clock::time_point next_look_at_folder_;
  int in_ = -1, out_fd_ = -1, err_fd_ = -1, control_ = -1, report_ = -1;
  std::string out_, err_;
  ProcessEnd end_;
};

// Bytes in files below `folder`; links are not followed. What disappears meanwhile does not count.
uint64_t bytes_below(const std::string& folder);

}  // namespace imprint_conform
