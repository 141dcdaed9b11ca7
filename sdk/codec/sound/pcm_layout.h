// Where a WAV or AIFF keeps its samples, and as what (spec/formats.md 11.1).
#pragma once

#include "codec/sound/pcm_coding.h"
#include "codec/sound/sound.h"
#include "container/sound_chunks.h"

namespace imprint::codec {

struct PcmLayout {
  container::SoundChunks chunks;
  size_t description = 0, sound = 0;  // places of fmt or COMM, and of data or SSND, in chunks
  SoundInfo info;
  PcmCoding coding;
  ByteView lead;     // of SSND, before the samples: offset, block size and what the offset skips
  ByteView samples;  // info.frames whole frames

  size_t frame_bytes() const { return size_t{coding.bytes} * info.format.channels; }
};

// Refuses codings that are no plain samples, by name (kUnsupportedFormat), and a description that does not fit itself or the sound
// (kMalformed; kTruncated when it claims more frames than are there). Else as container::split_sound().
Result<PcmLayout> read_pcm_layout(ByteView file, const Limits& limits);

}  // namespace imprint::codec
