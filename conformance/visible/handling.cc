// Half the size and JPEG, in memory.
#include "visible/handling.h"

#include <cstdio>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "model/error.h"

// libjpeg's header needs <cstdio> before it.
#include <jpeglib.h>

namespace imprint_conform {
namespace {

[[noreturn]] void refuse(j_common_ptr info) {
  char why[JMSG_LENGTH_MAX];
  info->err->format_message(info, why);
  throw ConformError(std::string("JPEG of a label's surroundings: ") + why);
}

struct Packed {
  unsigned char* data = nullptr;
  unsigned long size = 0;
  Packed() = default;
  Packed(const Packed&) = delete;
  Packed& operator=(const Packed&) = delete;
  ~Packed() { std::free(data); }  // jpeg_mem_dest() allocates with malloc()
};

void pack(const cv::Mat& rgb, int quality, Packed& out) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  errors.error_exit = refuse;
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, &out.data, &out.size);
  info.image_width = static_cast<JDIMENSION>(rgb.cols);
  info.image_height = static_cast<JDIMENSION>(rgb.rows);
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  jpeg_start_compress(&info, TRUE);
  for (int y = 0; y < rgb.rows; ++y) {
    JSAMPROW row = const_cast<JSAMPROW>(rgb.ptr(y));
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
}

cv::Mat unpack(const Packed& packed) {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  errors.error_exit = refuse;
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, packed.data, packed.size);
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_RGB;
  jpeg_start_decompress(&info);
  cv::Mat rgb(static_cast<int>(info.output_height), static_cast<int>(info.output_width), CV_8UC3);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = rgb.ptr(static_cast<int>(info.output_scanline));
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return rgb;
}

}  // namespace

cv::Mat halved_and_jpeg(const cv::Mat& rgb, int quality) {
  cv::Mat half;
  cv::resize(rgb, half, {std::max(1, rgb.cols / 2), std::max(1, rgb.rows / 2)}, 0, 0, cv::INTER_AREA);
  Packed packed;
  pack(half, quality, packed);
  return unpack(packed);
}

}  // namespace imprint_conform
