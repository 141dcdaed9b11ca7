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
};
// `options.orientation` is taken from the file.
Result<LabelledFile> draw_on_file(ByteView file, const label::DrawOptions& options, const Limits& limits);

// Looks in the file's pixels; `options.orientation` is taken from the file.
Result<label::Found> find_on_file(ByteView file, const label::FindOptions& options, const Limits& limits);

// The pixels of a logo: a PNG or JPEG, brought to 8 bits a sample.
Result<image::Image> read_logo(ByteView file, const Limits& limits);

}  // namespace imprint::pipeline
