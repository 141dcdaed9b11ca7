// One call: its context, its callbacks, its answer.
#include "jobs.h"

#include <algorithm>
#include <utility>

namespace imprint_node {

void Exchange::settle(bool ok, const uint8_t* data, size_t size) {
  const std::lock_guard<std::mutex> lock(mutex);
  if (done) return;
  done = true;
  answered = ok;
  if (ok) answer.assign(data, data + size);
  settled.notify_all();
}

Job::~Job() { imprint_context_destroy(child_); }

void Job::drop(napi_env env) {
  for (SignerFunctions& signer : signers_)
    for (napi_ref* one : {&signer.sign, &signer.time_stamp})
      if (*one != nullptr) napi_delete_reference(env, std::exchange(*one, nullptr));
  for (napi_ref* one : {&holder_, &progress_, &event_})
    if (*one != nullptr) napi_delete_reference(env, std::exchange(*one, nullptr));
}

SignerFunctions& Job::add_signer() {
  signers_.push_back({this, nullptr, nullptr});
  return signers_.back();
}

void Job::follow(napi_env env, ContextHolder* parent, napi_value holder, napi_value follow) {
  parent_ = parent;
  const bool followed = !is_absent(env, follow);
  if (followed) id_ = uint64_from(env, property(env, follow, "id"), "id");
  if (parent == nullptr) return;
  imprint_derive_options options = IMPRINT_DERIVE_OPTIONS_INIT;
  options.user_data = this;
  const auto function = [&](const char* name, napi_ref* out) {
    const napi_value value = followed ? property(env, follow, name) : nullptr;
    if (value == nullptr || is_absent(env, value)) return false;
    if (type_of(env, value) != napi_function) throw type_error(std::string(name) + " has to be a function");
    check(env, napi_create_reference(env, value, 1, out));
    return true;
  };
  if (function("progress", &progress_)) options.progress = &Job::progress;
  if (function("event", &event_)) options.event = &Job::event;
  check(env, napi_create_reference(env, holder, 1, &holder_));
  if (imprint_context_derive(parent->handle, &options, &child_, nullptr) != IMPRINT_OK)
    throw JsError(JsError::Kind::kPlain, "no memory for a context");
}

void Job::use(ContextHolder* parent) {
  if (parent != nullptr && parent->running > 0 && changes_context())
    throw JsError(JsError::Kind::kPlain, "nothing can be added to a context while calls run on it");
  parent_ = parent;
}

napi_value Job::promise(napi_env env) {
  napi_value out = nullptr;
  check(env, napi_create_promise(env, &deferred_, &out));
  return out;
}

void Job::run() {
  imprint_error error = {IMPRINT_OK, {0}};
  status_ = cancelled_ ? IMPRINT_ERR_CANCELLED : call(&error);
  message_ = error.message;
  // A question that was given up because of the cancelling is not what failed.
  if (cancelled_ && (status_ == IMPRINT_ERR_SIGNER || status_ == IMPRINT_ERR_TIME_STAMP))
    status_ = IMPRINT_ERR_CANCELLED;
  if (cancelled_ && status_ == IMPRINT_ERR_CANCELLED) message_ = "the call was cancelled";
}

void Job::report() {
  environment_.post([this](napi_env env) { environment_.finish(env, *this); });
}

bool Job::run_here() {
  imprint_error error = {IMPRINT_OK, {0}};
  status_ = call(&error);
  message_ = error.message;
  return status_ == IMPRINT_OK;
}

void Job::stop() {
  cancelled_ = true;
  imprint_context_cancel(child_);
  const std::lock_guard<std::mutex> lock(exchange_mutex_);
  if (exchange_ != nullptr) exchange_->settle(false, nullptr, 0);
}

void Job::cancel() {
  stop();
  if (!Pool::get().withdraw(*this)) return;
  run();  // which calls nothing any more
  report();
}

napi_value Job::failure(napi_env env) const {
  napi_value out = js_object(env);
  set(env, out, "status", js_number(env, status_));
  set(env, out, "code", js_string(env, imprint_status_name(status_)));
  set(env, out, "message", js_string(env, message_));
  return out;
}

void Job::settle(napi_env env) {
  try {
    if (status_ != IMPRINT_OK) {
      check(env, napi_reject_deferred(env, deferred_, failure(env)));
    } else {
      check(env, napi_resolve_deferred(env, deferred_, answer(env)));
    }
  } catch (const JsError& error) {  // no memory for the answer
    napi_value thrown = nullptr;
    raise(env, error);
    if (napi_get_and_clear_last_exception(env, &thrown) == napi_ok) napi_reject_deferred(env, deferred_, thrown);
  }
}

// ---- Callbacks ----

// lib/follow.js makes the functions that are called here: they do not throw, and keep what the caller's throw for the
// call's error.
void Job::tell(napi_env env, napi_ref function, napi_value value) {
  napi_value callee = nullptr;
  napi_value said = nullptr;
  bool go_on = true;
  check(env, napi_get_reference_value(env, function, &callee));
  check(env, napi_call_function(env, js_undefined(env), callee, 1, &value, &said));
  if (type_of(env, said) == napi_boolean) check(env, napi_get_value_bool(env, said, &go_on));
  if (!go_on) cancel();
}

int Job::progress(void* user_data, double done) {
  auto& job = *static_cast<Job*>(user_data);
  job.environment_.post([&job, done](napi_env env) {
    if (!job.cancelled_) job.tell(env, job.progress_, js_number(env, done));
  });
  return job.cancelled_ ? 1 : 0;
}

void Job::event(void* user_data, const imprint_event* event) {
  auto& job = *static_cast<Job*>(user_data);
  const std::string call = event->call;
  const std::string message(event->message.data != nullptr ? event->message.data : "", event->message.size);
  const int status = event->status;
  const auto duration_us = static_cast<double>(event->duration_us);
  job.environment_.post([=, &job](napi_env env) {
    napi_value out = js_object(env);
    set(env, out, "call", js_string(env, call));
    set(env, out, "status", js_number(env, status));
    set(env, out, "durationUs", js_number(env, duration_us));
    set(env, out, "message", js_string(env, message));
    job.tell(env, job.event_, out);
  });
}

int Job::sign(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size) {
  auto& functions = *static_cast<SignerFunctions*>(user_data);
  return functions.job->exchange(functions.sign, request, answer, capacity, size);
}

int Job::time_stamp(void* user_data, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size) {
  auto& functions = *static_cast<SignerFunctions*>(user_data);
  return functions.job->exchange(functions.time_stamp, request, answer, capacity, size);
}

int Job::exchange(napi_ref function, imprint_byte_view request, uint8_t* answer, size_t capacity, size_t* size) {
  auto exchange = std::make_shared<Exchange>();
  {
    const std::lock_guard<std::mutex> lock(exchange_mutex_);
    if (cancelled_) return 1;
    exchange_ = exchange;
  }
  environment_.post([this, function, exchange, copy = std::vector<uint8_t>(request.data, request.data + request.size)](
                        napi_env env) { ask(env, function, copy, exchange); });
  Pool::get().begin_wait();
  {
    std::unique_lock<std::mutex> lock(exchange->mutex);
    exchange->settled.wait(lock, [&] { return exchange->done; });
  }
  Pool::get().end_wait();
  {
    const std::lock_guard<std::mutex> lock(exchange_mutex_);
    exchange_ = nullptr;
  }
  if (!exchange->answered || exchange->answer.size() > capacity) return 1;
  std::copy(exchange->answer.begin(), exchange->answer.end(), answer);
  *size = exchange->answer.size();
  return 0;
}

// Calls function(request, answer), which calls answer(bytes) once there are some, or answer() when there will be none;
// lib/follow.js makes such functions.
void Job::ask(napi_env env, napi_ref function, const std::vector<uint8_t>& request,
              const std::shared_ptr<Exchange>& exchange) {
  napi_value callee = nullptr;
  napi_value answer = nullptr;
  auto held = std::make_unique<std::shared_ptr<Exchange>>(exchange);
  check(env, napi_get_reference_value(env, function, &callee));
  check(env, napi_create_function(env, "answer", NAPI_AUTO_LENGTH, &Job::answered, held.get(), &answer));
  const auto finalizer = [](napi_env, void* data, void*) {
    const std::unique_ptr<std::shared_ptr<Exchange>> owned(static_cast<std::shared_ptr<Exchange>*>(data));
    (*owned)->settle(false, nullptr, 0);  // nobody can answer any more
  };
  check(env, napi_add_finalizer(env, answer, held.release(), finalizer, nullptr, nullptr));
  napi_value arguments[] = {js_buffer(env, request.data(), request.size()), answer};
  check(env, napi_call_function(env, js_undefined(env), callee, 2, arguments, nullptr));
}

napi_value Job::answered(napi_env env, napi_callback_info info) {
  napi_value bytes = nullptr;
  size_t count = 1;
  void* data = nullptr;
  if (napi_get_cb_info(env, info, &count, &bytes, nullptr, &data) != napi_ok) return nullptr;
  const imprint_byte_view view = view_of(env, bytes);
  (*static_cast<std::shared_ptr<Exchange>*>(data))->settle(view.data != nullptr, view.data, view.size);
  return nullptr;
}

}  // namespace imprint_node
