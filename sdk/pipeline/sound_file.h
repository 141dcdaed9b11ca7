// The sound of a file, block by block, and the way back into a file with a label put in and a mark over all of it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "audio/sound_reader.h"
#include "audio/sound_writer.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "codec/sound/sound.h"
#include "label/audible/label_planner.h"

namespace imprint::pipeline {

// A sound that is listened to from its start to its end, as often as it takes. Memory: one block, and what the decoder needs.
class SoundFile {
 public:
  // `file` has to outlive it. Errors as codec::probe_sound().
  static Result<SoundFile> open(ByteView file, const Limits& limits);

  const codec::SoundInfo& info() const { return info_; }
  // Tells the share of `progress` that the sound has passed.
  Status pass(const audio::SoundTaker& take, const Progress& progress) const;
  audio::SoundPass pass(const Progress& progress) const;
  double seconds() const { return static_cast<double>(passed_) / info_.format.rate_hz; }  // of the last pass

 private:
  SoundFile(ByteView file, const Limits& limits, codec::SoundInfo info) : file_(file), limits_(&limits), info_(info) {}

  ByteView file_;
  const Limits* limits_;
  codec::SoundInfo info_;
  mutable uint64_t passed_ = 0;  // frames
};

// As SoundReader::results(), of the whole sound.
Result<std::vector<audio::SoundDetection>> hear_marks(const SoundFile& sound, const std::vector<payload::Key>& keys,
                                                      const audio::ReadOptions& options, const Progress& progress);

struct RemadeSound {
  codec::WrittenSound written;
  std::optional<audio::WriteReport> mark;
};
// `file` with `labels` put in, where there are some, and then marked by `writer`, where there is one.
Result<RemadeSound> remake_sound(ByteView file, const label::PlannedLabels* labels, audio::SoundWriter* writer, const Limits& limits,
                                 const Progress& progress);

}  // namespace imprint::pipeline
