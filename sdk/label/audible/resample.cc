#include "label/audible/resample.h"

#include <samplerate.h>

#include <cmath>
#include <string>

namespace imprint::label {

Result<std::vector<float>> resampled(std::span<const float> sound, uint32_t from_hz, uint32_t to_hz) {
  if (from_hz == to_hz || sound.empty()) return std::vector<float>(sound.begin(), sound.end());
  const double ratio = static_cast<double>(to_hz) / from_hz;
  const auto wanted = static_cast<size_t>(std::llround(static_cast<double>(sound.size()) * ratio));
  std::vector<float> out(wanted + 1);  // it may give one more
  SRC_DATA work{};
  work.data_in = sound.data();
  work.input_frames = static_cast<long>(sound.size());
  work.data_out = out.data();
  work.output_frames = static_cast<long>(out.size());
  work.src_ratio = ratio;
  const int failed = src_simple(&work, SRC_SINC_BEST_QUALITY, 1);
  if (failed != 0) return Status{Code::kInternal, std::string("libsamplerate: ") + src_strerror(failed)};
  out.resize(static_cast<size_t>(work.output_frames_gen));
  out.resize(wanted);  // or one fewer, where silence stands in
  return out;
}

}  // namespace imprint::label
