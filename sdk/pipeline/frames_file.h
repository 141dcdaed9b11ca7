// Every GIF and every animation: what is drawn and marked on all of its frames, and read of several (spec/formats.md 9).
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "codec/codec.h"
#include "label/label.h"
#include "pipeline/replacement.h"
#include "watermark/watermark.h"

namespace imprint::pipeline {

// What becomes of each frame, in this order.
struct FrameWork {
  std::optional<label::DrawOptions> label;  // its orientation is the file's
  struct Mark {
    uint64_t payload;
    watermark::Key key;
    watermark::EmbedOptions options;
  };
  std::optional<Mark> mark;
};

struct WorkedFrames {
  Bytes bytes;
  codec::FramesInfo info;
  FrameWork work;
  std::optional<label::FrameLabel> drawn;
  label::Placement placement;
  watermark::EmbedReport of_pixels;  // of what was marked, before encoding
};
// kTooWeak, kImageTooSmall, and what drawing refuses.
Result<WorkedFrames> work_on_frames(ByteView file, const codec::FramesInfo& info, FrameWork work, const Limits& limits);

struct FramesRead {
  label::Found label;              // of the last frame
  watermark::Detection watermark;  // across frames
  watermark::EmbedReport quality;  // of the worst frame of the file; `low` robustness when the first frame alone does not read
};
// Reads back from `out`, which `file` became: the label in each frame, the watermark across frames. kReadBackFailed.
Result<FramesRead> read_frames_back(ByteView file, ByteView out, const WorkedFrames& worked, const Limits& limits);

// As watermark::detect_all(). `first` is the decoded file; of an animation several frames are listened to, evenly spread over the first
// ones. Where the others cannot be decoded, `first` answers.
Result<std::vector<watermark::Detection>> detect_in(ByteView file, image::View first, const std::vector<watermark::Key>& keys,
                                                    const watermark::DetectOptions& options, const Limits& limits);

// As marks_of_others(), of such a file.
Result<std::vector<std::string>> marks_of_others_in(ByteView file, const std::vector<watermark::Key>& known, const watermark::Key& key,
                                                    uint64_t own, const Limits& limits);

}  // namespace imprint::pipeline
