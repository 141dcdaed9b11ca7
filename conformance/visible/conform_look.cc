// A small tool for trials: what the finder sees in each picture, one JSON line a file. Not installed.
#include <png.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <opencv2/core.hpp>

#include "model/error.h"
#include "visible/finder.h"

// libjpeg's header needs <cstdio> before it.
#include <jpeglib.h>

#ifdef IMPRINT_WITH_WEBP
#include <webp/decode.h>
#endif

using namespace imprint_conform;

namespace {

using Bytes = std::vector<unsigned char>;

cv::Mat decode_png(const Bytes& file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, file.data(), file.size())) throw ConformError(image.message);
  const bool alpha = (image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  image.format = alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  cv::Mat picture(static_cast<int>(image.height), static_cast<int>(image.width), alpha ? CV_8UC4 : CV_8UC3);
  if (!png_image_finish_read(&image, nullptr, picture.data, static_cast<png_int_32>(picture.step), nullptr))
    throw ConformError(image.message);
  return picture;
}

cv::Mat decode_jpeg(const Bytes& file) {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  errors.error_exit = [](j_common_ptr) { throw ConformError("no JPEG that can be read"); };
  errors.emit_message = [](j_common_ptr, int) {};
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, file.data(), file.size());
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_RGB;
  jpeg_start_decompress(&info);
  cv::Mat picture(static_cast<int>(info.output_height), static_cast<int>(info.output_width), CV_8UC3);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = picture.ptr(static_cast<int>(info.output_scanline));
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_destroy_decompress(&info);
  return picture;
}

cv::Mat decode(const Bytes& file) {
  if (file.size() > 8 && std::memcmp(file.data(), "\x89PNG", 4) == 0) return decode_png(file);
  if (file.size() > 3 && file[0] == 0xFF && file[1] == 0xD8) return decode_jpeg(file);
#ifdef IMPRINT_WITH_WEBP
  int width = 0, height = 0;
  if (WebPGetInfo(file.data(), file.size(), &width, &height)) {
    cv::Mat picture(height, width, CV_8UC4);
    if (WebPDecodeRGBAInto(file.data(), file.size(), picture.data, picture.step * picture.rows,
                           static_cast<int>(picture.step)))
      return picture;
  }
#endif
  throw ConformError("neither PNG, JPEG nor WebP");
}

nlohmann::json answer(const char* name, TextReader& reader, const LookOptions& options) try {
  std::ifstream stream(name, std::ios::binary);
  const Bytes file{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  const std::clock_t start = std::clock();  // processor time: the machine may be busy
  nlohmann::json record = to_json(look(decode(file), reader, options));
  record["seconds"] = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  record["file"] = name;
  return record;
} catch (const std::exception& e) {
  return {{"file", name}, {"error", e.what()}};
}

}  // namespace

int main(int argc, char** argv) try {
  if (std::getenv("OMP_THREAD_LIMIT") == nullptr) {  // read by the OpenMP library before main()
    setenv("OMP_THREAD_LIMIT", "1", 1);
    execv("/proc/self/exe", argv);
  }
  cv::setNumThreads(1);
  LookOptions options;
  int first = 1;
  if (argc > 1 && std::strcmp(argv[1], "--everything") == 0) {
    options.everything = true;
    ++first;
  }
  if (first >= argc) {
    std::cerr << "usage: conform_look [--everything] IMAGE...\n";
    return 2;
  }
  TextReader reader;
  for (int i = first; i < argc; ++i) std::cout << answer(argv[i], reader, options).dump() << std::endl;
  return 0;
} catch (const std::exception& e) {
  std::cerr << "conform_look: " << e.what() << '\n';
  return 1;
}
