// Calls that run on workers: the job of one call, the threads, and the way back to the JavaScript thread.
#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "values.h"

namespace imprint_node {

class Job;

/// A context of JavaScript's. Calls run on contexts derived from it, so it may be closed while they do.
struct ContextHolder {
  imprint_context* handle = nullptr;
  size_t running = 0;  // calls; while there are some nothing can be added (spec/abi.md 7.1)
};

/// What an addon keeps for one JavaScript thread: the main one, or a worker of node:worker_threads.
class Environment {
 public:
  explicit Environment(napi_env env);
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  /// Of any thread: `message` runs on the JavaScript thread, in the order of posting.
  void post(std::function<void(napi_env)> message);
  /// Of the JavaScript thread: keeps the job until it is finished.
  void submit(std::unique_ptr<Job> job);
  void finish(napi_env env, Job& job);
  void cancel(uint64_t id);
  /// Ends its calls, and takes no more: before the thread or the process ends.
  void stop();

 private:
  friend class Pool;
  static void teardown(void* self);

  napi_env env_;
  napi_threadsafe_function deliver_ = nullptr;
  std::map<Job*, std::unique_ptr<Job>> jobs_;
  std::atomic<bool> closing_{false};
  size_t in_flight_ = 0;  // guarded by the pool
};

/// The threads of the process that calls run on: as many at once as there are processors. One that waits for JavaScript
/// does not count, so that functions that sign may themselves make calls.
class Pool {
 public:
  static Pool& get();
  void push(Job& job);
  /// False when a worker has taken it.
  bool withdraw(Job& job);
  void begin_wait();
  void end_wait();
  /// Until no job of this environment is with a worker.
  void await(const Environment& environment);
  /// Ends what runs: before libraries are taken down at the end of the process.
  void shut();

 private:
  void spawn_if_needed();
  void work();

  std::mutex mutex_;
  std::condition_variable ready_, idle_;
  std::vector<Job*> queue_, taken_;
  size_t limit_ = 1, threads_ = 0, running_ = 0, waiting_ = 0;
  bool shut_ = false;
};

/// The functions of one signer.
struct SignerFunctions {
  Job* job;
  napi_ref sign, time_stamp;
};

/// A question to a function of JavaScript, and its answer.
struct Exchange {
  std::mutex mutex;
  std::condition_variable settled;
  bool done = false, answered = false;
  std::vector<uint8_t> answer;

  void settle(bool ok, const uint8_t* data, size_t size);
};

/// One call: made and ended on the JavaScript thread, run on a worker.
class Job {
 public:
  explicit Job(Environment& environment) : environment_(environment) {}
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;
  virtual ~Job();

  /// Makes the context of this call; `follow` is absent, or has id, progress and event.
  void follow(napi_env env, ContextHolder* parent, napi_value holder, napi_value follow);
  /// The context of a call that is made at once.
  void use(ContextHolder* parent);
  napi_value promise(napi_env env);
  SignerFunctions& add_signer();

  void run();     // on a worker
  void report();  // the last that a worker does with it
  void cancel();  // on the JavaScript thread; twice is fine
  void stop();    // the same for one that a worker has, of any thread
  void settle(napi_env env);
  void drop(napi_env env);  // the references it holds

  /// {status, code, message}: what lib/errors.js makes an ImprintError of.
  napi_value failure(napi_env env) const;
  bool run_here();  // at once, on this thread; whether it succeeded

  Environment& environment() { return environment_; }
  const imprint_context* context() const { return child_ != nullptr ? child_ : parent_->handle; }
  ContextHolder* parent() { return parent_; }
  uint64_t id() const { return id_; }

  static int sign(void* functions, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size);
  static int time_stamp(void* functions, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size);

  Arena arena;

 protected:
  virtual imprint_status call(imprint_error* error) = 0;
  virtual bool changes_context() const = 0;  // spec/abi.md 7.1
  virtual napi_value answer(napi_env env) = 0;

 private:
  static int progress(void* job, double done);
  static void event(void* job, const imprint_event* event);
  int exchange(napi_ref function, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size);
  void ask(napi_env env, napi_ref function, const std::vector<uint8_t>& request,
           const std::shared_ptr<Exchange>& exchange);
  void tell(napi_env env, napi_ref function, napi_value value);
  static napi_value answered(napi_env env, napi_callback_info info);

  Environment& environment_;
  ContextHolder* parent_ = nullptr;
  imprint_context* child_ = nullptr;
  uint64_t id_ = 0;
  std::atomic<bool> cancelled_{false};
  imprint_status status_ = IMPRINT_OK;
  std::string message_;
  std::mutex exchange_mutex_;
  std::shared_ptr<Exchange> exchange_;
  std::deque<SignerFunctions> signers_;
  napi_deferred deferred_ = nullptr;
  napi_ref holder_ = nullptr, progress_ = nullptr, event_ = nullptr;
};

}  // namespace imprint_node
