// How far a call is, told to whoever asked for it, and the way in which he ends it early. A value: copies are views of one call.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include "base/status.h"

namespace imprint {

// Thrown where no Status can be returned, deep in a search; ends at the border of its room, or of the library.
struct Cancelled {};

class Progress {
 public:
  // Gets what is done, from 0 to 1, never less than before; false ends the call. Called by the call's own thread.
  using Tell = std::function<bool(double done)>;

  Progress() = default;  // nobody looks, nobody cancels
  // `cancelled` is the caller's, for as long as the call takes; any thread may set it.
  Progress(Tell tell, const std::atomic<bool>* cancelled) : call_(std::make_shared<Call>(std::move(tell), cancelled)) {}

  // This one's [from, to], for a part of the work that counts from 0 to 1 itself.
  Progress part(double from, double to) const {
    Progress out = *this;
    out.from_ = at(from);
    out.to_ = at(to);
    return out;
  }

  // Any thread.
  bool is_cancelled() const { return call_ && (call_->stopped || (call_->cancelled != nullptr && *call_->cancelled)); }

  // kCancelled, once the caller wants no more.
  Status reach(double done) const {
    if (!call_) return {};
    const double now = at(done);
    if (call_->tell && !is_cancelled() && now > call_->told) {
      call_->told = now;
      if (!call_->tell(now)) call_->stopped = true;
    }
    return is_cancelled() ? cancelled() : Status();
  }

  // The same, where no Status can be returned.
  void reach_or_throw(double done) const {
    if (!reach(done).ok()) throw Cancelled{};
  }

  static Status cancelled() { return {Code::kCancelled, "the caller cancelled the call"}; }

 private:
  struct Call {
    Call(Tell t, const std::atomic<bool>* c) : tell(std::move(t)), cancelled(c) {}
    const Tell tell;
    const std::atomic<bool>* const cancelled;
    std::atomic<bool> stopped = false;
    double told = -1;
  };
  double at(double done) const { return from_ + (to_ - from_) * std::clamp(done, 0.0, 1.0); }

  std::shared_ptr<Call> call_;
  double from_ = 0, to_ = 1;
};

}  // namespace imprint
