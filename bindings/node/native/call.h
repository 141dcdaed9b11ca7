// Binds the functions of the header as they stand: JavaScript's arguments become the parameters that are inputs, in
// their order, and the answer is an array of those that are outputs. A Slot is one parameter.
#pragma once
#include <tuple>
#include <vector>

#include "jobs.h"
#include "structs.h"

namespace imprint_node {

struct Function {
  const char* name;
  napi_callback callback;
};

struct SizeCheck {
  const char* name;
  size_t here;
  size_t (*there)();
};

/// The arguments of one call.
struct Inputs {
  napi_env env;
  Job& job;
  const std::vector<napi_value>& values;
  size_t next;

  napi_value take() { return next < values.size() ? values[next++] : js_undefined(env); }
  std::string name() const { return "argument " + std::to_string(next); }
};

/// The outputs of one call.
struct Outputs {
  napi_env env;
  napi_value array;
  uint32_t next = 0;

  void add(napi_value value) { check(env, napi_set_element(env, array, next++, value)); }
};

napi_value shown(napi_env env, const imprint_report* report);

/// Watermarks of a picture, as many as there are.
using Detections = std::vector<imprint_detection>;

/// The items of a batch, with what the library gives for each.
struct Batch {
  std::vector<imprint_batch_item> items;
  ~Batch();
};

struct NoInput {
  void take(Inputs&) {}
};
struct NoOutput {
  void give(Outputs&) {}
};

template <typename T>
struct Slot;

template <>
struct Slot<const imprint_context*> : NoInput, NoOutput {
  const imprint_context* value(Job& job, imprint_error*) { return job.context(); }
};

template <>
struct Slot<imprint_context*> : NoInput, NoOutput {  // of calls that add to one
  imprint_context* value(Job& job, imprint_error*) { return job.parent()->handle; }
};

template <>
struct Slot<imprint_error*> : NoInput, NoOutput {
  imprint_error* value(Job&, imprint_error* error) { return error; }
};

template <typename T>
struct Given : NoOutput {
  T given{};
  T value(Job&, imprint_error*) { return given; }
};

template <>
struct Slot<imprint_text> : Given<imprint_text> {
  void take(Inputs& in) {
    const napi_value value = in.take();
    given = in.job.arena.text(in.env, value, in.name().c_str());
  }
};

template <>
struct Slot<imprint_byte_view> : Given<imprint_byte_view> {
  void take(Inputs& in) {
    const napi_value value = in.take();
    given = in.job.arena.bytes(in.env, value, in.name().c_str());
  }
};

template <>
struct Slot<uint64_t> : Given<uint64_t> {
  void take(Inputs& in) {
    const napi_value value = in.take();
    given = uint64_from(in.env, value, in.name().c_str());
  }
};

template <>
struct Slot<int64_t> : Given<int64_t> {
  void take(Inputs& in) {
    const napi_value value = in.take();
    given = int64_from(in.env, value, in.name().c_str());
  }
};

template <>
struct Slot<const uint8_t*> : Given<const uint8_t*> {  // a key
  void take(Inputs& in) {
    const napi_value value = in.take();
    const imprint_byte_view key = view_of(in.env, value);
    if (key.size != IMPRINT_KEY_BYTES) throw range_error("a key has 32 bytes");
    given = reinterpret_cast<const uint8_t*>(in.job.arena.text(in.env, value, "a key").data);  // where it is wiped
  }
};

template <typename E>
struct EnumSlot : Given<E> {
  void take(Inputs& in) {
    const napi_value value = in.take();
    this->given = static_cast<E>(uint32_from(in.env, value, in.name().c_str()));
  }
};
template <>
struct Slot<imprint_existing> : EnumSlot<imprint_existing> {};
template <>
struct Slot<imprint_trust_use> : EnumSlot<imprint_trust_use> {};

/// Options.
template <typename T>
struct Slot<const T*> : Given<const T*> {
  void take(Inputs& in) { this->given = static_cast<const T*>(fill(in.env, in.job, table_of<T>(), in.take())); }
};

/// Results.
template <typename T>
struct Slot<T*> : NoInput {
  T held = [] {
    T zero{};
    zero.struct_size = sizeof(T);
    return zero;
  }();
  T* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out) { out.add(shown(out.env, table_of<T>(), &held)); }
};

/// The caller's pixels, copied; a call that changes them gives the copy back.
struct Pixels {
  imprint_image image{};
  size_t size = 0;
  void take(Inputs& in);
};

template <>
struct Slot<const imprint_image*> : Pixels, NoOutput {
  const imprint_image* value(Job&, imprint_error*) { return &image; }
};

template <>
struct Slot<imprint_image*> : Pixels {
  imprint_image* value(Job&, imprint_error*) { return &image; }
  void give(Outputs& out) { out.add(js_buffer(out.env, image.data, size)); }
};

template <>
struct Slot<imprint_bytes*> : NoInput {
  imprint_bytes held{};
  ~Slot() { imprint_bytes_free(&held); }
  imprint_bytes* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out) {
    out.add(held.data == nullptr ? js_null(out.env) : js_buffer(out.env, held.data, held.size));
  }
};

template <>
struct Slot<imprint_report**> : NoInput {
  imprint_report* held = nullptr;
  ~Slot() { imprint_report_destroy(held); }
  imprint_report** value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out) { out.add(held == nullptr ? js_null(out.env) : shown(out.env, held)); }
};

template <>
struct Slot<uint64_t*> : NoInput {
  uint64_t held = 0;
  uint64_t* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out) { out.add(js_bigint(out.env, held)); }
};

template <>
struct Slot<char*> : NoInput {  // an id, a code or a hash
  static_assert(IMPRINT_LOG_HASH_CHARS < 96 && IMPRINT_PROVIDER_CODE_CHARS < 96 && IMPRINT_KEY_ID_CHARS < 96);
  char held[96] = {0};
  char* value(Job&, imprint_error*) { return held; }
  void give(Outputs& out) { out.add(js_string(out.env, std::string(held))); }
};

template <>
struct Slot<uint8_t*> : NoInput {  // a new key
  uint8_t held[IMPRINT_KEY_BYTES] = {0};
  ~Slot() {
    volatile uint8_t* bytes = held;
    for (size_t i = 0; i < sizeof held; ++i) bytes[i] = 0;
  }
  uint8_t* value(Job&, imprint_error*) { return held; }
  void give(Outputs& out) { out.add(js_buffer(out.env, held, sizeof held)); }
};

template <>
struct Slot<Detections*> : NoInput {
  Detections held;
  Detections* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out);
};

template <>
struct Slot<Batch*> {
  Batch held;
  void take(Inputs& in);
  Batch* value(Job&, imprint_error*) { return &held; }
  void give(Outputs& out);
};

template <typename... P>
class Call final : public Job {
 public:
  Call(Environment& environment, imprint_status (*function)(P...)) : Job(environment), function_(function) {}

  void take(Inputs& in) {
    std::apply([&](auto&... slot) { (slot.take(in), ...); }, slots_);
  }
  napi_value answer(napi_env env) override {
    Outputs out{env, nullptr};
    check(env, napi_create_array(env, &out.array));
    std::apply([&](auto&... slot) { (slot.give(out), ...); }, slots_);
    return out.array;
  }

 protected:
  imprint_status call(imprint_error* error) override {
    return std::apply([&](auto&... slot) { return function_(slot.value(*this, error)...); }, slots_);
  }
  bool changes_context() const override { return (std::is_same_v<P, imprint_context*> || ...); }

 private:
  imprint_status (*function_)(P...);
  std::tuple<Slot<P>...> slots_;
};

template <typename... P>
std::unique_ptr<Call<P...>> make_call(Environment& environment, imprint_status (*function)(P...)) {
  return std::make_unique<Call<P...>>(environment, function);
}

/// Arguments: the context or null, what follows the call or null, then the inputs.
struct Frame {
  Frame(napi_env env, napi_callback_info info);
  Environment* environment = nullptr;
  std::vector<napi_value> values;
  ContextHolder* context(napi_env env) const;
};

/// function(context, follow, …): a promise of the outputs.
template <auto F>
napi_value on_a_worker(napi_env env, napi_callback_info info) {
  try {
    const Frame frame(env, info);
    auto job = make_call(*frame.environment, F);
    Job& one = *job;
    try {
      Inputs in{env, one, frame.values, 2};
      job->take(in);
      one.follow(env, frame.context(env), frame.values.at(0), frame.values.at(1));
      const napi_value promise = one.promise(env);
      frame.environment->submit(std::move(job));
      return promise;
    } catch (const JsError&) {
      if (job != nullptr) one.drop(env);
      throw;
    }
  } catch (const JsError& error) {
    raise(env, error);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return nullptr;
}

/// The same at once: the outputs, or what lib/errors.js makes an ImprintError of is thrown.
template <auto F>
napi_value at_once(napi_env env, napi_callback_info info) {
  try {
    const Frame frame(env, info);
    auto job = make_call(*frame.environment, F);
    Inputs in{env, *job, frame.values, 1};
    job->take(in);
    job->use(frame.context(env));
    if (job->run_here()) return job->answer(env);
    check(env, napi_throw(env, job->failure(env)));
  } catch (const JsError& error) {
    raise(env, error);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return nullptr;
}

}  // namespace imprint_node
