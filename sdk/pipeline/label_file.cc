#include "pipeline/label_file.h"

#include "codec/codec.h"

namespace imprint::pipeline {

Result<LabelledFile> draw_on_file(ByteView file, const label::DrawOptions& options, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(label::check_words(options));
  IMPRINT_RETURN_IF_ERROR(codec::check_writable(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(codec::Picture picture, codec::decode(file, limits));
  label::DrawOptions draw = options;
  draw.orientation = picture.orientation;
  LabelledFile out;
  IMPRINT_ASSIGN_OR_RETURN(out.placement, label::draw(picture.pixels.view(), draw));
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, codec::encode_like(file, picture.pixels.view(), limits));
  return out;
}

Result<label::Found> find_on_file(ByteView file, const label::FindOptions& options, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const codec::Picture picture, codec::decode(file, limits));
  label::FindOptions find = options;
  find.orientation = picture.orientation;
  return label::find(picture.pixels.view(), find);
}

Result<image::Image> read_logo(ByteView file, const Limits& limits) {
  Result<codec::Picture> picture = codec::decode(file, limits);
  if (!picture.ok()) return Status(picture.status().code(), "logo: " + picture.status().message());
  image::Image& pixels = picture->pixels;
  if (traits(pixels.format).bytes_per_sample == 1) return std::move(pixels);
  return Status(Code::kUnsupportedPixels, "logo: 16 bits a sample; save it with 8");
}

}  // namespace imprint::pipeline
