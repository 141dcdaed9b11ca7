// The visible label alone, on files.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "codec/codec.h"
#include "label/find.h"
#include "label/label.h"
#include "pipeline/evidence.h"

namespace imprint::pipeline {

struct LabelledFile {
  Bytes bytes;
  label::Placement placement;
  label::Found found;  // read back from `bytes` where it was drawn; of an animation, from its last frame
  uint32_t width_px = 0, height_px = 0;  // of the stored picture
  bool manifest_broken = false;          // the file has a signed manifest, which covers the pixels
};
// On every frame of an animation, in one place and tone (spec/label.md 5.5), and read back from the encoded file, from each frame.
// `options.orientation` is taken from the file.
Result<LabelledFile> draw_on_file(ByteView file, const label::DrawOptions& options, const Limits& limits);

// The first of all drawing: measures the ground, draws. What it gives reads the label in other encodings of the picture.
Result<label::FrameLabel> draw_on_pixels(image::MutableView picture, const label::DrawOptions& options);
// What a caller has to be told of a label that was drawn, one sentence each.
std::vector<std::string> notes_on(const label::Placement& placed, uint32_t shortest_px);

// Looks in the file's pixels, of an animation the first frame's; `options.orientation` is taken from the file.
Result<label::Found> find_on_file(ByteView file, const label::FindOptions& options, const Limits& limits);

// The visible label of a decoded picture, those of `text` (drawn with `font`) among others.
void look_for_label(const codec::Picture& picture, const std::string& text, ByteView font, VisibleEvidence& visible);

// The pixels of a logo: a PNG or JPEG, brought to 8 bits a sample.
Result<image::Image> read_logo(ByteView file, const Limits& limits);

}  // namespace imprint::pipeline
