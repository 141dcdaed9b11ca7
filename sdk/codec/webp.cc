// WebP pixels through libwebp. Section numbers are those of RFC 9649.
#include <webp/decode.h>
#include <webp/encode.h>

#include <string>

#include "codec/codec_table.h"
#include "codec/webp_quality.h"
#include "container/exif.h"
#include "container/webp_chunks.h"
#include "container/webp_edit.h"

namespace imprint::codec {
namespace {

using container::WebpChunk;
using container::WebpChunks;
using image::PixelFormat;

// What there is to decode: a still picture, or the first frame of an animation and its place on the canvas.
struct WebpPlan {
  uint32_t width_px = 0, height_px = 0;  // of the canvas
  PixelFormat format = PixelFormat::kRgb8;
  ByteView bitstream;
  uint32_t frame_x_px = 0, frame_y_px = 0, frame_width_px = 0, frame_height_px = 0;
};

uint32_t read_le24(const uint8_t* p) { return uint32_t{p[2]} << 16 | uint32_t{p[1]} << 8 | p[0]; }

// libwebp has numbers for its errors, no words.
Status webp_status(VP8StatusCode code) {
  switch (code) {
    case VP8_STATUS_OK: return {};
    case VP8_STATUS_OUT_OF_MEMORY: return {Code::kOutOfMemory, "no memory to decode the WebP"};
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED: return {Code::kTruncated, "WebP is cut short inside its picture data"};
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      return {Code::kUnsupportedPixels, "WebP is not supported: it uses a feature that libwebp does not know"};
    default: return {Code::kDecodeFailed, "WebP pixels cannot be decoded: the bitstream is damaged"};
  }
}

Result<WebPBitstreamFeatures> features_of(ByteView bitstream) {
  WebPBitstreamFeatures features;
  IMPRINT_RETURN_IF_ERROR(webp_status(WebPGetFeatures(bitstream.data(), bitstream.size(), &features)));
  return features;
}

// 2.7.1: the extended format states its canvas before anything else, up to 2^24 pixels wide. libwebp would call one
// that is too large damaged.
Status check_canvas(const WebpChunks& split, const Limits& limits) {
  const WebpChunk& first = split.chunks.front();
  if (first.type != "VP8X") return {};
  if (first.data.size() < 10) return {Code::kMalformed, "WebP chunk VP8X is shorter than 10 bytes"};
  return check_dimensions(uint64_t{read_le24(&first.data[4])} + 1, uint64_t{read_le24(&first.data[7])} + 1, limits);
}

// 2.7.1.1: place and size on the canvas in 16 bytes, then the frame's own chunks.
Status plan_first_frame(const WebpChunks& split, WebpPlan& plan) {
  constexpr size_t kFrameHeaderBytes = 16;
  const WebpChunk* chunk = split.find("ANMF");
  if (chunk == nullptr) return {Code::kMalformed, "animated WebP has no frame"};
  if (chunk->data.size() < kFrameHeaderBytes) return {Code::kMalformed, "WebP chunk ANMF is shorter than 16 bytes"};
  const uint8_t* p = chunk->data.data();
  plan.format = PixelFormat::kRgba8;
  plan.frame_x_px = 2 * read_le24(p);
  plan.frame_y_px = 2 * read_le24(p + 3);
  plan.frame_width_px = read_le24(p + 6) + 1;
  plan.frame_height_px = read_le24(p + 9) + 1;
  plan.bitstream = chunk->data.subspan(kFrameHeaderBytes);
  if (plan.frame_x_px + plan.frame_width_px > plan.width_px || plan.frame_y_px + plan.frame_height_px > plan.height_px)
    return {Code::kMalformed, "the first frame of the WebP does not fit on its canvas"};
  IMPRINT_ASSIGN_OR_RETURN(const WebPBitstreamFeatures frame, features_of(plan.bitstream));
  if (static_cast<uint32_t>(frame.width) == plan.frame_width_px &&
      static_cast<uint32_t>(frame.height) == plan.frame_height_px)
    return {};
  return {Code::kMalformed, "the first frame of the WebP has another size than it claims"};
}

Result<WebpPlan> plan_webp(const WebpChunks& split, const Limits& limits) {
  IMPRINT_RETURN_IF_ERROR(check_canvas(split, limits));
  IMPRINT_ASSIGN_OR_RETURN(const WebPBitstreamFeatures features, features_of(split.riff));
  IMPRINT_RETURN_IF_ERROR(
      check_dimensions(static_cast<uint64_t>(features.width), static_cast<uint64_t>(features.height), limits));
  WebpPlan plan;
  plan.width_px = plan.frame_width_px = static_cast<uint32_t>(features.width);
  plan.height_px = plan.frame_height_px = static_cast<uint32_t>(features.height);
  plan.format = features.has_alpha != 0 ? PixelFormat::kRgba8 : PixelFormat::kRgb8;
  plan.bitstream = split.riff;
  if (features.has_animation != 0) IMPRINT_RETURN_IF_ERROR(plan_first_frame(split, plan));
  return plan;
}

image::Orientation orientation_of(const WebpChunks& split) {
  const WebpChunk* exif = split.find("EXIF");
  if (exif == nullptr) return image::Orientation::kUpright;
  ByteView tiff = exif->data;  // 2.7.1.5 has no prefix, some writers copy the one of JPEG
  if (as_text(tiff).starts_with(std::string_view("Exif\0\0", 6))) tiff = tiff.subspan(6);
  return static_cast<image::Orientation>(container::exif_orientation(tiff).value_or(1));
}

// Straight into the picture. What an animation's first frame leaves free stays transparent; what it covers it replaces,
// since blending over nothing changes nothing.
Status read_pixels(const WebpPlan& plan, image::MutableView out) {
  const uint32_t bytes_per_pixel = traits(out.format).bytes_per_pixel();
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return {Code::kInternal, "libwebp has another version than its header"};
  config.output.colorspace = out.format == PixelFormat::kRgba8 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  WebPRGBABuffer& target = config.output.u.RGBA;
  target.rgba = out.row(plan.frame_y_px) + size_t{plan.frame_x_px} * bytes_per_pixel;
  target.stride = static_cast<int>(out.stride_bytes);
  target.size = (plan.frame_height_px - 1) * out.stride_bytes + size_t{plan.frame_width_px} * bytes_per_pixel;
  const VP8StatusCode code = WebPDecode(plan.bitstream.data(), plan.bitstream.size(), &config);
  WebPFreeDecBuffer(&config.output);
  return webp_status(code);
}

Result<PictureInfo> probe_webp(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks split, container::split_webp(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const WebpPlan plan, plan_webp(split, limits));
  return PictureInfo{plan.width_px, plan.height_px, plan.format, container::Format::kWebp};
}

Result<Picture> decode_webp(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks split, container::split_webp(file, limits));
  IMPRINT_ASSIGN_OR_RETURN(const WebpPlan plan, plan_webp(split, limits));
  Picture picture{image::Image(plan.width_px, plan.height_px, plan.format), orientation_of(split),
                  container::Format::kWebp};
  IMPRINT_RETURN_IF_ERROR(read_pixels(plan, picture.pixels.view()));
  return picture;
}

// What the coder makes, in a buffer that frees itself.
struct Coded {
  WebPPicture picture;
  WebPMemoryWriter writer;
  bool ready = false;
  Coded() {
    WebPMemoryWriterInit(&writer);
    ready = WebPPictureInit(&picture) != 0;
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
  }
  Coded(const Coded&) = delete;
  Coded& operator=(const Coded&) = delete;
  ~Coded() {
    WebPPictureFree(&picture);
    WebPMemoryWriterClear(&writer);
  }
};

// Lossless stays lossless; lossy pixels are coded as finely as before.
Status configure(const WebpChunks& split, WebPConfig& config) {
  if (WebPConfigInit(&config) == 0) return {Code::kInternal, "libwebp has another version than its header"};
  const WebpChunk* lossy = split.find("VP8 ");
  if (lossy == nullptr) {
    config.lossless = 1;
    config.exact = 1;  // colours under full transparency
    return {};
  }
  const std::optional<float> quality = webp_quality(lossy->data);
  if (!quality) return {Code::kEncodeFailed, "the header of the WebP's picture cannot be read"};
  config.quality = *quality;
  return {};
}

Status code_pixels(image::View pixels, const WebPConfig& config, Coded& out) {
  if (!out.ready) return {Code::kInternal, "libwebp has another version than its header"};
  out.picture.width = static_cast<int>(pixels.width_px);
  out.picture.height = static_cast<int>(pixels.height_px);
  out.picture.use_argb = config.lossless;
  const auto import = traits(pixels.format).has_alpha() ? WebPPictureImportRGBA : WebPPictureImportRGB;
  if (import(&out.picture, pixels.data, static_cast<int>(pixels.stride_bytes)) == 0)
    return {Code::kOutOfMemory, "no memory to code the WebP"};
  if (WebPEncode(&config, &out.picture) == 0)
    return {Code::kEncodeFailed,
            "WebP pixels cannot be coded, libwebp error " + std::to_string(out.picture.error_code)};
  return {};
}

bool is_picture(std::string_view type) { return type == "VP8 " || type == "VP8L" || type == "ALPH"; }

// The coded picture's chunks in the place of the old ones, all else as it was.
Result<Bytes> encode_webp_like(ByteView original, image::View pixels, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks split, container::split_webp(original, limits));
  if (split.find("ANIM") != nullptr || split.find("ANMF") != nullptr)
    return Status{Code::kUnsupportedPixels,
                  "an animated WebP cannot be written; mark its frames before they are put together"};
  WebPConfig config;
  IMPRINT_RETURN_IF_ERROR(configure(split, config));
  Coded coded;
  IMPRINT_RETURN_IF_ERROR(code_pixels(pixels, config, coded));
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks fresh,
                           container::split_webp({coded.writer.mem, coded.writer.size}, limits));
  std::vector<ByteView> chunks;
  bool placed = false;
  for (const WebpChunk& chunk : split.chunks) {
    if (!is_picture(chunk.type)) {
      chunks.push_back(chunk.raw);
      continue;
    }
    for (const WebpChunk& part : fresh.chunks)
      if (!placed && is_picture(part.type)) chunks.push_back(part.raw);
    placed = true;
  }
  return container::join_webp(chunks, split.trailing);
}

}  // namespace

const Codec kWebpCodec = {container::Format::kWebp, probe_webp, decode_webp, encode_webp_like};

}  // namespace imprint::codec
