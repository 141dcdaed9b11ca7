// Sound in and out of files, as float samples in blocks. What is not sound stays byte for byte (spec/formats.md 11).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "audio/pcm.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "container/format.h"

namespace imprint::codec {

// How a file stores a sample. kPcm16 stands for 9 to 16 bits, and so on.
enum class SampleForm : uint8_t { kPcm8, kPcm16, kPcm24, kPcm32, kFloat32, kFloat64, kLossy };

struct SoundInfo {
  audio::PcmFormat format;  // one that audio::check_format() takes
  uint64_t frames = 0;      // of sound, as the file says; 0 = it does not. A claim: the end is where read() gives none
  container::Format container = container::Format::kUnknown;
  SampleForm form = SampleForm::kLossy;
};

// From the headers, with the tables of the decoder. kUnsupportedFormat, naming what the file is, for a kind, coding, rate or number of
// channels that is not read; kMalformed, kTruncated, kLimitExceeded.
Result<SoundInfo> probe_sound(ByteView file, const Limits& limits);

// The samples of one file, in order. Its memory does not grow with the length.
class SoundSource {
 public:
  virtual ~SoundSource() = default;
  // Writes interleaved samples, full scale at 1, to the front of `samples`, whose size is a multiple of the channels and not 0
  // (kInvalidArgument). Gives how many: whole frames, fewer than fit only before the end, 0 at the end. What is given counts against
  // max_decoded_samples. kMalformed for a sample that is no number or beyond audio::kMaxSample; kTruncated when the file ends before the
  // frames that it claims; kDecodeFailed; kLimitExceeded. After an error there are no more.
  virtual Result<size_t> read(std::span<float> samples) = 0;
  virtual const SoundInfo& info() const = 0;
};
// `file` has to outlive the source. Errors as probe_sound().
Result<std::unique_ptr<SoundSource>> open_sound(ByteView file, const Limits& limits);

// kUnsupportedFormat unless encode_sound_like() writes the kind of `file`, and what probe_sound() refuses; by the headers alone. Call before
// work that ends in writing.
Status check_sound_writable(ByteView file, const Limits& limits);

// Gives the next samples as SoundSource::read() does, 0 at the end.
using SoundFeed = std::function<Result<size_t>(std::span<float> samples)>;

// What is new in the sound: `frames` before frame `at` of the original, which moves those behind it.
struct SoundInsertion {
  uint64_t at = 0, frames = 0;
};
// Their places rise, and none stands twice. Where nothing is new or only samples change, none.
using SoundInsertions = std::span<const SoundInsertion>;

struct WrittenSound {
  Bytes file;
  uint64_t frames = 0;             // of sound
  std::vector<std::string> notes;  // English sentences: what did not stay, and what a player has to know
};

// `original` with its sound replaced by what `next` gives, which may be longer or shorter, of the same rate and channels. A sample of an
// integer or float file that is what SoundSource gave for it keeps its bytes; others are rounded to the nearest value, even ones at
// halves, and held at the ends of the range, without dither. Positions of cue points, loops and markers move with what is inserted
// before them. Lossy files are coded at about the bit rate that they had (spec/formats.md 11.3).
// kUnsupportedFormat as check_sound_writable(); kInvalidArgument when there is no sound at all; errors of `next`; kMalformed for samples that
// are no numbers; kEncodeFailed; kLimitExceeded for a file beyond max_file_bytes or what its headers can state.
Result<WrittenSound> encode_sound_like(ByteView original, const SoundFeed& next, const Limits& limits, SoundInsertions inserted = {});

}  // namespace imprint::codec
