// Loudness of sound that comes in pieces (ITU-R BS.1770-4, gated).
#pragma once

#include <memory>
#include <span>

#include "label/audible/audible.h"

namespace imprint::label {

// Memory: some thirty bytes for each 100 ms.
class LoudnessMeter {
 public:
  static Result<LoudnessMeter> make(audio::PcmFormat format);  // kOutOfMemory

  // Whole sound frames that were checked. Pieces count as if they followed each other without a gap.
  Status take(std::span<const float> samples);
  Loudness result() const;

 private:
  struct State;  // of libebur128
  struct Destroy {
    void operator()(State* state) const;
  };
  explicit LoudnessMeter(audio::PcmFormat format);

  uint32_t channels_;
  std::unique_ptr<State, Destroy> state_;
};

}  // namespace imprint::label
