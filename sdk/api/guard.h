// The exception barrier: every extern "C" body that can fail runs inside guard().
#pragma once

#include <chrono>
#include <exception>
#include <new>
#include <string_view>
#include <utility>

#include "base/progress.h"
#include "base/status.h"
#include "imprint/imprint.h"

namespace imprint::api {

void clear_error(imprint_error* error) noexcept;
imprint_status fail(imprint_error* error, imprint_status status, std::string_view message) noexcept;

template <typename Body>
imprint_status guard(imprint_error* error, Body&& body) noexcept {
  clear_error(error);
  try {
    const Status status = std::forward<Body>(body)();
    if (status.ok()) return IMPRINT_OK;
    return fail(error, static_cast<imprint_status>(status.code()), status.message());
  } catch (const Cancelled&) {
    return fail(error, IMPRINT_ERR_CANCELLED, Progress::cancelled().message());
  } catch (const std::bad_alloc&) {
    return fail(error, IMPRINT_ERR_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception& e) {
    return fail(error, IMPRINT_ERR_INTERNAL, e.what());
  } catch (...) {
    return fail(error, IMPRINT_ERR_INTERNAL, "unknown exception");
  }
}

// Tells the context's event sink what a call came to, when it ends.
class Told {
 public:
  // `context` may be null, `call` is the name of the function.
  Told(const imprint_context* context, const char* call) noexcept;
  // The error that the call fills: the caller's, or one of this object's when somebody listens.
  imprint_error* error(imprint_error* callers) noexcept;
  imprint_status end(imprint_status status) noexcept;

 private:
  const imprint_context* context_ = nullptr;  // null when nobody listens
  const char* call_;
  std::chrono::steady_clock::time_point begin_;
  imprint_error own_{};
  const imprint_error* filled_ = nullptr;
};

bool is_cancelled(const imprint_context* context) noexcept;  // NULL is not

// Of a call that a context makes. `call` is its name: __func__.
template <typename Body>
imprint_status guard(const imprint_context* context, const char* call, imprint_error* error, Body&& body) noexcept {
  Told told(context, call);
  return told.end(guard(told.error(error), [&]() -> Status {
    Status status = body();
    // Whatever a call failed of once its context was cancelled: a signer that was cut short, for example.
    return status.ok() || !is_cancelled(context) ? status : Progress::cancelled();
  }));
}

}  // namespace imprint::api
