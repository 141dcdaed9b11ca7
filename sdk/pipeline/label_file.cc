#include "pipeline/label_file.h"

#include "codec/codec.h"

namespace imprint::pipeline {

namespace {

Result<LabelledFile> draw_on_frames(ByteView file, const codec::FramesInfo& frames, const label::DrawOptions& options,
                                    const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(label::FrameLabel label, label::FrameLabel::prepare(frames.width_px, frames.height_px, options));
  IMPRINT_RETURN_IF_ERROR(codec::each_frame(file, [&](image::View canvas) { return label.look(canvas); }, limits));
  LabelledFile out;
  out.width_px = frames.width_px;
  out.height_px = frames.height_px;
  const auto draw = [&](image::MutableView canvas) -> Status {
    IMPRINT_ASSIGN_OR_RETURN(out.placement, label.draw(canvas));
    return {};
  };
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, codec::edit_frames(file, draw, limits));
  return out;
}

}  // namespace

Result<LabelledFile> draw_on_file(ByteView file, const label::DrawOptions& options, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(label::check_words(options));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(file, limits));
  label::DrawOptions draw = options;
  if (frames) {
    draw.orientation = frames->orientation;
    return draw_on_frames(file, *frames, draw, limits);
  }
  IMPRINT_RETURN_IF_ERROR(codec::check_writable(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(codec::Picture picture, codec::decode(file, limits));
  draw.orientation = picture.orientation;
  LabelledFile out;
  out.width_px = picture.pixels.width_px;
  out.height_px = picture.pixels.height_px;
  IMPRINT_ASSIGN_OR_RETURN(out.placement, label::draw(picture.pixels.view(), draw));
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, codec::encode_like(file, picture.pixels.view(), limits));
  return out;
}

Result<bool> goes_by_frames(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(file, limits));
  return frames.has_value();
}

Status check_takes_watermark(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const bool frames, goes_by_frames(file, limits));
  if (!frames) return {};
  return {codec::check_writable(file, limits).ok() ? Code::kUnsupportedPixels : Code::kUnsupportedFormat,
          "a watermark in a GIF or an animation is not supported; mark the frames before they are put together, or leave the "
          "watermark out"};
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
