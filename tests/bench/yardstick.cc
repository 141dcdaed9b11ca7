#include "yardstick.h"

// jpeglib.h leaves these two to its includer.
// clang-format off
#include <cstddef>
#include <cstdio>
#include <jpeglib.h>
// clang-format on
#include <png.h>
#include <zlib.h>

#include <cstdlib>
#include <cstring>

// Errors end the program (the libraries' own handlers): the inputs are ours.
namespace imprint::bench {
namespace {

using image::Image;
using image::PixelFormat;

constexpr int kJpegQuality = 90;
constexpr size_t kIdatBytes = size_t{1} << 20;

void append_png(png_structp png, png_bytep data, size_t size) {
  auto* out = static_cast<std::vector<uint8_t>*>(png_get_io_ptr(png));
  out->insert(out->end(), data, data + size);
}

void take_png(png_structp png, png_bytep to, size_t size) {
  auto* rest = static_cast<std::span<const uint8_t>*>(png_get_io_ptr(png));
  if (rest->size() < size) png_error(png, "the data ends too early");
  std::memcpy(to, rest->data(), size);
  *rest = rest->subspan(size);
}

}  // namespace

std::vector<uint8_t> encode_jpeg(const Image& picture) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &data, &size);
  info.image_width = picture.width_px;
  info.image_height = picture.height_px;
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, kJpegQuality, TRUE);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = const_cast<uint8_t*>(picture.view().row(info.next_scanline));
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  std::vector<uint8_t> out(data, data + size);
  jpeg_destroy_compress(&info);
  std::free(data);
  return out;
}

Image decode_jpeg(std::span<const uint8_t> file) {
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

std::vector<uint8_t> encode_png(const Image& picture) {
  std::vector<uint8_t> out;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &out, append_png, nullptr);
  png_set_compression_strategy(png, Z_RLE);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_ALL_FILTERS);
  png_set_compression_buffer_size(png, kIdatBytes);
  png_set_IHDR(png, info, picture.width_px, picture.height_px, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  png_write_info(png, info);
  for (uint32_t y = 0; y < picture.height_px; ++y) png_write_row(png, picture.view().row(y));
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return out;
}

Image decode_png(std::span<const uint8_t> file) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_read_fn(png, &file, take_png);
  png_read_info(png, info);
  Image out(png_get_image_width(png, info), png_get_image_height(png, info), PixelFormat::kRgb8);
  for (uint32_t y = 0; y < out.height_px; ++y) png_read_row(png, out.view().row(y), nullptr);
  png_read_end(png, nullptr);
  png_destroy_read_struct(&png, &info, nullptr);
  return out;
}

}  // namespace imprint::bench
