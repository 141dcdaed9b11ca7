// AVIF pixels through libavif.
#include <avif/avif.h>

#include <algorithm>
#include <memory>
#include <string>

#include "codec/avif_boxes.h"
#include "codec/codec_table.h"
#include "codec/pixel_room.h"
#include "container/heif_items.h"

namespace imprint::codec {
namespace {

using image::Orientation;
using image::PixelFormat;

// A grid's cells reach over its edges, and alpha and thumbnails come on top: what is coded in all may be this many
// times the picture, or this many times max_pixels. The floor leaves small pictures their blocks of 64 pixels.
constexpr uint64_t kCodedPerPixel = 16, kCodedPerLimit = 4;
constexpr uint64_t kMinFramePixels = 1 << 16;

struct DestroyDecoder {
  void operator()(avifDecoder* decoder) const { avifDecoderDestroy(decoder); }
};
using Decoder = std::unique_ptr<avifDecoder, DestroyDecoder>;

Code code_of(avifResult result) {
  switch (result) {
    case AVIF_RESULT_OUT_OF_MEMORY: return Code::kOutOfMemory;
    case AVIF_RESULT_TRUNCATED_DATA:
    case AVIF_RESULT_WAITING_ON_IO: return Code::kTruncated;
    case AVIF_RESULT_NO_CODEC_AVAILABLE:
    case AVIF_RESULT_UNSUPPORTED_DEPTH:
    case AVIF_RESULT_NOT_IMPLEMENTED:
    case AVIF_RESULT_REFORMAT_FAILED: return Code::kUnsupportedPixels;
    case AVIF_RESULT_DECODE_COLOR_FAILED:
    case AVIF_RESULT_DECODE_ALPHA_FAILED:
    case AVIF_RESULT_COLOR_ALPHA_SIZE_MISMATCH:
    case AVIF_RESULT_ISPE_SIZE_MISMATCH:
    case AVIF_RESULT_NO_IMAGES_REMAINING: return Code::kDecodeFailed;
    default: return Code::kMalformed;
  }
}

Status avif_status(const avifDecoder& decoder, avifResult result) {
  std::string message = std::string("AVIF cannot be read: ") + avifResultToString(result);
  if (decoder.diag.error[0] != '\0') message += std::string(": ") + decoder.diag.error;
  return {code_of(result), message};
}

// 16 bits take what 10 and 12 were scaled up to. Grey comes as three equal channels.
PixelFormat decoded_format(const avifDecoder& decoder) {
  const bool alpha = decoder.alphaPresent != AVIF_FALSE;
  if (decoder.image->depth > 8) return alpha ? PixelFormat::kRgba16 : PixelFormat::kRgb16;
  return alpha ? PixelFormat::kRgba8 : PixelFormat::kRgb8;
}

// ISO/IEC 23008-12 6.5.10, 6.5.12: turned counter-clockwise by irot, then mirrored by imir, which exchanges top and
// bottom (0) or left and right (1). Exif takes no part in it (MIAF).
Orientation orientation_of(const avifImage& image) {
  constexpr Orientation kTurned[] = {Orientation::kUpright, Orientation::kRotate90Ccw, Orientation::kRotate180,
                                     Orientation::kRotate90Cw};
  constexpr Orientation kTurnedAndMirrored[2][4] = {
      {Orientation::kMirrorVertical, Orientation::kTranspose, Orientation::kMirrorHorizontal, Orientation::kTransverse},
      {Orientation::kMirrorHorizontal, Orientation::kTransverse, Orientation::kMirrorVertical,
       Orientation::kTranspose}};
  const size_t turns = (image.transformFlags & AVIF_TRANSFORM_IROT) != 0 ? image.irot.angle & 3 : 0;
  if ((image.transformFlags & AVIF_TRANSFORM_IMIR) == 0) return kTurned[turns];
  return kTurnedAndMirrored[image.imir.mode & 1][turns];
}

// The largest coded frame that the decoder may take: libavif keeps the frames of all cells before it looks at their
// sizes, so each gets its share of what an honest file needs.
uint32_t frame_pixels_limit(const avifImage& image, size_t coded_pictures, const Limits& limits) {
  const uint64_t limit = std::min<uint64_t>(limits.max_pixels, AVIF_DEFAULT_IMAGE_SIZE_LIMIT) * kCodedPerLimit;
  const uint64_t picture = uint64_t{image.width} * image.height;
  // Without a grid colours and alpha have the size that the boxes state.
  if (coded_pictures == kWithoutGrid)
    return static_cast<uint32_t>(std::clamp<uint64_t>(picture, kMinFramePixels, AVIF_DEFAULT_IMAGE_SIZE_LIMIT));
  const uint64_t all = std::min(picture * kCodedPerPixel, limit);
  const uint64_t share = all / std::max<size_t>(coded_pictures, 1);
  return static_cast<uint32_t>(std::clamp<uint64_t>(share, kMinFramePixels, AVIF_DEFAULT_IMAGE_SIZE_LIMIT));
}

Decoder make_decoder(const Limits& limits) {
  Decoder decoder(avifDecoderCreate());
  if (decoder == nullptr) return decoder;
  decoder->maxThreads = 1;
  decoder->imageDimensionLimit = limits.max_dimension_px;
  decoder->imageCountLimit = limits.max_segments;
  decoder->strictFlags = AVIF_STRICT_DISABLED;  // boxes that early encoders left out and pixels do not need
  return decoder;
}

Result<Decoder> open_avif(ByteView file, const Limits& limits, bool with_metadata = false) {
  IMPRINT_ASSIGN_OR_RETURN(const size_t coded_pictures, count_coded_pictures(file, limits));
  Decoder decoder = make_decoder(limits);
  if (decoder == nullptr) return Status{Code::kOutOfMemory, "no memory for libavif"};
  decoder->ignoreExif = decoder->ignoreXMP = with_metadata ? AVIF_FALSE : AVIF_TRUE;
  avifResult result = avifDecoderSetIOMemory(decoder.get(), file.data(), file.size());
  if (result == AVIF_RESULT_OK) result = avifDecoderParse(decoder.get());
  if (result != AVIF_RESULT_OK) return avif_status(*decoder, result);
  IMPRINT_RETURN_IF_ERROR(check_dimensions(decoder->image->width, decoder->image->height, limits));
  IMPRINT_RETURN_IF_ERROR(check_free_pixels("AVIF picture", uint64_t{decoder->image->width} * decoder->image->height,
                                            pixels_shown_by(file.size())));
  decoder->imageSizeLimit = frame_pixels_limit(*decoder->image, coded_pictures, limits);
  return decoder;
}

// libavif divides alpha out again where it was multiplied in.
Status convert(const avifDecoder& decoder, image::MutableView out) {
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, decoder.image);
  rgb.depth = 8 * traits(out.format).bytes_per_sample;
  rgb.format = traits(out.format).has_alpha() ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
  rgb.pixels = out.data;
  rgb.rowBytes = static_cast<uint32_t>(out.stride_bytes);
  const avifResult result = avifImageYUVToRGB(decoder.image, &rgb);
  return result == AVIF_RESULT_OK ? Status{} : avif_status(decoder, result);
}

PictureInfo info_of(const avifDecoder& decoder) {
  return {decoder.image->width, decoder.image->height, decoded_format(decoder), container::Format::kAvif};
}

Result<PictureInfo> probe_avif(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Decoder decoder, open_avif(file, limits));
  return info_of(*decoder);
}

Result<Picture> decode_avif(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const Decoder decoder, open_avif(file, limits));
  const PictureInfo info = info_of(*decoder);
  const avifResult result = avifDecoderNextImage(decoder.get());
  if (result != AVIF_RESULT_OK) return avif_status(*decoder, result);
  const PictureInfo decoded = info_of(*decoder);
  if (decoded.width_px != info.width_px || decoded.height_px != info.height_px ||
      decoded.pixel_format != info.pixel_format)
    return Status{Code::kDecodeFailed, "AVIF boxes and picture data state different sizes or depths"};
  IMPRINT_ASSIGN_OR_RETURN(Picture picture, make_picture(info.width_px, info.height_px, info.pixel_format,
                                                         container::Format::kAvif, limits));
  picture.orientation = orientation_of(*decoder->image);
  IMPRINT_RETURN_IF_ERROR(convert(*decoder, picture.pixels.view()));
  return picture;
}

// libavif writes a file of its own, so only files are rewritten of which it keeps everything.
Status check_rewritable(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::HeifFile heif, container::read_heif(file, "AVIF", limits));
  size_t packets = 0;
  for (const container::HeifItem& item : heif.items) {
    const bool packet = item.type == "mime" && item.content_type == "application/rdf+xml";
    packets += packet;
    if (item.type != "av01" && item.type != "grid" && item.type != "Exif" && !packet)
      return {Code::kUnsupportedPixels,
              "AVIF holds an item of type " + std::string(item.type) + ", which writing new pixels would lose"};
  }
  if (packets > 1)
    return {Code::kUnsupportedPixels,
            "AVIF holds several XMP items, of which writing new pixels would lose all but one"};
  return {};
}

struct DestroyEncoder {
  void operator()(avifEncoder* encoder) const { avifEncoderDestroy(encoder); }
};
struct DestroyImage {
  void operator()(avifImage* image) const { avifImageDestroy(image); }
};
struct FreeData {
  avifRWData data = AVIF_DATA_EMPTY;
  ~FreeData() { avifRWDataFree(&data); }
};

// Finer than most files were coded: what quantiser a file has is not told by its boxes, and a second loss should not
// show.
constexpr int kQuantizer = 14, kAlphaQuantizer = AVIF_QUANTIZER_LOSSLESS;
constexpr int kSpeed = 8;

Result<Bytes> encode_avif_like(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_rewritable(original, limits));
  IMPRINT_ASSIGN_OR_RETURN(const Decoder decoder, open_avif(original, limits, true));
  if (decoder->imageCount > 1)
    return Status{Code::kUnsupportedPixels,
                  "an AVIF sequence cannot be written; mark its frames before they are put together"};
  const std::unique_ptr<avifImage, DestroyImage> image(
      avifImageCreate(static_cast<int>(pixels.width_px), static_cast<int>(pixels.height_px),
                      static_cast<int>(decoder->image->depth), decoder->image->yuvFormat));
  const std::unique_ptr<avifEncoder, DestroyEncoder> encoder(avifEncoderCreate());
  if (image == nullptr || encoder == nullptr) return Status{Code::kOutOfMemory, "no memory for libavif"};
  // Profiles, Exif, XMP, turns: all but the planes.
  avifResult result = avifImageCopy(image.get(), decoder->image, 0);
  if (result != AVIF_RESULT_OK) return avif_status(*decoder, result);
  image->alphaPremultiplied = AVIF_FALSE;  // the decoder divided it out
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, image.get());
  rgb.depth = 8 * traits(pixels.format).bytes_per_sample;
  rgb.format = traits(pixels.format).has_alpha() ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
  rgb.pixels = const_cast<uint8_t*>(pixels.data);
  rgb.rowBytes = static_cast<uint32_t>(pixels.stride_bytes);
  result = avifImageRGBToYUV(image.get(), &rgb);
  if (result != AVIF_RESULT_OK)
    return Status{Code::kEncodeFailed, std::string("AVIF cannot be coded: ") + avifResultToString(result)};
  encoder->maxThreads = 1;
  encoder->speed = kSpeed;
  encoder->minQuantizer = encoder->maxQuantizer = kQuantizer;
  encoder->minQuantizerAlpha = encoder->maxQuantizerAlpha = kAlphaQuantizer;
  FreeData out;
  result = avifEncoderWrite(encoder.get(), image.get(), &out.data);
  if (result != AVIF_RESULT_OK)
    return Status{Code::kEncodeFailed, std::string("AVIF cannot be coded: ") + avifResultToString(result)};
  return Bytes(out.data.data, out.data.data + out.data.size);
}

}  // namespace

const Codec kAvifCodec = {container::Format::kAvif, probe_avif, decode_avif, encode_avif_like};

}  // namespace imprint::codec
