// Looks for marks in a stream of sound, with bounded memory (spec/audio-mark-format.md §8).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "audio/pcm.h"
#include "audio/sound_format.h"
#include "payload/key.h"
#include "payload/reading.h"

namespace imprint::audio {

struct ReadOptions {
  bool search = true;  // false: only sound at the speed and pitch at which it was marked
};

// How the pattern lies in sound in which a mark was found.
struct Stretch {
  double start_seconds = 0, end_seconds = 0;  // of what was read
  double time_scale = 1;                      // 1.05: plays 5 % faster than it was written
  double pitch_shift_semitones = 0;           // positive: higher than it was written
};

// Its attempts are those over all keys (§8.4).
struct SoundDetection : Reading, Stretch {};

class SoundReader {
 public:
  // `keys`: tried in this order. Error: kInvalidArgument.
  static Result<SoundReader> make(PcmFormat format, std::vector<Key> keys, const ReadOptions& options = {});
  ~SoundReader();
  SoundReader(SoundReader&&) noexcept;
  SoundReader& operator=(SoundReader&&) noexcept;

  // Takes whole sound frames. Once a mark is found it looks no further: is_done(). On error nothing is taken.
  Status process(std::span<const float> samples);
  // Looks at what is left. Afterwards process() takes nothing.
  void finish();

  bool is_done() const;
  // What is known so far; may be asked at any time.
  SoundDetection result() const;

 private:
  struct Work;
  explicit SoundReader(std::unique_ptr<Work> work);
  std::unique_ptr<Work> work_;
};

}  // namespace imprint::audio
