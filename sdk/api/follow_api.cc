// Calls that are followed and ended early: derived contexts, events, and the first call of a process made before it is needed.
#include "api/calls.h"
#include "api/guard.h"
#include "api/handles.h"
#include "codec/codec.h"

namespace imprint::api {

Told::Told(const imprint_context* context, const char* call) noexcept : call_(call) {
  if (context == nullptr || context->event == nullptr) return;
  context_ = context;
  begin_ = std::chrono::steady_clock::now();
}

imprint_error* Told::error(imprint_error* callers) noexcept {
  imprint_error* error = callers == nullptr && context_ != nullptr ? &own_ : callers;
  filled_ = error;
  return error;
}

imprint_status Told::end(imprint_status status) noexcept {
  if (context_ == nullptr) return status;
  const auto taken = std::chrono::steady_clock::now() - begin_;
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(taken).count();
  const imprint_event event{sizeof(imprint_event), status, call_, static_cast<uint64_t>(us), {filled_->message, std::strlen(filled_->message)}};
  context_->event(context_->user_data, &event);
  return status;
}

bool is_cancelled(const imprint_context* context) noexcept { return context != nullptr && context->cancelled; }

Limits begin_call(const imprint_context& context) {
  Progress::Tell tell;
  if (context.progress != nullptr)
    tell = [progress = context.progress, user_data = context.user_data](double done) { return progress(user_data, done) == 0; };
  Limits limits = context.held->limits.for_call(Progress(std::move(tell), context.follows != nullptr ? context.follows : &context.cancelled));
  limits.threads = context.threads;
  return limits;
}

Status check_threads(uint32_t threads) {
  if (threads <= kMaxThreads) return {};
  return {Code::kInvalidArgument, "threads is " + std::to_string(threads) + ", not in [1, " + std::to_string(kMaxThreads) + "]"};
}

namespace {

// Textured enough for every path of embedding and reading, and always the same.
image::Image warm_up_picture() {
  constexpr uint32_t kSidePx = 384;
  image::Image out(kSidePx, kSidePx, image::PixelFormat::kRgb8);
  uint32_t noise = 1;
  for (uint8_t& sample : out.samples) {
    noise = noise * 1664525u + 1013904223u;  // Numerical Recipes' generator
    sample = static_cast<uint8_t>(96 + (noise >> 26));
  }
  return out;
}

}  // namespace
}  // namespace imprint::api

using namespace imprint;
using namespace imprint::api;

extern "C" {

imprint_status imprint_context_derive(const imprint_context* parent, const imprint_derive_options* options, imprint_context** out,
                                      imprint_error* error) {
  return guard(error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(out != nullptr, "out is NULL"));
    *out = nullptr;
    IMPRINT_RETURN_IF_ERROR(require(parent != nullptr, "parent is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const imprint_derive_options given, read_options(options, "derive options"));
    IMPRINT_RETURN_IF_ERROR(check_threads(given.threads));
    auto child = std::make_unique<imprint_context>();
    child->held = parent->held;
    child->derived = true;
    child->threads = given.threads != 0 ? given.threads : parent->threads;
    child->progress = given.progress;
    child->event = given.event;
    child->user_data = given.user_data;
    *out = child.release();
    return {};
  });
}

void imprint_context_cancel(imprint_context* context) {
  if (context != nullptr) context->cancelled = true;
}

imprint_status imprint_context_warm_up(const imprint_context* context, imprint_error* error) {
  return guard(context, __func__, error, [&]() -> Status {
    IMPRINT_RETURN_IF_ERROR(require(context != nullptr, "context is NULL"));
    IMPRINT_ASSIGN_OR_RETURN(const Bytes picture, codec::encode(warm_up_picture().view(), container::Format::kJpeg, 90));
    imprint_context own;  // its limits are not the caller's, which may refuse this picture
    own.follows = &context->cancelled;
    Output marked, unmarked;
    const imprint_text name{"warm-up", 7};
    IMPRINT_RETURN_IF_ERROR(mark_file(&own, api::to_view(picture), name, name, nullptr, &marked.bytes, &marked.report));
    return verify_file(&own, api::to_view(picture), nullptr, &unmarked.report);
  });
}

}  // extern "C"
