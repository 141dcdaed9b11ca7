#include "data/handling.h"

// jpeglib.h leaves these two to its includer.
#include <cstddef>
#include <cstdio>

#include <jpeglib.h>
#include <png.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numbers>

#include "data/painter.h"

namespace imprint::test {
namespace {

using image::Image;
using image::PixelFormat;

int png_colour_type(const image::FormatTraits& t) {
  if (t.colour_channels == 1) return t.has_alpha() ? PNG_COLOR_TYPE_GRAY_ALPHA : PNG_COLOR_TYPE_GRAY;
  return t.has_alpha() ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB;
}

void append_to_vector(png_structp png, png_bytep data, png_size_t size) {
  auto* out = static_cast<std::vector<uint8_t>*>(png_get_io_ptr(png));
  out->insert(out->end(), data, data + size);
}

Image read_jpeg(const std::vector<uint8_t>& file) {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, file.data(), static_cast<unsigned long>(file.size()));
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_RGB;
  jpeg_start_decompress(&info);
  Image out(info.output_width, info.output_height, PixelFormat::kRgb8);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = out.view().row(info.output_scanline);
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return out;
}

Image read_png(const std::vector<uint8_t>& file) {
  png_image info{};
  info.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&info, file.data(), file.size()) == 0) return {};
  info.format = PNG_FORMAT_RGB;
  Image out(info.width, info.height, PixelFormat::kRgb8);
  png_color black{0, 0, 0};
  if (png_image_finish_read(&info, &black, out.samples.data(), 0, nullptr) == 0) return {};
  return out;
}

// Between pixels, black outside.
void add_bilinear(const Image& picture, double x, double y, double weight, double* sum) {
  const double left = std::floor(x), top = std::floor(y);
  for (int dy = 0; dy <= 1; ++dy)
    for (int dx = 0; dx <= 1; ++dx) {
      const double px = left + dx, py = top + dy;
      if (px < 0 || py < 0 || px >= picture.width_px || py >= picture.height_px) continue;
      const double share = (1 - std::fabs(x - px)) * (1 - std::fabs(y - py)) * weight;
      const uint8_t* at = picture.view().row(static_cast<uint32_t>(py)) + static_cast<size_t>(px) * 3;
      for (int c = 0; c < 3; ++c) sum[c] += share * at[c];
    }
}

void store(Image& picture, uint32_t x, uint32_t y, const double* colour) {
  uint8_t* to = picture.view().row(y) + static_cast<size_t>(x) * 3;
  for (int c = 0; c < 3; ++c) to[c] = static_cast<uint8_t>(std::clamp(std::lround(colour[c]), 0l, 255l));
}

}  // namespace

std::vector<uint8_t> png_file(const Image& picture, int compression) {
  const image::FormatTraits t = traits(picture.format);
  std::vector<uint8_t> out;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &out, append_to_vector, nullptr);
  png_set_compression_level(png, compression);
  png_set_IHDR(png, info, picture.width_px, picture.height_px, static_cast<int>(8 * t.bytes_per_sample),
               png_colour_type(t), PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  const uint16_t one = 1;
  const bool little_endian = *reinterpret_cast<const uint8_t*>(&one) == 1;
  if (t.bytes_per_sample == 2 && little_endian) png_set_swap(png);
  if (t.blue_first) png_set_bgr(png);
  for (uint32_t y = 0; y < picture.height_px; ++y) png_write_row(png, picture.view().row(y));
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return out;
}

std::vector<uint8_t> jpeg_file(const Image& picture, int quality, bool full_chroma) {
  const bool grey = traits(picture.format).colour_channels == 1;
  const Image rgb = to_rgb8(picture);
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &data, &size);
  info.image_width = rgb.width_px;
  info.image_height = rgb.height_px;
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  if (grey) jpeg_set_colorspace(&info, JCS_GRAYSCALE);
  jpeg_set_quality(&info, quality, TRUE);
  if (full_chroma) info.comp_info[0].h_samp_factor = info.comp_info[0].v_samp_factor = 1;
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = const_cast<uint8_t*>(rgb.view().row(info.next_scanline));
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  std::vector<uint8_t> out(data, data + size);
  jpeg_destroy_compress(&info);
  std::free(data);
  return out;
}

Image read_file(const std::vector<uint8_t>& file) {
  return file.size() > 2 && file[0] == 0xFF && file[1] == 0xD8 ? read_jpeg(file) : read_png(file);
}

Image to_rgb8(const Image& picture) {
  const image::FormatTraits t = traits(picture.format);
  Image out(picture.width_px, picture.height_px, PixelFormat::kRgb8);
  for (uint32_t y = 0; y < picture.height_px; ++y)
    for (uint32_t x = 0; x < picture.width_px; ++x)
      for (uint32_t c = 0; c < 3; ++c) {
        const uint32_t from = t.colour_channels == 1 ? 0 : t.blue_first ? 2 - c : c;
        const uint32_t value = sample(picture, x, y, from);
        set_sample(out, x, y, c, t.bytes_per_sample == 1 ? value : (value + 128) / 257);
      }
  return out;
}

Image crop(const Image& picture, uint32_t x, uint32_t y, uint32_t width_px, uint32_t height_px) {
  Image out(width_px, height_px, picture.format);
  const size_t pixel = traits(picture.format).bytes_per_pixel();
  for (uint32_t row = 0; row < height_px; ++row)
    std::memcpy(out.view().row(row), picture.view().row(y + row) + x * pixel, out.stride_bytes());
  return out;
}

Image resize(const Image& picture, uint32_t width_px, uint32_t height_px) {
  const Image rgb = to_rgb8(picture);
  Image out(width_px, height_px, PixelFormat::kRgb8);
  const double step_x = static_cast<double>(rgb.width_px) / width_px, step_y = static_cast<double>(rgb.height_px) / height_px;
  const int nx = std::max(1, static_cast<int>(std::ceil(step_x))), ny = std::max(1, static_cast<int>(std::ceil(step_y)));
  for (uint32_t y = 0; y < height_px; ++y)
    for (uint32_t x = 0; x < width_px; ++x) {
      double sum[3] = {};
      for (int j = 0; j < ny; ++j)
        for (int i = 0; i < nx; ++i) {
          const double sx = (x + (i + 0.5) / nx) * step_x - 0.5, sy = (y + (j + 0.5) / ny) * step_y - 0.5;
          add_bilinear(rgb, std::clamp(sx, 0.0, rgb.width_px - 1.0), std::clamp(sy, 0.0, rgb.height_px - 1.0),
                       1.0 / (nx * ny), sum);
        }
      store(out, x, y, sum);
    }
  return out;
}

Image rotate(const Image& picture, double degrees) {
  const Image rgb = to_rgb8(picture);
  Image out(rgb.width_px, rgb.height_px, PixelFormat::kRgb8);
  const double c = std::cos(degrees * std::numbers::pi / 180), s = std::sin(degrees * std::numbers::pi / 180);
  const double cx = (rgb.width_px - 1) / 2.0, cy = (rgb.height_px - 1) / 2.0;
  for (uint32_t y = 0; y < out.height_px; ++y)
    for (uint32_t x = 0; x < out.width_px; ++x) {
      const double dx = x - cx, dy = y - cy;
      double sum[3] = {};
      add_bilinear(rgb, cx + c * dx - s * dy, cy + s * dx + c * dy, 1, sum);
      store(out, x, y, sum);
    }
  return out;
}

// The projective map that keeps the middle line and the bottom side: x is divided by 1 + g (h - y) / h from the middle on, y too.
Image keystone(const Image& picture, double narrower) {
  const Image rgb = to_rgb8(picture);
  Image out(rgb.width_px, rgb.height_px, PixelFormat::kRgb8);
  const double w = rgb.width_px, h = rgb.height_px, g = narrower / (1 - narrower);
  for (uint32_t y = 0; y < out.height_px; ++y)
    for (uint32_t x = 0; x < out.width_px; ++x) {
      const double up = (h - (y + 0.5)) / h, share = up / (1 + g - g * up);  // of the height that was below
      double sum[3] = {};
      add_bilinear(rgb, w / 2 + (x + 0.5 - w / 2) * (1 + g * share) - 0.5, h - share * h - 0.5, 1, sum);
      store(out, x, y, sum);
    }
  return out;
}

Image orient(const Image& picture, image::Orientation orientation) {
  const auto number = static_cast<uint32_t>(orientation);
  const bool swaps = number >= 5;
  const uint32_t w = picture.width_px, h = picture.height_px;
  Image out(swaps ? h : w, swaps ? w : h, picture.format);
  const size_t pixel = traits(picture.format).bytes_per_pixel();
  for (uint32_t y = 0; y < out.height_px; ++y)
    for (uint32_t x = 0; x < out.width_px; ++x) {
      uint32_t sx = swaps ? y : x, sy = swaps ? x : y;
      // EXIF 2, 3, 7, 8 read the stored row from its end; 3, 4, 6, 7 the stored column.
      if (number == 2 || number == 3 || number == 7 || number == 8) sx = w - 1 - sx;
      if (number == 3 || number == 4 || number == 6 || number == 7) sy = h - 1 - sy;
      std::memcpy(out.view().row(y) + x * pixel, picture.view().row(sy) + sx * pixel, pixel);
    }
  return out;
}

}  // namespace imprint::test
