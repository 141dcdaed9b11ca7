#include "audio/pcm.h"

#include <cmath>
#include <string>

namespace imprint::audio {
namespace {

bool is_fast(int n) {
  for (int prime : {2, 3, 5})
    while (n % prime == 0) n /= prime;
  return n == 1;
}

}  // namespace

Status check_format(PcmFormat format) {
  if (format.rate_hz < kMinRateHz || format.rate_hz > kMaxRateHz)
    return {Code::kInvalidArgument, "sample rate " + std::to_string(format.rate_hz) + " Hz is not from " +
                                        std::to_string(kMinRateHz) + " to " + std::to_string(kMaxRateHz)};
  if (format.channels == 0 || format.channels > kMostChannels)
    return {Code::kInvalidArgument,
            std::to_string(format.channels) + " channels are not from 1 to " + std::to_string(kMostChannels)};
  return {};
}

Status check_samples(std::span<const float> samples, PcmFormat format, uint64_t first) {
  if (samples.size() % format.channels != 0)
    return {Code::kInvalidArgument,
            std::to_string(samples.size()) + " samples do not fill " + std::to_string(format.channels) + " channels"};
  for (size_t i = 0; i < samples.size(); ++i)
    if (!(std::fabs(samples[i]) <= kMaxSample))  // false for what is no number, too
      return {Code::kMalformed, "sample " + std::to_string(first + i) + " is not a number from -65536 to 65536"};
  return {};
}

Status check_sound(std::span<const float> samples, PcmFormat format) {
  IMPRINT_RETURN_IF_ERROR(check_format(format));
  return check_samples(samples, format, 0);
}

Framing framing_of(uint32_t rate_hz, double seconds) {
  int hop = static_cast<int>(std::lround(seconds * rate_hz / 4));
  while (!is_fast(hop)) ++hop;
  return {4 * hop, hop};
}

}  // namespace imprint::audio
