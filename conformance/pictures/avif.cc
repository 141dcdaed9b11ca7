// AVIF by libavif.
#include "model/error.h"
#include "pictures/formats.h"

#if defined(IMPRINT_WITH_AVIF)
#include <avif/avif.h>

#include <memory>

namespace imprint_conform {
namespace {

struct Destroy {
  void operator()(avifDecoder* decoder) const { avifDecoderDestroy(decoder); }
  void operator()(avifEncoder* encoder) const { avifEncoderDestroy(encoder); }
  void operator()(avifImage* image) const { avifImageDestroy(image); }
};

// ISO/IEC 23008-12 6.5.10 and 6.5.12 in EXIF's numbers: turned counter-clockwise by irot, then mirrored by imir about
// its axis: 0 exchanges top and bottom, 1 left and right.
int orientation_of(const avifImage& image) {
  constexpr int kTurned[] = {1, 8, 3, 6};
  constexpr int kTurnedAndMirrored[2][4] = {{4, 5, 2, 7}, {2, 7, 4, 5}};
  const int turns = (image.transformFlags & AVIF_TRANSFORM_IROT) != 0 ? image.irot.angle & 3 : 0;
  if ((image.transformFlags & AVIF_TRANSFORM_IMIR) == 0) return kTurned[turns];
  return kTurnedAndMirrored[image.imir.mode & 1][turns];
}

[[noreturn]] void refuse_with(avifResult result, const char* detail) {
  refuse("AVIF", std::string(avifResultToString(result)) + (detail[0] != '\0' ? ": " : "") + detail);
}

void decode_into(avifDecoder& decoder, Read& read) {
  const avifResult result = avifDecoderNextImage(&decoder);
  if (result != AVIF_RESULT_OK) refuse_with(result, decoder.diag.error);
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, decoder.image);
  rgb.depth = read.facts.bits > 8 ? 16 : 8;
  rgb.format = read.facts.has_alpha ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
  cv::Mat& pixels = read.picture.pixels;
  pixels.create(static_cast<int>(rgb.height), static_cast<int>(rgb.width),
                CV_MAKETYPE(rgb.depth == 16 ? CV_16U : CV_8U, read.facts.channels));
  rgb.pixels = pixels.data;
  rgb.rowBytes = static_cast<uint32_t>(pixels.step);
  const avifResult converted = avifImageYUVToRGB(decoder.image, &rgb);
  if (converted != AVIF_RESULT_OK) refuse_with(converted, "");
}

void set_options(avifEncoder& encoder, int cq_level, int speed) {
  encoder.codecChoice = AVIF_CODEC_CHOICE_AOM;
  encoder.maxThreads = 1;
  encoder.speed = speed;
  encoder.minQuantizer = AVIF_QUANTIZER_BEST_QUALITY;
  encoder.maxQuantizer = AVIF_QUANTIZER_WORST_QUALITY;
  avifEncoderSetCodecSpecificOption(&encoder, "end-usage", "q");
  avifEncoderSetCodecSpecificOption(&encoder, "cq-level", std::to_string(cq_level).c_str());
}

std::unique_ptr<avifImage, Destroy> image_of(const Picture& picture) {
  std::unique_ptr<avifImage, Destroy> image(
      avifImageCreate(picture.width(), picture.height(), 8, AVIF_PIXEL_FORMAT_YUV420));
  if (image == nullptr) throw ConformError("AVIF cannot be written: no memory");
  // What avifenc writes for a picture without a profile: sRGB, with the matrix of BT.601.
  image->colorPrimaries = AVIF_COLOR_PRIMARIES_BT709;
  image->transferCharacteristics = AVIF_TRANSFER_CHARACTERISTICS_SRGB;
  image->matrixCoefficients = AVIF_MATRIX_COEFFICIENTS_BT601;
  image->yuvRange = AVIF_RANGE_FULL;
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, image.get());
  rgb.depth = 8;
  rgb.format = picture.has_alpha() ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
  rgb.pixels = picture.pixels.data;
  rgb.rowBytes = static_cast<uint32_t>(picture.pixels.step);
  const avifResult result = avifImageRGBToYUV(image.get(), &rgb);
  if (result != AVIF_RESULT_OK)
    throw ConformError(std::string("AVIF cannot be written: ") + avifResultToString(result));
  return image;
}

}  // namespace

Read read_avif(ByteSpan file, bool with_pixels, uint64_t max_pixels) {
  std::unique_ptr<avifDecoder, Destroy> decoder(avifDecoderCreate());
  if (decoder == nullptr) refuse("AVIF", "no memory");
  decoder->maxThreads = 1;
  decoder->strictFlags = AVIF_STRICT_DISABLED;  // boxes that early encoders left out and pixels do not need
  // libavif's own limit is its largest picture; coded frames may be a little larger than what is shown.
  decoder->imageSizeLimit = static_cast<uint32_t>(std::min<uint64_t>(max_pixels, AVIF_DEFAULT_IMAGE_SIZE_LIMIT));
  avifResult result = avifDecoderSetIOMemory(decoder.get(), file.data(), file.size());
  if (result == AVIF_RESULT_OK) result = avifDecoderParse(decoder.get());
  if (result != AVIF_RESULT_OK) refuse_with(result, decoder->diag.error);
  const avifImage& image = *decoder->image;
  check_size("AVIF", image.width, image.height, max_pixels);
  Read read;
  read.facts.width = image.width;
  read.facts.height = image.height;
  read.facts.bits = static_cast<int>(image.depth);
  read.facts.has_alpha = decoder->alphaPresent != AVIF_FALSE;
  read.facts.channels = read.facts.has_alpha ? 4 : 3;
  read.facts.orientation = orientation_of(image);
  read.facts.says_orientation = (image.transformFlags & (AVIF_TRANSFORM_IROT | AVIF_TRANSFORM_IMIR)) != 0;
  note_icc(read.facts, image.icc.data, image.icc.size);
  if (with_pixels) decode_into(*decoder, read);
  return read;
}

Bytes encode_avif(const Picture& picture, int cq_level, int speed) {
  check_can_hold(picture, "AVIF", false, true, false);
  check_number("AVIF's cq level", cq_level, 0, 63);
  check_number("AVIF's speed", speed, 0, 10);
  const auto image = image_of(picture);
  std::unique_ptr<avifEncoder, Destroy> encoder(avifEncoderCreate());
  if (encoder == nullptr) throw ConformError("AVIF cannot be written: no memory");
  set_options(*encoder, cq_level, speed);
  avifRWData out = AVIF_DATA_EMPTY;
  const avifResult result = avifEncoderWrite(encoder.get(), image.get(), &out);
  Bytes bytes(out.data, out.data + out.size);
  avifRWDataFree(&out);
  if (result != AVIF_RESULT_OK)
    throw ConformError(std::string("AVIF cannot be written: ") + avifResultToString(result) + ": " +
                       encoder->diag.error);
  return bytes;
}

}  // namespace imprint_conform

#else

namespace imprint_conform {

Read read_avif(ByteSpan, bool, uint64_t) { refuse("AVIF", "this build has no reader for it"); }
Bytes encode_avif(const Picture&, int, int) { throw ConformError("AVIF cannot be written: this build has no libavif"); }

}  // namespace imprint_conform

#endif
