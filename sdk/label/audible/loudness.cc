// Loudness by libebur128, the only file that knows it.
#include "label/audible/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace imprint::label {
namespace {

Status no_memory() { return {Code::kOutOfMemory, "no memory to measure loudness"}; }

}  // namespace

struct LoudnessMeter::State {
  ebur128_state* meter;
};

void LoudnessMeter::Destroy::operator()(State* state) const {
  if (state->meter != nullptr) ebur128_destroy(&state->meter);
  delete state;
}

LoudnessMeter::LoudnessMeter(audio::PcmFormat format)
    : channels_(format.channels),
      state_(new State{ebur128_init(format.channels, format.rate_hz, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK)}) {}

Result<LoudnessMeter> LoudnessMeter::make(audio::PcmFormat format) {
  LoudnessMeter out(format);
  if (out.state_->meter == nullptr) return no_memory();
  return out;
}

Status LoudnessMeter::take(std::span<const float> samples) {
  if (ebur128_add_frames_float(state_->meter, samples.data(), samples.size() / channels_) != EBUR128_SUCCESS) return no_memory();
  return {};
}

Loudness LoudnessMeter::result() const {
  Loudness out;
  if (ebur128_loudness_global(state_->meter, &out.integrated_lufs) != EBUR128_SUCCESS)
    out.integrated_lufs = -std::numeric_limits<double>::infinity();
  double peak = 0.0;
  for (uint32_t c = 0; c < channels_; ++c) {
    double one = 0.0;
    if (ebur128_true_peak(state_->meter, c, &one) == EBUR128_SUCCESS) peak = std::max(peak, one);
  }
  out.true_peak_db = 20.0 * std::log10(peak);
  return out;
}

Result<Loudness> loudness_of(std::span<const float> samples, audio::PcmFormat format) {
  IMPRINT_RETURN_IF_ERROR(audio::check_sound(samples, format));
  IMPRINT_ASSIGN_OR_RETURN(LoudnessMeter meter, LoudnessMeter::make(format));
  IMPRINT_RETURN_IF_ERROR(meter.take(samples));
  return meter.result();
}

}  // namespace imprint::label
