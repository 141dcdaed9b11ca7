// Loudness by libebur128, the only file that knows it.
#include "label/audible/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

namespace imprint::label {
namespace {

struct Destroy {
  void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

}  // namespace

Result<Loudness> loudness_of_parts(std::span<const std::span<const float>> parts, audio::PcmFormat format) {
  const std::unique_ptr<ebur128_state, Destroy> state(
      ebur128_init(format.channels, format.rate_hz, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK));
  const Status no_memory{Code::kOutOfMemory, "no memory to measure loudness"};
  if (state == nullptr) return no_memory;
  for (const std::span<const float> part : parts)
    if (ebur128_add_frames_float(state.get(), part.data(), part.size() / format.channels) != EBUR128_SUCCESS)
      return no_memory;
  Loudness out;
  if (ebur128_loudness_global(state.get(), &out.integrated_lufs) != EBUR128_SUCCESS)
    out.integrated_lufs = -std::numeric_limits<double>::infinity();
  double peak = 0.0;
  for (uint32_t c = 0; c < format.channels; ++c) {
    double one = 0.0;
    if (ebur128_true_peak(state.get(), c, &one) == EBUR128_SUCCESS) peak = std::max(peak, one);
  }
  out.true_peak_db = 20.0 * std::log10(peak);
  return out;
}

Result<Loudness> loudness_of(std::span<const float> samples, audio::PcmFormat format) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound(samples, format));
  return loudness_of_parts({&samples, 1}, format);
}

}  // namespace imprint::label
