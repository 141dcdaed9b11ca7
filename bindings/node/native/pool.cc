// The environment of a JavaScript thread, and the threads that calls run on.
#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <thread>

#include "jobs.h"

namespace imprint_node {
namespace {

// Runs what was posted; without an environment the JavaScript thread is ending.
void deliver(napi_env env, napi_value, void*, void* data) {
  const std::unique_ptr<std::function<void(napi_env)>> message(static_cast<std::function<void(napi_env)>*>(data));
  if (env == nullptr) return;
  try {
    (*message)(env);
  } catch (const JsError& error) {
    raise(env, error);
  }
}

}  // namespace

Environment::Environment(napi_env env) : env_(env) {
  check(env, napi_create_threadsafe_function(env, nullptr, nullptr, js_string(env, "imprint"), 0, 1, nullptr, nullptr,
                                             nullptr, deliver, &deliver_));
  check(env, napi_unref_threadsafe_function(env, deliver_));
  // Runs before the function above is taken down, since the last hook that was added is the first to run.
  check(env, napi_add_env_cleanup_hook(env, &Environment::teardown, this));
}

void Environment::post(std::function<void(napi_env)> message) {
  if (closing_) return;
  auto owned = std::make_unique<std::function<void(napi_env)>>([this, run = std::move(message)](napi_env env) {
    if (!closing_) run(env);  // else the job is gone
  });
  if (napi_call_threadsafe_function(deliver_, owned.get(), napi_tsfn_nonblocking) == napi_ok)
    static_cast<void>(owned.release());
}

void Environment::submit(std::unique_ptr<Job> job) {
  Job& one = *job;
  if (closing_) throw JsError(JsError::Kind::kPlain, "the thread is ending");
  if (jobs_.empty()) check(env_, napi_ref_threadsafe_function(env_, deliver_));
  Pool::get().push(one);  // what it reports is read on this thread, and so not before the lines below
  jobs_.emplace(&one, std::move(job));
  if (one.parent() != nullptr) ++one.parent()->running;
}

void Environment::finish(napi_env env, Job& job) {
  if (job.parent() != nullptr) --job.parent()->running;
  job.settle(env);
  job.drop(env);
  jobs_.erase(&job);
  if (jobs_.empty()) check(env, napi_unref_threadsafe_function(env, deliver_));
}

void Environment::cancel(uint64_t id) {
  for (const auto& [job, owned] : jobs_)
    if (job->id() == id) return job->cancel();
}

void Environment::teardown(void* self) { static_cast<Environment*>(self)->stop(); }

void Environment::stop() {
  if (closing_.exchange(true)) return;
  for (const auto& [job, owned] : jobs_) job->cancel();
  Pool::get().await(*this);
  jobs_.clear();
}

// Never destroyed: its threads wait on it until the process is gone.
Pool& Pool::get() {
  static Pool& pool = []() -> Pool& {
    auto& made = *new Pool;
    made.limit_ = std::max(1u, std::thread::hardware_concurrency());
    std::atexit([] { get().shut(); });
    return made;
  }();
  return pool;
}

void Pool::push(Job& job) {
  const std::lock_guard<std::mutex> lock(mutex_);
  queue_.push_back(&job);
  spawn_if_needed();
  if (threads_ == 0) {
    queue_.pop_back();
    throw JsError(JsError::Kind::kPlain, "no thread could be made");
  }
  ++job.environment().in_flight_;
  ready_.notify_one();
}

bool Pool::withdraw(Job& job) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto at = std::find(queue_.begin(), queue_.end(), &job);
  if (at == queue_.end()) return false;
  queue_.erase(at);
  --job.environment().in_flight_;
  idle_.notify_all();
  return true;
}

void Pool::begin_wait() {
  const std::lock_guard<std::mutex> lock(mutex_);
  --running_;
  ++waiting_;
  spawn_if_needed();
  ready_.notify_one();
}

void Pool::end_wait() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++running_;
  --waiting_;
}

void Pool::await(const Environment& environment) {
  std::unique_lock<std::mutex> lock(mutex_);
  idle_.wait(lock, [&] { return environment.in_flight_ == 0; });
}

void Pool::shut() {
  std::unique_lock<std::mutex> lock(mutex_);
  shut_ = true;
  for (Job* job : taken_) job->stop();
  idle_.wait(lock, [this] { return running_ + waiting_ == 0; });
}

// Where a thread cannot be made, those that there are do the work.
void Pool::spawn_if_needed() {
  if (queue_.empty() || threads_ - waiting_ >= limit_ || threads_ - waiting_ >= running_ + queue_.size()) return;
  try {
    std::thread([this] { work(); }).detach();
    ++threads_;
  } catch (const std::system_error&) {
    return;
  }
}

void Pool::work() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (threads_ - waiting_ <= limit_) {  // those that stood in for waiting ones go
    ready_.wait(lock, [this] { return !shut_ && !queue_.empty() && running_ < limit_; });
    Job& job = *queue_.front();
    Environment& environment = job.environment();
    queue_.erase(queue_.begin());
    taken_.push_back(&job);
    ++running_;
    lock.unlock();
    job.run();
    lock.lock();
    taken_.erase(std::find(taken_.begin(), taken_.end(), &job));
    --running_;
    lock.unlock();
    job.report();  // after which it may be gone
    lock.lock();
    --environment.in_flight_;
    idle_.notify_all();
  }
  --threads_;
  ready_.notify_one();
}

}  // namespace imprint_node
