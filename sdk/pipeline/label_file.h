// The visible label alone, on files.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "label/find.h"
#include "label/label.h"

namespace imprint::pipeline {

struct LabelledFile {
  Bytes bytes;
  label::Placement placement;
  uint32_t width_px = 0, height_px = 0;  // of the stored picture
};
// On every frame of an animation, in one place and tone (spec/label.md 5.5). `options.orientation` is taken from the file.
Result<LabelledFile> draw_on_file(ByteView file, const label::DrawOptions& options, const Limits& limits);

// Whether the file is a GIF or an animation, whose frames take a visible label but no watermark.
Result<bool> goes_by_frames(ByteView file, const Limits& limits);
// For callers that would embed a watermark in such a file: kUnsupportedFormat for a GIF, kUnsupportedPixels for an animation of
// another format, and what to do instead.
Status check_takes_watermark(ByteView file, const Limits& limits);

// Looks in the file's pixels, of an animation the first frame's; `options.orientation` is taken from the file.
Result<label::Found> find_on_file(ByteView file, const label::FindOptions& options, const Limits& limits);

// The pixels of a logo: a PNG or JPEG, brought to 8 bits a sample.
Result<image::Image> read_logo(ByteView file, const Limits& limits);

}  // namespace imprint::pipeline
