#include "jobs.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace imprint_cli {
namespace {

constexpr unsigned kMaxJobs = 256;
constexpr size_t kWaitingPerJob = 4;

unsigned jobs = 1;

class Line {
 public:
  Line(size_t count, size_t threads, const std::function<void(size_t)>& work)
      : done_(count), most_ahead_(threads * kWaitingPerJob), work_(work) {}

  // Of each thread, until nothing is left.
  void work() {
    for (size_t i; take(i);) {
      work_(i);
      const std::lock_guard lock(mutex_);
      done_[i] = true;
      changed_.notify_all();
    }
  }

  void wait_for(size_t i) {
    std::unique_lock lock(mutex_);
    told_ = i;
    changed_.notify_all();
    changed_.wait(lock, [&] { return static_cast<bool>(done_[i]); });
  }

  // What has not begun stays undone.
  void stop() {
    const std::lock_guard lock(mutex_);
    next_ = done_.size();
    changed_.notify_all();
  }

 private:
  bool take(size_t& i) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return next_ == done_.size() || next_ < told_ + most_ahead_; });
    if (next_ == done_.size()) return false;
    i = next_++;
    return true;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<bool> done_;
  size_t next_ = 0, told_ = 0;
  const size_t most_ahead_;
  const std::function<void(size_t)>& work_;
};

// However the telling ends, the threads do.
class AtEnd {
 public:
  explicit AtEnd(Line& line) : line_(line) {}
  ~AtEnd() { line_.stop(); }
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;

 private:
  Line& line_;
};

}  // namespace

void add_jobs_option(CLI::App& app) {
  app.add_option_function<unsigned>(
         "-j,--jobs", [](unsigned n) { jobs = n == 0 ? std::max(1u, std::thread::hardware_concurrency()) : n; },
         "inputs to work on at once (default 1; 0: one per core); answers keep the order of the inputs")
      ->type_name("N")
      ->check(CLI::Range(0u, kMaxJobs));
}

void run_in_order(size_t count, const std::function<void(size_t)>& work, const std::function<void(size_t)>& tell) {
  const size_t threads = std::min<size_t>(jobs, count);
  if (threads <= 1) {
    for (size_t i = 0; i < count; ++i) work(i), tell(i);
    return;
  }
  Line line(count, threads, work);
  std::vector<std::jthread> pool;
  const AtEnd end(line);
  for (size_t i = 0; i < threads; ++i) pool.emplace_back([&line] { line.work(); });
  for (size_t i = 0; i < count; ++i) {
    line.wait_for(i);
    tell(i);
  }
}

}  // namespace imprint_cli
