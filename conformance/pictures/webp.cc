// WebP by libwebp. Its metadata chunks are walked here: libwebp reads pixels alone.
#include <cstring>

#include "model/error.h"
#include "pictures/formats.h"

#if defined(IMPRINT_WITH_WEBP)
#include <webp/decode.h>
#include <webp/encode.h>

namespace imprint_conform {
namespace {

std::string_view why_of(VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY: return "no memory";
    case VP8_STATUS_UNSUPPORTED_FEATURE: return "a feature that libwebp does not know";
    case VP8_STATUS_NOT_ENOUGH_DATA: return "it ends too early";
    default: return "its bitstream is broken";
  }
}

uint32_t u32(ByteSpan file, size_t at) {
  return file[at] | file[at + 1] << 8 | file[at + 2] << 16 | static_cast<uint32_t>(file[at + 3]) << 24;
}

// WebP container specification: RIFF, size, "WEBP", then chunks of even length.
void walk_chunks(ByteSpan file, FileFacts& facts) {
  for (uint64_t at = 12; at + 8 <= file.size();) {
    const uint64_t size = u32(file, at + 4);
    if (at + 8 + size > file.size()) return;
    const ByteSpan body = file.subspan(at + 8, size);
    if (std::memcmp(file.data() + at, "ICCP", 4) == 0) note_icc(facts, body.data(), body.size());
    if (std::memcmp(file.data() + at, "EXIF", 4) == 0) note_exif(facts, body);
    at += 8 + size + (size & 1);
  }
}

struct Encoding {
  WebPPicture picture;
  WebPMemoryWriter writer;
  Encoding() { WebPMemoryWriterInit(&writer); }
  Encoding(const Encoding&) = delete;
  ~Encoding() {
    WebPPictureFree(&picture);
    WebPMemoryWriterClear(&writer);
  }
};

}  // namespace

Read read_webp(ByteSpan file, bool with_pixels, uint64_t max_pixels) {
  WebPBitstreamFeatures features;
  const VP8StatusCode status = WebPGetFeatures(file.data(), file.size(), &features);
  if (status != VP8_STATUS_OK) refuse("WebP", why_of(status));
  check_size("WebP", static_cast<uint64_t>(features.width), static_cast<uint64_t>(features.height), max_pixels);
  Read read;
  read.facts.width = static_cast<uint32_t>(features.width);
  read.facts.height = static_cast<uint32_t>(features.height);
  read.facts.has_alpha = features.has_alpha != 0;
  read.facts.channels = read.facts.has_alpha ? 4 : 3;
  walk_chunks(file, read.facts);
  if (!with_pixels) return read;
  if (features.has_animation != 0) refuse("WebP", "animations are not read");
  cv::Mat& pixels = read.picture.pixels;
  pixels.create(features.height, features.width, CV_8UC(read.facts.channels));
  const auto into = read.facts.has_alpha ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
  if (into(file.data(), file.size(), pixels.data, pixels.total() * pixels.elemSize(), static_cast<int>(pixels.step)) ==
      nullptr)
    refuse("WebP", "its bitstream is broken or ends too early");
  return read;
}

Bytes encode_webp(const Picture& picture, int quality) {
  check_can_hold(picture, "WebP", false, true, false);
  check_number("WebP's quality", quality, 0, 100);
  WebPConfig config;
  Encoding encoding;
  if (WebPConfigInit(&config) == 0 || WebPPictureInit(&encoding.picture) == 0)
    throw ConformError("WebP cannot be written: libwebp has another version than its headers");
  config.quality = static_cast<float>(quality);
  config.method = 4;
  encoding.picture.width = picture.width();
  encoding.picture.height = picture.height();
  encoding.picture.writer = WebPMemoryWrite;
  encoding.picture.custom_ptr = &encoding.writer;
  const cv::Mat& pixels = picture.pixels;
  const auto import = picture.has_alpha() ? WebPPictureImportRGBA : WebPPictureImportRGB;
  if (import(&encoding.picture, pixels.data, static_cast<int>(pixels.step)) == 0 ||
      WebPEncode(&config, &encoding.picture) == 0)
    throw ConformError("WebP cannot be written: libwebp's error " + std::to_string(encoding.picture.error_code) +
                       " for " + std::to_string(picture.width()) + " x " + std::to_string(picture.height()) + " px");
  return Bytes(encoding.writer.mem, encoding.writer.mem + encoding.writer.size);
}

}  // namespace imprint_conform

#else

namespace imprint_conform {

Read read_webp(ByteSpan, bool, uint64_t) { refuse("WebP", "this build has no reader for it"); }
Bytes encode_webp(const Picture&, int) { throw ConformError("WebP cannot be written: this build has no libwebp"); }

}  // namespace imprint_conform

#endif
