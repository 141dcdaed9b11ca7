// How far the work on many inputs is, and how long it will still take: one line on stderr, at a terminal only.
#pragma once

#include <chrono>
#include <cstddef>

namespace imprint_cli {

class Progress {
 public:
  explicit Progress(size_t count);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void clear();            // before anything else is printed
  void show(size_t done);  // at most ten times a second

 private:
  using Clock = std::chrono::steady_clock;
  const size_t count_;
  const bool on_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point shown_{};
  bool visible_ = false;
};

}  // namespace imprint_cli
