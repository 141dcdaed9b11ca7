// Section numbers are those of RFC 9649.
#include "codec/webp_bitstream.h"

#include <webp/decode.h>
#include <webp/encode.h>

#include <string>

#include "codec/webp_quality.h"

namespace imprint::codec {
namespace {

using container::WebpChunk;
using container::WebpChunks;
using image::PixelFormat;

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
Status configure(const WebpChunk* lossy, WebPConfig& config) {
  if (WebPConfigInit(&config) == 0) return {Code::kInternal, "libwebp has another version than its header"};
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

}  // namespace

Result<WebpFeatures> webp_features(ByteView bitstream) {
  WebPBitstreamFeatures features;
  IMPRINT_RETURN_IF_ERROR(webp_status(WebPGetFeatures(bitstream.data(), bitstream.size(), &features)));
  return WebpFeatures{static_cast<uint32_t>(features.width), static_cast<uint32_t>(features.height),
                      features.has_alpha != 0, features.has_animation != 0};
}

Status decode_webp_bitstream(ByteView bitstream, image::MutableView out) {
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return {Code::kInternal, "libwebp has another version than its header"};
  config.output.colorspace = out.format == PixelFormat::kRgba8 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  WebPRGBABuffer& target = config.output.u.RGBA;
  target.rgba = out.data;
  target.stride = static_cast<int>(out.stride_bytes);
  target.size = (out.height_px - 1) * out.stride_bytes + size_t{out.width_px} * traits(out.format).bytes_per_pixel();
  const VP8StatusCode code = WebPDecode(bitstream.data(), bitstream.size(), &config);
  WebPFreeDecBuffer(&config.output);
  return webp_status(code);
}

Result<Bytes> code_webp_file(image::View pixels, int quality) {
  if (pixels.width_px > WEBP_MAX_DIMENSION || pixels.height_px > WEBP_MAX_DIMENSION)
    return Status{Code::kEncodeFailed, "a WebP has sides of up to " + std::to_string(WEBP_MAX_DIMENSION) + " px; the picture is " +
                                           std::to_string(pixels.width_px) + " x " + std::to_string(pixels.height_px)};
  WebPConfig config;
  if (WebPConfigInit(&config) == 0) return Status{Code::kInternal, "libwebp has another version than its header"};
  config.quality = static_cast<float>(quality);
  Coded coded;
  IMPRINT_RETURN_IF_ERROR(code_pixels(pixels, config, coded));
  return Bytes(coded.writer.mem, coded.writer.mem + coded.writer.size);
}

Result<Bytes> code_webp_chunks(image::View pixels, const WebpChunk* lossy) {
  WebPConfig config;
  IMPRINT_RETURN_IF_ERROR(configure(lossy, config));
  Coded coded;
  IMPRINT_RETURN_IF_ERROR(code_pixels(pixels, config, coded));
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks fresh, container::split_webp({coded.writer.mem, coded.writer.size}, {}));
  std::vector<ByteView> chunks;
  for (const WebpChunk& part : fresh.chunks)
    if (is_webp_picture(part.type)) chunks.push_back(part.raw);
  return join(chunks);
}

}  // namespace imprint::codec
