// From where to where in a stretch a mark is heard (spec/audio-mark-format.md §8.5).
#pragma once

#include <cstdint>
#include <vector>

#include "audio/sound_carriers.h"
#include "audio/sound_search.h"

namespace imprint::audio {

// Seconds from the start of the stretch, start_seconds < end_seconds.
struct HeardSpan {
  double start_seconds = 0, end_seconds = 0;
};

// `heard` is what SoundListener heard, `sync` and `payload` are those of a mark that was read in it.
HeardSpan span_of_mark(const std::vector<float>& heard, double moments_per_second, const SoundPlan& plan, uint64_t payload,
                       const SoundSync& sync);

}  // namespace imprint::audio
