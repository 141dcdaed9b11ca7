// Sound as samples: what the mark accepts, and how it is cut into frames of about equal length at any rate.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "base/status.h"

namespace imprint::audio {

inline constexpr uint32_t kMinRateHz = 8000, kMaxRateHz = 192000, kMostChannels = 8;
// Far above full scale (1.0), far below where squares leave the numbers.
inline constexpr float kMaxSample = 65536;

struct PcmFormat {
  uint32_t rate_hz = 0;
  uint32_t channels = 0;  // interleaved
  bool operator==(const PcmFormat&) const = default;
};

// kInvalidArgument, with the value and the limit.
Status check_format(PcmFormat format);
// Whole sound frames of finite numbers up to kMaxSample: kInvalidArgument, kMalformed. `first` is the number of the
// first sample.
Status check_samples(std::span<const float> samples, PcmFormat format, uint64_t first);

// Both, from sample 0.
Status check_sound(std::span<const float> samples, PcmFormat format);

// Takes the next samples of a sound: whole sound frames that were checked.
using SoundTaker = std::function<Status(std::span<const float> samples)>;
// Gives a whole sound to `take`, in order; may be asked again, from the start. Its errors and those of `take`, which end the pass.
using SoundPass = std::function<Status(const SoundTaker& take)>;

// Windows of the short-time spectrum: `window` samples, `hop` apart, window = 4 hop.
struct Framing {
  int window = 0, hop = 0;
};
// About `seconds` of window, of a size that transforms fast.
Framing framing_of(uint32_t rate_hz, double seconds);

}  // namespace imprint::audio
