// Places in the sound that chunks of a WAV or AIFF name: cue points, loops, markers (spec/formats.md 11.2).
#pragma once

#include <optional>
#include <vector>

#include "codec/sound/pcm_layout.h"

namespace imprint::codec {

// For each chunk what becomes of it when something is put into the sound; nothing where it stays. Places at or behind an insertion move,
// those beyond the end of the old sound mean nothing and stay; a length that spans one grows. kLimitExceeded for a place that its chunk
// cannot state any more. A chunk that is damaged stays as it is.
Result<std::vector<std::optional<Bytes>>> moved_places(const PcmLayout& layout, SoundInsertions inserted);

}  // namespace imprint::codec
