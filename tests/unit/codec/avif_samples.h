// AVIF files drawn by code through libavif, with whichever AV1 encoder it has.
#pragma once

#include <avif/avif.h>

#include <functional>

#include "base/bytes.h"

namespace imprint::test {

struct AvifSpec {
  uint32_t width_px = 40, height_px = 24;
  uint32_t depth = 8;  // also 10, 12
  avifPixelFormat sampling = AVIF_PIXEL_FORMAT_YUV444;
  bool alpha = false, premultiplied = false, lossless = true;
  uint32_t grid_columns = 1, grid_rows = 1;  // of cells of the size above
  uint32_t frames = 1;                       // more: an image sequence
  std::function<void(avifImage&)> adjust = {};
};

inline bool can_encode_avif() { return avifCodecName(AVIF_CODEC_CHOICE_AUTO, AVIF_CODEC_FLAG_CAN_ENCODE) != nullptr; }

// 0 to 255, smooth, different in every channel; alpha is never 0.
inline uint32_t avif_sample(uint32_t x, uint32_t y, uint32_t c) {
  return c == 3 ? 255 - x : (3 * x + 4 * y + 50 * c) % 256;
}

inline void fill(avifImage& image, const AvifSpec& spec) {
  avifRGBImage rgb;
  avifRGBImageSetDefaults(&rgb, &image);
  rgb.format = spec.alpha ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
  rgb.depth = 8;
  avifRGBImageAllocatePixels(&rgb);
  const uint32_t channels = avifRGBFormatChannelCount(rgb.format);
  for (uint32_t y = 0; y < spec.height_px; ++y)
    for (uint32_t i = 0; i < spec.width_px * channels; ++i) {
      const uint32_t c = spec.sampling == AVIF_PIXEL_FORMAT_YUV400 && i % channels != 3 ? 0 : i % channels;
      rgb.pixels[y * rgb.rowBytes + i] = static_cast<uint8_t>(avif_sample(i / channels, y, c));
    }
  avifImageRGBToYUV(&image, &rgb);
  avifRGBImageFreePixels(&rgb);
}

inline avifImage* make_cell(const AvifSpec& spec) {
  avifImage* image = avifImageCreate(spec.width_px, spec.height_px, spec.depth, spec.sampling);
  image->yuvRange = AVIF_RANGE_FULL;
  // The identity matrix loses nothing, and exists for full sampling only.
  const bool identity = spec.lossless && spec.sampling == AVIF_PIXEL_FORMAT_YUV444;
  image->matrixCoefficients = identity ? AVIF_MATRIX_COEFFICIENTS_IDENTITY : AVIF_MATRIX_COEFFICIENTS_BT601;
  image->alphaPremultiplied = spec.premultiplied ? AVIF_TRUE : AVIF_FALSE;
  fill(*image, spec);
  if (spec.adjust) spec.adjust(*image);
  return image;
}

inline avifResult add_pictures(avifEncoder& encoder, const AvifSpec& spec) {
  avifImage* cell = make_cell(spec);
  avifResult result = AVIF_RESULT_OK;
  if (spec.grid_columns * spec.grid_rows > 1) {
    const std::vector<const avifImage*> cells(spec.grid_columns * spec.grid_rows, cell);
    result =
        avifEncoderAddImageGrid(&encoder, spec.grid_columns, spec.grid_rows, cells.data(), AVIF_ADD_IMAGE_FLAG_SINGLE);
  } else if (spec.frames > 1) {
    for (uint32_t i = 0; i < spec.frames && result == AVIF_RESULT_OK; ++i)
      result = avifEncoderAddImage(&encoder, cell, 1, AVIF_ADD_IMAGE_FLAG_NONE);
  } else {
    result = avifEncoderAddImage(&encoder, cell, 1, AVIF_ADD_IMAGE_FLAG_SINGLE);
  }
  avifImageDestroy(cell);
  return result;
}

inline Bytes make_avif(const AvifSpec& spec) {
  avifEncoder* encoder = avifEncoderCreate();
  encoder->speed = 9;
  encoder->timescale = 10;
  encoder->minQuantizer = encoder->maxQuantizer = spec.lossless ? AVIF_QUANTIZER_LOSSLESS : 20;
  encoder->minQuantizerAlpha = encoder->maxQuantizerAlpha = AVIF_QUANTIZER_LOSSLESS;
  avifRWData coded = AVIF_DATA_EMPTY;
  avifResult result = add_pictures(*encoder, spec);
  if (result == AVIF_RESULT_OK) result = avifEncoderFinish(encoder, &coded);
  Bytes out;
  if (result == AVIF_RESULT_OK) out.assign(coded.data, coded.data + coded.size);
  avifRWDataFree(&coded);
  avifEncoderDestroy(encoder);
  return out;
}

}  // namespace imprint::test
