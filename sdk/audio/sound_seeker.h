// One key in one stream of sound: what was read under it, and what may be (spec/audio-mark-format.md §8.3 to 8.5).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audio/sound_lines.h"
#include "audio/sound_reader.h"
#include "audio/sound_search.h"
#include "audio/sound_sums.h"
#include "payload/attempts.h"

namespace imprint::audio {

// A stretch as it is listened to.
struct HeardStretch {
  const std::vector<float>& heard;  // of SoundListener
  const SoundLines& lines;
  double moments_per_second = 0;
  double start_seconds = 0, end_seconds = 0;
};

class SoundSeeker {
 public:
  // `keys`: of the call, which share its bound.
  SoundSeeker(const Key& key, size_t keys);

  bool is_open() const { return is_open_; }
  // Marks lie over all of the seconds from `start` to `end`, or nearly so: there is nothing more to read.
  bool covers(double start_seconds, double end_seconds) const;

  // Each answers with the synchronisation of a mark that was read. As sound was written, or as it was played where this key was read last.
  std::optional<SoundSync> read(const HeardStretch& stretch);
  // As it was played where another key was read.
  std::optional<SoundSync> read_like(const HeardStretch& stretch, const SoundSync& known);
  // At any time scale and pitch.
  std::optional<SoundSync> search(const HeardStretch& stretch);
  // After all readings of one stretch, none of which succeeded: adds what they said to earlier stretches, and reads the sums.
  void read_sums(double start_seconds, double end_seconds);
  // What failed in this stretch is of no use: a mark was read.
  void forget() { failed_.clear(); }

  const std::vector<SoundDetection>& marks() const { return marks_; }  // in the order in which they were found
  double strongest_sigma() const { return strongest_sigma_; }
  uint32_t attempts() const { return attempts_.made(); }

 private:
  struct Failed {
    SoundSync sync;
    std::vector<float> llrs;
  };
  std::optional<SoundSync> attempt(const HeardStretch& stretch, const SoundSync& sync);
  void read_beneath(const HeardStretch& stretch, const SoundSync& above);
  bool judge(const std::vector<float>& llrs, const SoundSync& sync, double start_seconds, double end_seconds,
             const HeardStretch* stretch);
  void note(SoundDetection mark);

  std::string id_;
  bool is_open_;
  SoundPlan plan_;
  SoundSearch search_;
  payload::SeriesAttempts attempts_;
  std::vector<SoundDetection> marks_;
  std::optional<SoundSync> last_;  // of the mark that was read last
  std::vector<Failed> failed_;     // in this stretch
  std::array<SoundSums, 2> sums_;  // of stretches of 12 s and of 24 s
  double strongest_sigma_ = 0;
};

}  // namespace imprint::audio
