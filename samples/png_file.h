// RGB pictures from and to PNG files, for the samples.
#pragma once

#include <png.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

struct Rgb {
  uint32_t width = 0, height = 0;
  std::vector<uint8_t> samples;  // width * height * 3

  Rgb() = default;
  Rgb(uint32_t w, uint32_t h) : width(w), height(h), samples(size_t{w} * h * 3) {}
  uint8_t* at(uint32_t x, uint32_t y) { return samples.data() + (size_t{y} * width + x) * 3; }
  const uint8_t* at(uint32_t x, uint32_t y) const { return samples.data() + (size_t{y} * width + x) * 3; }
};

[[noreturn]] inline void stop(const char* path, const char* message) {
  std::fprintf(stderr, "%s: %s\n", path, message);
  std::exit(1);
}

inline Rgb read_png(const char* path) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&png, path) == 0) stop(path, png.message);
  png.format = PNG_FORMAT_RGB;
  Rgb out(png.width, png.height);
  if (png_image_finish_read(&png, nullptr, out.samples.data(), 0, nullptr) == 0) stop(path, png.message);
  return out;
}

inline void write_png(const char* path, const Rgb& picture) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = picture.width;
  png.height = picture.height;
  png.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&png, path, 0, picture.samples.data(), 0, nullptr) == 0) stop(path, png.message);
}
