// The formats of this build, and the calls that pick one by what the file holds.
#include "codec/codec_table.h"

#include <algorithm>
#include <string>
#include <vector>

namespace imprint::codec {
namespace {

const Codec* const kCodecs[] = {
    &kPngCodec,  &kJpegCodec,
#if IMPRINT_WITH_WEBP
    &kWebpCodec,
#endif
#if IMPRINT_WITH_GIF
    &kGifCodec,
#endif
#if IMPRINT_WITH_TIFF
    &kTiffCodec,
#endif
#if IMPRINT_WITH_AVIF
    &kAvifCodec,
#endif
};

bool is_writable(const Codec& codec) { return codec.encode_like != nullptr; }
bool is_readable(const Codec&) { return true; }
bool is_encodable(const Codec& codec) { return codec.encode != nullptr; }

// "PNG, JPEG and WebP"
std::string names_of_codecs(bool (*wanted)(const Codec&)) {
  std::vector<std::string> names;
  for (const Codec* codec : kCodecs)
    if (wanted(*codec)) names.push_back(container::format_name(codec->format));
  std::string out = names.front();
  for (size_t i = 1; i < names.size(); ++i) out += (i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

Status unsupported(ByteView file, const std::string& supported) {
  const container::Format format = container::sniff(file);
  const std::string what =
      format == container::Format::kUnknown || container::is_sound(format)
          ? "this is " + container::describe(file) + ", whose pixels are not read; "
          : container::format_name(format) + std::string(" pixels are not supported by this build; ");
  return {Code::kUnsupportedFormat, what + supported};
}

// The codec of the content; nullptr if there is none.
Result<const Codec*> find_codec(ByteView file, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size", file.size(), "max_file_bytes", limits.max_file_bytes);
  if (file.empty()) return Status{Code::kUnsupportedFormat, "the file is empty"};
  const container::Format format = container::sniff(file);
  const auto found =
      std::find_if(std::begin(kCodecs), std::end(kCodecs), [&](const Codec* codec) { return codec->format == format; });
  return found == std::end(kCodecs) ? nullptr : *found;
}

Result<const Codec*> reader_for(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, find_codec(file, limits));
  if (codec != nullptr) return codec;
  return unsupported(file, names_of_codecs(is_readable) + " can be read");
}

Result<const Codec*> writer_for(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, find_codec(file, limits));
  const std::string writable = names_of_codecs(is_writable) + " can";
  if (codec == nullptr) return unsupported(file, writable + " be written");
  if (is_writable(*codec)) return codec;
  return Status{Code::kUnsupportedFormat, container::format_name(codec->format) +
                                              std::string(" pixels can be read but not written by this build; ") +
                                              writable};
}

Result<const Codec*> encoder_of(container::Format to) {
  for (const Codec* codec : kCodecs)
    if (codec->format == to && is_encodable(*codec)) return codec;
  return Status{Code::kUnsupportedFormat,
                std::string("no picture is converted to ") + container::format_name(to) + "; " + names_of_codecs(is_encodable) + " are made"};
}

Result<const FrameCodec*> frames_of(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, find_codec(file, limits));
  if (codec != nullptr && codec->frames != nullptr) return codec->frames;
  return Status{Code::kUnsupportedFormat, "the file is of no format that is drawn on frame by frame"};
}

std::string size_text(uint32_t width_px, uint32_t height_px) {
  return std::to_string(width_px) + " x " + std::to_string(height_px);
}

Status check_view(image::View pixels, const PictureInfo& info) {
  if (pixels.width_px != info.width_px || pixels.height_px != info.height_px)
    return {Code::kInvalidArgument, "pixels of " + size_text(pixels.width_px, pixels.height_px) + " for a picture of " +
                                        size_text(info.width_px, info.height_px)};
  if (pixels.format != info.pixel_format)
    return {Code::kInvalidArgument, "pixel format " + std::to_string(static_cast<uint32_t>(pixels.format)) +
                                        " for a picture that decodes to " +
                                        std::to_string(static_cast<uint32_t>(info.pixel_format))};
  const size_t row_bytes = size_t{pixels.width_px} * traits(pixels.format).bytes_per_pixel();
  if (pixels.data == nullptr || pixels.stride_bytes < row_bytes)
    return {Code::kInvalidArgument,
            "stride of " + std::to_string(pixels.stride_bytes) + " bytes for rows of " + std::to_string(row_bytes)};
  return {};
}

}  // namespace

Result<PictureInfo> probe(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, reader_for(file, limits));
  return codec->probe(file, limits);
}

Result<Picture> decode(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, reader_for(file, limits));
  return codec->decode(file, limits);
}

Status check_writable(ByteView file, const Limits& limits) { return writer_for(file, limits).status(); }

Result<Bytes> encode_like(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, writer_for(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(const PictureInfo info, codec->probe(original, limits));
  IMPRINT_RETURN_IF_ERROR(check_view(pixels, info));
  return codec->encode_like(original, pixels, limits);
}

Status check_encodable(container::Format to) { return encoder_of(to).status(); }

Result<image::PixelFormat> stored_as(image::PixelFormat pixels, bool opaque, container::Format to) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, encoder_of(to));
  return codec->stored_as(pixels, opaque);
}

Result<Bytes> encode(image::View pixels, container::Format to, int quality) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, encoder_of(to));
  return codec->encode(pixels, quality);
}

Result<std::optional<FramesInfo>> probe_frames(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, find_codec(file, limits));
  if (codec == nullptr || codec->frames == nullptr) return std::optional<FramesInfo>();
  return codec->frames->probe(file, limits);
}

Result<std::unique_ptr<FrameSource>> open_frames(ByteView file, size_t most, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const FrameCodec* codec, frames_of(file, limits));
  return codec->open(file, most, limits);
}

Status each_frame(ByteView file, const FrameLook& look, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const std::unique_ptr<FrameSource> frames, open_frames(file, kAllFrames, limits));
  for (;;) {
    IMPRINT_ASSIGN_OR_RETURN(const std::optional<image::View> canvas, frames->next());
    if (!canvas) return {};
    IMPRINT_RETURN_IF_ERROR(look(*canvas));
  }
}

Result<Bytes> edit_frames(ByteView file, Touch touch, const FrameEdit& edit, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const FrameCodec* codec, frames_of(file, limits));
  return codec->edit(file, touch, edit, limits);
}

}  // namespace imprint::codec
