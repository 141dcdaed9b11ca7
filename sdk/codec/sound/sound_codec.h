// What a kind of file provides to have its sound read and written. A new one is a file and a row in sound.cc.
#pragma once

#include <string>

#include "codec/sound/sound.h"
#include "codec/sound/sound_feed.h"

namespace imprint::codec {

// One file while it is decoded, without the accounting that SoundSource adds.
class SoundDecoder {
 public:
  virtual ~SoundDecoder() = default;
  // As SoundSource::read(), for a size that has been checked.
  virtual Result<size_t> read(std::span<float> samples) = 0;

  SoundInfo info;
  uint64_t coded_bytes = 0;   // that hold the sound
  uint64_t spare_frames = 0;  // by which a decoder may give fewer than info.frames without anything being lost
  Reservation memory;
};

struct SoundCodec {
  container::Format format;
  // Reads headers alone.
  Result<std::unique_ptr<SoundDecoder>> (*open)(ByteView file, const Limits& limits);
  // Of a file that open() takes.
  Status (*check_writable)(ByteView file, const Limits& limits);
  // Of a file that check_writable() takes.
  Result<WrittenSound> (*encode_like)(ByteView original, SoundFeeder& feed, SoundInsertions inserted, const Limits& limits);
};

extern const SoundCodec kWavSound, kAiffSound;
extern const SoundCodec kM4aSound;                          // where the call names ffmpeg
extern const SoundCodec kFlacSound, kOggSound, kMp3Sound;  // where IMPRINT_WITH_SOUND has them built

// How many samples are believed of so many bytes that hold them (spec/limits.md 3).
uint64_t most_samples(uint64_t coded_bytes);

// A format of a file that audio::check_format() refuses, as an error of the file: "WAV: sample rate ...". kUnsupportedFormat, kMalformed
// for none at all.
Status check_file_format(const char* kind, audio::PcmFormat format);

}  // namespace imprint::codec
