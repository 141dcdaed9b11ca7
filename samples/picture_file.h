// RGB pixels of a PNG or JPEG that is in memory, for the samples.
#pragma once

// jpeglib.h needs cstdio and does not say so:
// clang-format off
#include <cstdio>
#include <jpeglib.h>
// clang-format on

#include <span>

#include "png_file.h"

inline std::vector<uint8_t> read_file(const char* path) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) stop(path, "cannot be opened");
  std::vector<uint8_t> bytes;
  uint8_t block[65536];
  while (const size_t count = std::fread(block, 1, sizeof block, file)) bytes.insert(bytes.end(), block, block + count);
  if (std::ferror(file) != 0) stop(path, "cannot be read");
  std::fclose(file);
  return bytes;
}

// Transparent parts as they look on white; 16 bits as the 8 upper ones of the same encoding.
inline Rgb decode_png(const char* path, std::span<const uint8_t> bytes) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) == 0) stop(path, png.message);
  png.format = PNG_FORMAT_RGB;
  png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  const png_color white = {255, 255, 255};
  Rgb out(png.width, png.height);
  if (png_image_finish_read(&png, &white, out.samples.data(), 0, nullptr) == 0) stop(path, png.message);
  return out;
}

[[noreturn]] inline void stop_on_jpeg_error(j_common_ptr codec) {
  char message[JMSG_LENGTH_MAX];
  codec->err->format_message(codec, message);
  stop(static_cast<const char*>(codec->client_data), message);
}

// As stored: the EXIF orientation is not applied.
inline Rgb decode_jpeg(const char* path, std::span<const uint8_t> bytes) {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors;
  jpeg.err = jpeg_std_error(&errors);
  errors.error_exit = stop_on_jpeg_error;
  jpeg.client_data = const_cast<char*>(path);
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes.data(), static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&jpeg, TRUE);
  jpeg.out_color_space = JCS_RGB;
  jpeg_start_decompress(&jpeg);
  Rgb out(jpeg.output_width, jpeg.output_height);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = out.at(0, jpeg.output_scanline);
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return out;
}

inline Rgb decode_picture(const char* path, std::span<const uint8_t> bytes) {
  const bool is_jpeg = bytes.size() > 2 && bytes[0] == 0xFF && bytes[1] == 0xD8;
  return is_jpeg ? decode_jpeg(path, bytes) : decode_png(path, bytes);
}
