// TIFF files drawn by code through libtiff.
#pragma once

#include "codec/tiff_memory.h"
#include "image/view.h"

namespace imprint::test {

struct TiffSpec {
  uint32_t width_px = 45, height_px = 31;
  image::PixelFormat format = image::PixelFormat::kRgb8;
  uint16_t compression = COMPRESSION_NONE, predictor = 1, orientation = 1;
  uint32_t rows_per_strip = 8, tile_px = 0;  // tiles instead of strips when not 0
  bool little_endian = true;
  uint16_t extra = EXTRASAMPLE_UNASSALPHA;
};

inline image::Image tiff_picture(const TiffSpec& spec) {
  image::Image out(spec.width_px, spec.height_px, spec.format);
  uint32_t seed = 7;
  for (size_t i = 0; i < out.samples.size(); ++i) {
    seed = seed * 1664525u + 1013904223u;
    out.samples[i] = static_cast<uint8_t>(i / 7 + (seed >> 29));
  }
  return out;
}

inline Bytes make_tiff(const image::Image& picture, const TiffSpec& spec) {
  codec::TiffMemory memory(spec.little_endian, {});
  TIFF* t = memory.get();
  const image::FormatTraits traits = image::traits(spec.format);
  TIFFSetField(t, TIFFTAG_IMAGEWIDTH, spec.width_px);
  TIFFSetField(t, TIFFTAG_IMAGELENGTH, spec.height_px);
  TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, 8 * traits.bytes_per_sample);
  TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, traits.channels);
  TIFFSetField(t, TIFFTAG_PHOTOMETRIC, traits.colour_channels == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
  TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(t, TIFFTAG_COMPRESSION, spec.compression);
  TIFFSetField(t, TIFFTAG_ORIENTATION, spec.orientation);
  TIFFSetField(t, TIFFTAG_SOFTWARE, "drawn by a test");
  if (spec.predictor != 1) TIFFSetField(t, TIFFTAG_PREDICTOR, spec.predictor);
  if (traits.has_alpha()) TIFFSetField(t, TIFFTAG_EXTRASAMPLES, 1, &spec.extra);
  const size_t pixel = traits.bytes_per_pixel();
  if (spec.tile_px != 0) {
    TIFFSetField(t, TIFFTAG_TILEWIDTH, spec.tile_px);
    TIFFSetField(t, TIFFTAG_TILELENGTH, spec.tile_px);
    for (uint32_t y = 0; y < spec.height_px; y += spec.tile_px)
      for (uint32_t x = 0; x < spec.width_px; x += spec.tile_px) {
        Bytes tile(size_t{spec.tile_px} * spec.tile_px * pixel, 0);
        for (uint32_t row = 0; row < std::min(spec.tile_px, spec.height_px - y); ++row)
          std::copy_n(picture.view().row(y + row) + x * pixel, std::min(spec.tile_px, spec.width_px - x) * pixel,
                      tile.data() + row * spec.tile_px * pixel);
        TIFFWriteTile(t, tile.data(), x, y, 0, 0);
      }
  } else {
    TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, spec.rows_per_strip);
    for (uint32_t y = 0; y < spec.height_px; ++y) {
      Bytes row(picture.view().row(y), picture.view().row(y) + picture.stride_bytes());
      TIFFWriteScanline(t, row.data(), y);
    }
  }
  TIFFWriteDirectory(t);
  const ByteView written = memory.written();
  return {written.begin(), written.end()};
}

}  // namespace imprint::test
