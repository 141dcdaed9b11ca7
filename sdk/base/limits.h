// What an input may cost before it is refused. On by default; a context can change them (spec/limits.md).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "base/progress.h"
#include "base/status.h"

namespace imprint {

// What one call spends over all its parts, whichever of them spends it.
enum class Resource : uint8_t {
  kSteps,          // work of parsers: one step stands for about a nanosecond
  kSignatures,     // public-key operations: a signature checked, a key unpacked
  kInflatedBytes,  // of metadata that are not the file's own: decompressed, or gathered from parts that others may share
  kDecodedPixels,  // that codecs give, of all frames
  kDecodedSamples,  // of sound, of all channels
};
inline constexpr size_t kResources = 5;

// Memory that is held while this object lives. Moves with what it was taken for.
class Reservation {
 public:
  Reservation() = default;
  Reservation(std::shared_ptr<uint64_t> held, uint64_t bytes) : held_(std::move(held)), bytes_(bytes) { *held_ += bytes_; }
  Reservation(Reservation&& other) noexcept : held_(std::move(other.held_)), bytes_(std::exchange(other.bytes_, 0)) {}
  Reservation& operator=(Reservation&& other) noexcept {
    std::swap(held_, other.held_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Reservation() {
    if (held_) *held_ -= bytes_;
  }

 private:
  std::shared_ptr<uint64_t> held_;
  uint64_t bytes_ = 0;
};

// The numbers are a context's; what is spent of the budget is one call's. Copies are parts of the same call and spend together.
// One thread at a time.
struct Limits {
  uint64_t max_file_bytes = uint64_t{512} << 20;
  uint64_t max_pixels = 120'000'000;        // width * height
  uint32_t max_dimension_px = 32768;
  uint32_t max_segments = 65536;            // chunks or segments in one container
  uint64_t max_metadata_bytes = 16u << 20;  // one metadata block after decompression
  uint32_t threads = 1;                     // that one call may use
  std::string ffmpeg;                       // the program for sound that no library here codes (spec/formats.md 11.4); empty = none
  Progress progress;                        // of the call; a part that runs out of budget and one that is cancelled end alike

  // The budget of one call (spec/limits.md 2).
  uint64_t max_steps = 1'000'000'000;
  uint64_t max_signatures = 256;
  uint64_t max_inflated_bytes = uint64_t{64} << 20;
  uint64_t max_decoded_pixels = 2'400'000'000;
  uint64_t max_decoded_samples = 6'000'000'000;
  uint64_t max_memory_bytes = uint64_t{2} << 30;  // in pixels and decompressed metadata, at one time

  // The same numbers, nothing spent: at the start of each call.
  Limits for_call(Progress followed = {}) const;

  // Takes `amount` off what is left. kLimitExceeded, which names `thing` and the limit, when there is not so much; from then on
  // there is nothing left. kCancelled likewise.
  Status spend(Resource resource, uint64_t amount, const char* thing) const;
  uint64_t spent(Resource resource) const { return call_->spent[static_cast<size_t>(resource)]; }
  uint64_t left(Resource resource) const { return max_of(resource) - std::min(spent(resource), max_of(resource)); }

  // What spend() answered when the budget ran out. A call asks before it answers: what was left out for lack of budget must not
  // read as if it were not there, whichever part of the call came across it.
  Status status() const { return progress.is_cancelled() ? Progress::cancelled() : call_->status; }

  // Before memory is asked for. kLimitExceeded.
  Result<Reservation> reserve(uint64_t bytes, const char* thing) const;

 private:
  struct Call {
    std::array<uint64_t, kResources> spent{};
    Status status;
  };
  uint64_t max_of(Resource resource) const;

  std::shared_ptr<Call> call_ = std::make_shared<Call>();
  std::shared_ptr<uint64_t> held_ = std::make_shared<uint64_t>(0);
};

// "width 40000 exceeds max_dimension_px 32768"
inline Status limit_exceeded(const std::string& thing, uint64_t value, const char* limit_name, uint64_t limit) {
  return {Code::kLimitExceeded,
          thing + " " + std::to_string(value) + " exceeds " + limit_name + " " + std::to_string(limit)};
}

inline Status check_dimensions(uint64_t width_px, uint64_t height_px, const Limits& limits) {
  if (width_px == 0 || height_px == 0)
    return {Code::kMalformed, "picture of " + std::to_string(width_px) + " x " + std::to_string(height_px) + " pixels"};
  if (width_px > limits.max_dimension_px)
    return limit_exceeded("width", width_px, "max_dimension_px", limits.max_dimension_px);
  if (height_px > limits.max_dimension_px)
    return limit_exceeded("height", height_px, "max_dimension_px", limits.max_dimension_px);
  if (width_px * height_px > limits.max_pixels)
    return limit_exceeded("pixel count", width_px * height_px, "max_pixels", limits.max_pixels);
  return {};
}

}  // namespace imprint
