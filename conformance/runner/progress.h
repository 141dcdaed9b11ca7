// How far a run is and how long it will still take: on a terminal, and nowhere else.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace imprint_conform {

class Progress {
 public:
  // `done` jobs stood in the ledger already. Quiet where stderr is no terminal.
  Progress(uint64_t total, uint64_t done, bool quiet);
  ~Progress();
  void finished(const std::string& job);  // from any thread

 private:
  void show(const std::string& job);

  std::mutex mutex_;
  uint64_t total_, done_, before_;
  bool quiet_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now(), shown_{};
};

}  // namespace imprint_conform
