#include "pipeline/label_file.h"

#include "codec/codec.h"

namespace imprint::pipeline {

Result<LabelledFile> draw_on_file(ByteView file, const label::DrawOptions& options, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(label::check_text(options.text));
  IMPRINT_RETURN_IF_ERROR(codec::check_writable(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(codec::Picture picture, codec::decode(file, limits));
  label::DrawOptions draw = options;
  draw.orientation = picture.orientation;
  LabelledFile out;
  IMPRINT_ASSIGN_OR_RETURN(out.placement, label::draw(picture.pixels.view(), draw));
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, codec::encode_like(file, picture.pixels.view(), limits));
  return out;
}

}  // namespace imprint::pipeline
