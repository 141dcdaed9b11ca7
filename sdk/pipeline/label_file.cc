#include "pipeline/label_file.h"

#include <algorithm>

#include "codec/codec.h"
#include "pipeline/frames_file.h"
#include "pipeline/manifest_trace.h"

namespace imprint::pipeline {

namespace {

Result<LabelledFile> draw_on_frames(ByteView file, const codec::FramesInfo& frames, const label::DrawOptions& options,
                                    const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(WorkedFrames worked, work_on_frames(file, frames, {.label = options, .mark = {}}, limits));
  IMPRINT_ASSIGN_OR_RETURN(const FramesRead read, read_frames_back(file, worked.bytes, worked, limits));
  LabelledFile out;
  out.bytes = std::move(worked.bytes);
  out.placement = worked.placement;
  out.found = read.label;
  out.width_px = frames.width_px;
  out.height_px = frames.height_px;
  out.manifest_broken = has_manifest(file, limits);
  return out;
}

std::string why_not_legible(const label::Found& found) {
  switch (found.legibility) {
    case label::Legibility::kLegible: break;
    case label::Legibility::kTooLow: return "its ink is lower than 5 % of the shortest side (GB 45438-2025 5.2 e)";
    case label::Legibility::kTooFaint: return "its contrast is below 3:1";
    case label::Legibility::kTooFewPixels: return "its ink has too few pixels";
  }
  return "";
}

}  // namespace

Result<LabelledFile> draw_on_file(ByteView file, const label::DrawOptions& options, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(label::check_words(options));
  IMPRINT_ASSIGN_OR_RETURN(const std::optional<codec::FramesInfo> frames, codec::probe_frames(file, limits));
  if (frames) return draw_on_frames(file, *frames, options, limits);
  IMPRINT_RETURN_IF_ERROR(codec::check_writable(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(codec::Picture picture, codec::decode(file, limits));
  label::DrawOptions draw = options;
  draw.orientation = picture.orientation;
  LabelledFile out;
  out.width_px = picture.pixels.width_px;
  out.height_px = picture.pixels.height_px;
  IMPRINT_ASSIGN_OR_RETURN(const label::FrameLabel label, draw_on_pixels(picture.pixels.view(), draw));
  out.placement = label.place();
  IMPRINT_ASSIGN_OR_RETURN(out.bytes, codec::encode_like(file, picture.pixels.view(), limits));
  picture = {};
  const Result<codec::Picture> written = codec::decode(out.bytes, limits);
  if (!written.ok()) return Status{Code::kReadBackFailed, "the written file does not decode: " + written.status().message()};
  IMPRINT_ASSIGN_OR_RETURN(out.found, label.read(written->pixels.view()));
  out.manifest_broken = has_manifest(file, limits);
  return out;
}

Result<label::FrameLabel> draw_on_pixels(image::MutableView picture, const label::DrawOptions& options) {
  IMPRINT_ASSIGN_OR_RETURN(label::FrameLabel label, label::FrameLabel::prepare(picture.width_px, picture.height_px, options));
  IMPRINT_RETURN_IF_ERROR(label.look(picture));
  IMPRINT_RETURN_IF_ERROR(label.draw(picture).status());
  return label;
}

std::vector<std::string> notes_on(const label::Placement& placed, uint32_t shortest_px) {
  std::vector<std::string> out;
  if (placed.raised)
    out.push_back("the letters of the visible label are " + std::to_string(placed.ink_height_px) +
                  " px high, more than was asked for: nobody reads lower ones");
  if (shortest_px < label::kMinFindSidePx)
    out.push_back("the visible label was read back where it was drawn; pictures with a side under " +
                  std::to_string(label::kMinFindSidePx) + " px are not searched for one later");
  return out;
}

Result<label::Found> find_on_file(ByteView file, const label::FindOptions& options, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const codec::Picture picture, codec::decode(file, limits));
  label::FindOptions find = options;
  find.orientation = picture.orientation;
  return label::find(picture.pixels.view(), find);
}

void look_for_label(const codec::Picture& picture, const std::string& text, ByteView font, VisibleEvidence& visible) {
  const Result<label::Found> found =
      label::find(picture.pixels.view(), {.text = text, .font = font, .orientation = picture.orientation});
  visible.note = found.status().message();
  if (!found.ok()) return;
  visible.state = LayerState::kAbsent;
  if (!found->found) return;
  visible.found = found.value();
  visible.placement = found->placement;
  visible.text = found->text;
  visible.note = why_not_legible(*visible.found);
  visible.state = visible.note.empty() ? LayerState::kPresent : LayerState::kNotLegible;
}

Result<image::Image> read_logo(ByteView file, const Limits& limits) {
  Result<codec::Picture> picture = codec::decode(file, limits);
  if (!picture.ok()) return Status(picture.status().code(), "logo: " + picture.status().message());
  image::Image& pixels = picture->pixels;
  if (traits(pixels.format).bytes_per_sample == 1) return std::move(pixels);
  return Status(Code::kUnsupportedPixels, "logo: 16 bits a sample; save it with 8");
}

}  // namespace imprint::pipeline
