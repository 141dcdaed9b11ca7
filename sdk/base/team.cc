#include "base/team.h"

#include <algorithm>
#include <chrono>

namespace imprint {
namespace {

// Parts per thread: more than one, as they cost unequally; not many, as each may set up something.
constexpr int kPartsPerThread = 4;

constexpr std::chrono::microseconds kWatch{1000};

}  // namespace

struct Team::Task {
  int count;
  int part;  // indices in a part
  const std::function<void(int, int)>& body;
  std::atomic<int> next = 0;
  std::mutex mutex{};
  std::exception_ptr failure = nullptr;
};

Team::~Team() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  begins_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void Team::share(int count, const std::function<void(int, int)>& body) {
  if (progress_.is_cancelled()) throw Cancelled{};
  const int shares = static_cast<int>(size_) * kPartsPerThread;
  if (size_ == 1 || count < 2) return body(0, count);
  Task task{count, std::max(1, (count + shares - 1) / shares), body};
  start_workers();
  {
    const std::lock_guard lock(mutex_);
    task_ = &task;
    ++round_;
    busy_ = static_cast<unsigned>(workers_.size());
  }
  begins_.notify_all();
  take_parts(task);
  std::unique_lock lock(mutex_);
  ends_.wait(lock, [&] { return busy_ == 0; });
  task_ = nullptr;
  if (task.failure) std::rethrow_exception(task.failure);
}

// A system that has no more threads to give leaves the work to those that there are.
void Team::start_workers() {
  while (workers_.size() + 1 < size_) {
    try {
      workers_.emplace_back(&Team::work, this, round_.load());
    } catch (const std::system_error&) {
      return;
    }
  }
}

// A worker that waited a moment for the next task is woken on a core of its own; one that sleeps at once is often woken
// on the core of who woke it, and both then share that.
void Team::watch(unsigned seen) const {
  const auto until = std::chrono::steady_clock::now() + kWatch;
  while (round_.load(std::memory_order_relaxed) == seen && std::chrono::steady_clock::now() < until)
    std::this_thread::yield();
}

void Team::work(unsigned seen) {
  std::unique_lock lock(mutex_);
  for (;;) {
    lock.unlock();
    watch(seen);
    lock.lock();
    begins_.wait(lock, [&] { return stop_ || round_ != seen; });
    if (stop_) return;
    seen = round_;
    Task& task = *task_;
    lock.unlock();
    take_parts(task);
    lock.lock();
    if (--busy_ == 0) ends_.notify_one();
  }
}

void Team::take_parts(Task& task) {
  for (;;) {
    const int begin = task.next.fetch_add(task.part);
    if (begin >= task.count) return;
    try {
      task.body(begin, std::min(begin + task.part, task.count));
    } catch (...) {
      const std::lock_guard lock(task.mutex);
      if (!task.failure) task.failure = std::current_exception();
      task.next = task.count;
    }
  }
}

}  // namespace imprint
