// JPEG files drawn by code through libjpeg, with the choices that encode_like() has to keep.
#pragma once

// jpeglib.h needs cstdio and does not say so:
// clang-format off
#include <cstdio>
#include <jpeglib.h>
// clang-format on

#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <vector>

#include "base/bytes.h"
#include "image/view.h"

namespace imprint::test {

struct JpegSpec {
  uint32_t width_px = 40, height_px = 24;
  J_COLOR_SPACE input = JCS_RGB;     // also JCS_GRAYSCALE, JCS_CMYK
  J_COLOR_SPACE stored = JCS_YCbCr;  // also JCS_GRAYSCALE, JCS_RGB, JCS_CMYK, JCS_YCCK
  std::array<int, 2> luma_sampling = {2, 2};
  int quality = 90;
  bool progressive = false, optimised = false, arithmetic = false;
  unsigned restart_interval = 0;
  std::function<void(jpeg_compress_struct&)> adjust = {};         // last word before the picture starts
  std::function<void(jpeg_compress_struct&)> write_markers = {};  // after the start: jpeg_write_marker()
};

// Smooth enough for JPEG to keep, different in every channel.
inline uint8_t drawn_sample(uint32_t x, uint32_t y, uint32_t c) {
  return static_cast<uint8_t>(128 + 100 * std::sin(0.11 * x + 0.9 * c) * std::cos(0.07 * y + 0.5 * c));
}

inline image::Image drawn_picture(uint32_t width_px, uint32_t height_px, image::PixelFormat format) {
  image::Image out(width_px, height_px, format);
  const uint32_t channels = traits(format).channels;
  for (uint32_t y = 0; y < height_px; ++y)
    for (uint32_t i = 0; i < width_px * channels; ++i)
      out.view().row(y)[i] = drawn_sample(i / channels, y, i % channels);
  return out;
}

inline Bytes make_jpeg(const JpegSpec& spec) {
  jpeg_compress_struct codec{};
  jpeg_error_mgr errors{};
  codec.err = jpeg_std_error(&errors);
  errors.emit_message = [](j_common_ptr, int) {};  // coarse tables are meant
  jpeg_create_compress(&codec);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&codec, &bytes, &size);
  codec.image_width = spec.width_px;
  codec.image_height = spec.height_px;
  codec.in_color_space = spec.input;
  codec.input_components = spec.input == JCS_GRAYSCALE ? 1 : spec.input == JCS_CMYK ? 4 : 3;
  jpeg_set_defaults(&codec);
  jpeg_set_colorspace(&codec, spec.stored);
  jpeg_set_quality(&codec, spec.quality, FALSE);
  codec.comp_info[0].h_samp_factor = spec.luma_sampling[0];
  codec.comp_info[0].v_samp_factor = spec.luma_sampling[1];
  codec.restart_interval = spec.restart_interval;
  codec.optimize_coding = spec.optimised ? TRUE : FALSE;
  codec.arith_code = spec.arithmetic ? TRUE : FALSE;
  if (spec.progressive) jpeg_simple_progression(&codec);
  if (spec.adjust) spec.adjust(codec);
  jpeg_start_compress(&codec, TRUE);
  if (spec.write_markers) spec.write_markers(codec);
  const uint32_t channels = static_cast<uint32_t>(codec.input_components);
  std::vector<uint8_t> row(spec.width_px * channels);
  for (uint32_t y = 0; y < spec.height_px; ++y) {
    for (uint32_t i = 0; i < row.size(); ++i) row[i] = drawn_sample(i / channels, y, i % channels);
    JSAMPROW line = row.data();
    jpeg_write_scanlines(&codec, &line, 1);
  }
  jpeg_finish_compress(&codec);
  jpeg_destroy_compress(&codec);
  Bytes out(bytes, bytes + size);
  std::free(bytes);
  return out;
}

}  // namespace imprint::test
