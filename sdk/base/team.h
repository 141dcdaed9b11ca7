// The threads of one call: started when there is first something to share, ended with the call.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/progress.h"

namespace imprint {

class Team {
 public:
  // `threads` counts the caller's. 0 is taken for 1.
  explicit Team(unsigned threads, Progress progress = {}) : size_(threads == 0 ? 1 : threads), progress_(std::move(progress)) {}
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  unsigned size() const { return size_; }
  const Progress& progress() const { return progress_; }

  // Calls body(begin, end) on consecutive parts of [0, count), each on whichever thread is free, and returns when all
  // are done. The first exception that a part throws is thrown again here; parts that have not begun by then are left
  // out. Throws Cancelled when the caller has cancelled. Not to be called by two threads at once or from within a body: give a body a Team of its own.
  void share(int count, const std::function<void(int begin, int end)>& body);

 private:
  struct Task;
  void start_workers();
  void work(unsigned seen);
  void watch(unsigned seen) const;
  static void take_parts(Task& task);

  const unsigned size_;
  const Progress progress_;
  std::mutex mutex_;
  std::condition_variable begins_, ends_;
  Task* task_ = nullptr;             // what the workers do now
  std::atomic<unsigned> round_ = 0;  // counts tasks, so that no worker takes one twice
  unsigned busy_ = 0;                // workers that have not finished the task
  bool stop_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace imprint
