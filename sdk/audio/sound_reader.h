// Looks for marks in a stream of sound, with bounded memory (spec/audio-mark-format.md §8).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audio/pcm.h"
#include "audio/sound_format.h"
#include "payload/key.h"

namespace imprint::audio {

struct ReadOptions {
  bool search = true;  // false: only sound at the speed and pitch at which it was marked
};

struct SoundDetection {
  bool found = false;
  uint64_t payload = 0;
  std::string key_id;
  // Upper bound of the chance that sound without this key's mark gives this answer: all attempts are paid for (§8.4).
  double p_value = 1;
  double pilot_sigma = 0;                     // strength of the best synchronisation, in standard deviations of noise
  double start_seconds = 0, end_seconds = 0;  // of what was read
  double time_scale = 1;                      // 1.05: plays 5 % faster than it was written
  double pitch_shift_semitones = 0;           // positive: higher than it was written
  uint32_t attempts = 0;                      // over all keys
};

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
