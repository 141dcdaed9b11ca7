// The audible label alone, on files.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "pipeline/sound_label.h"

namespace imprint::pipeline {

// By its first bytes, as medium_of().
bool is_sound_file(ByteView file);

struct LabelledSound {
  Bytes bytes;
  double start_seconds = 0.0, end_seconds = 0.0, label_lufs = 0.0;  // of the first label, as it is heard in `bytes`
  bool manifest_broken = false;                                     // the file has a signed manifest, which covers the sound
};
// Put in and heard again in the written file; what is not sound stays. Errors as mark() has them of the label.
Result<LabelledSound> label_sound_file(ByteView file, const AudibleOptions& options, const Limits& limits);

// The rhythm that is heard best.
Result<label::FoundAudible> find_in_sound_file(ByteView file, const Limits& limits);

}  // namespace imprint::pipeline
