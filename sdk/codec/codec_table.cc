// The formats of this build, and the three calls that pick one by what the file holds.
#include "codec/codec_table.h"

#include <string>

namespace imprint::codec {
namespace {

const Codec* const kCodecs[] = {&kPngCodec, &kJpegCodec};

// "PNG and JPEG are"
std::string supported_formats() {
  std::string names;
  const size_t count = std::size(kCodecs);
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) names += i + 1 == count ? " and " : ", ";
    names += container::format_name(kCodecs[i]->format);
  }
  return names + (count > 1 ? " are" : " is");
}

Result<const Codec*> codec_for(ByteView file, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size", file.size(), "max_file_bytes", limits.max_file_bytes);
  if (file.empty()) return Status{Code::kUnsupportedFormat, "the file is empty"};
  const container::Format format = container::sniff(file);
  for (const Codec* codec : kCodecs)
    if (codec->format == format) return codec;
  if (format == container::Format::kUnknown)
    return Status{Code::kUnsupportedFormat,
                  "the content is of no picture format known here; " + supported_formats() + " supported"};
  return Status{Code::kUnsupportedFormat, std::string(container::format_name(format)) +
                                              " pixels are not supported by this build; " + supported_formats()};
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
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, codec_for(file, limits));
  return codec->probe(file, limits);
}

Result<Picture> decode(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, codec_for(file, limits));
  return codec->decode(file, limits);
}

Result<Bytes> encode_like(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Codec* codec, codec_for(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(const PictureInfo info, codec->probe(original, limits));
  IMPRINT_RETURN_IF_ERROR(check_view(pixels, info));
  return codec->encode_like(original, pixels, limits);
}

}  // namespace imprint::codec
