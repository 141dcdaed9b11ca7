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

inline constexpr size_t kMostMarks = 33;  // under one key, in one call

struct ReadOptions {
  bool search = true;  // false: only sound at the speed and pitch at which it was marked
  // Look no further once a mark under a given key was found, or one under the open key where no other was given: what anybody can write
  // never keeps a private mark from being looked for. false: all marks are looked for, to the end.
  bool first_only = false;
};

// How the pattern lies in sound in which a mark was found.
struct Stretch {
  double start_seconds = 0, end_seconds = 0;  // of the sound in which it was heard, to a second or two
  double time_scale = 1;                      // 1.05: plays 5 % faster than it was written
  double pitch_shift_semitones = 0;           // positive: higher than it was written
};

// Its attempts are those over all keys (§8.4).
struct SoundDetection : Reading, Stretch {};

class SoundReader {
 public:
  // `keys`: tried, and told, in this order; the open one goes last. Error: kInvalidArgument.
  static Result<SoundReader> make(PcmFormat format, std::vector<Key> keys, const ReadOptions& options = {});
  ~SoundReader();
  SoundReader(SoundReader&&) noexcept;
  SoundReader& operator=(SoundReader&&) noexcept;

  // Takes whole sound frames; once it is_done() they are not looked at. On error nothing is taken.
  Status process(std::span<const float> samples);
  // Looks at what is left. Afterwards process() takes nothing.
  void finish();

  // After finish(), and with `first_only` as soon as what it asks for was found.
  bool is_done() const;
  // What is known so far; may be asked at any time. All marks in the order of their keys, those of one key in the order in which they were
  // found, at most kMostMarks a key; or one answer that says "not found". A mark that runs on over several stretches is one, whose span
  // grows; its p-value is that of the best.
  std::vector<SoundDetection> results() const;
  SoundDetection result() const { return results().front(); }  // the first of them

 private:
  struct Work;
  explicit SoundReader(std::unique_ptr<Work> work);
  std::unique_ptr<Work> work_;
};

}  // namespace imprint::audio
