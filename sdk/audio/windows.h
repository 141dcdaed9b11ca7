// A stream of sound in overlapping windows, for what writes and what reads.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "audio/pcm.h"

namespace imprint::audio {

// The last window of each channel, which moves on by a hop at a time; silence stands before the start.
class Windows {
 public:
  Windows(PcmFormat format, Framing framing)
      : channels_(format.channels, std::vector<float>(static_cast<size_t>(framing.window), 0.f)),
        hop_(static_cast<size_t>(framing.hop)) {}

  // Whole sound frames that were checked. Calls `moved()` after each hop.
  template <typename Moved>
  void take(std::span<const float> samples, Moved&& moved) {
    const size_t hop = hop_ * channels_.size();
    for (size_t at = 0; at < samples.size();) {
      const auto part = samples.subspan(at, std::min(hop - pending_.size(), samples.size() - at));
      pending_.insert(pending_.end(), part.begin(), part.end());
      at += part.size();
      if (pending_.size() < hop) continue;
      move_on();
      moved();
    }
  }
  // What is pending, with silence behind it, as a hop of its own.
  template <typename Moved>
  void take_rest(Moved&& moved) {
    pending_.resize(hop_ * channels_.size(), 0.f);
    move_on();
    moved();
  }

  std::span<const std::vector<float>> channels() const { return channels_; }

 private:
  void move_on() {
    for (size_t c = 0; c < channels_.size(); ++c) {
      std::vector<float>& in = channels_[c];
      std::copy(in.begin() + static_cast<std::ptrdiff_t>(hop_), in.end(), in.begin());
      for (size_t i = 0; i < hop_; ++i) in[in.size() - hop_ + i] = pending_[i * channels_.size() + c];
    }
    pending_.clear();
  }

  std::vector<std::vector<float>> channels_;
  std::vector<float> pending_;  // interleaved, less than a hop
  size_t hop_;
};

}  // namespace imprint::audio
