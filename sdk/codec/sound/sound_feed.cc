#include "codec/sound/sound_feed.h"

namespace imprint::codec {

SoundFeeder::SoundFeeder(const SoundFeed& next, audio::PcmFormat format)
    : next_(next), format_(format), block_(kBlockFrames * format.channels) {}

Result<std::span<const float>> SoundFeeder::next() {
  IMPRINT_ASSIGN_OR_RETURN(const size_t count, next_(block_));
  if (count > block_.size())
    return Status{Code::kInvalidArgument,
                  "the feed gave " + std::to_string(count) + " samples where " + std::to_string(block_.size()) + " were asked for"};
  if (count == 0 && frames_ == 0) return Status{Code::kInvalidArgument, "the feed gave no sound at all"};
  const std::span<const float> out(block_.data(), count);
  IMPRINT_RETURN_IF_ERROR(audio::check_samples(out, format_, frames_ * format_.channels));
  frames_ += count / format_.channels;
  return out;
}

}  // namespace imprint::codec
