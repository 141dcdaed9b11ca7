// The visible label alone, on files.
#pragma once

#include "base/bytes.h"
#include "base/limits.h"
#include "label/label.h"

namespace imprint::pipeline {

struct LabelledFile {
  Bytes bytes;
  label::Placement placement;
};
// `options.orientation` is taken from the file.
Result<LabelledFile> draw_on_file(ByteView file, const label::DrawOptions& options, const Limits& limits);

}  // namespace imprint::pipeline
