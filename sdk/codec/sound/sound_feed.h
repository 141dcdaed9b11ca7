// The samples that a file is to hold, checked, in blocks that coders take.
#pragma once

#include "codec/sound/sound.h"

namespace imprint::codec {

inline constexpr size_t kBlockFrames = 1024;  // libvorbis keeps a block on the stack several times over

class SoundFeeder {
 public:
  SoundFeeder(const SoundFeed& next, audio::PcmFormat format);

  // The next block, whole frames, at most kBlockFrames; empty at the end, and kInvalidArgument when that is the beginning. Valid until
  // the next call.
  Result<std::span<const float>> next();
  audio::PcmFormat format() const { return format_; }
  uint64_t frames() const { return frames_; }  // given so far

 private:
  const SoundFeed& next_;
  audio::PcmFormat format_;
  std::vector<float> block_;
  uint64_t frames_ = 0;
};

}  // namespace imprint::codec
