// A decoded picture, and what a file says about itself.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprint_conform {

using Bytes = std::vector<uint8_t>;
using ByteSpan = std::span<const uint8_t>;

// Pixels as stored, row 0 on top: 8 or 16 bits a sample (CV_8U, CV_16U), 1 (grey), 3 (RGB) or 4 channels (RGBA, alpha
// not multiplied in). The order is R, G, B, unlike OpenCV's own.
struct Picture {
  cv::Mat pixels;

  int width() const { return pixels.cols; }
  int height() const { return pixels.rows; }
  int channels() const { return pixels.channels(); }
  int bits() const { return pixels.depth() == CV_16U ? 16 : 8; }
  bool has_alpha() const { return pixels.channels() == 4; }
};

// ConformError unless the picture is of one of the kinds above and has pixels; `what` names it in the sentence.
void check_picture(const Picture& picture, std::string_view what);

enum class FileFormat { kPng, kJpeg, kWebp, kGif, kAvif, kTiff };
std::string_view word_of(FileFormat format);       // "png", "jpeg", "webp", "gif", "avif", "tiff"
std::string_view extension_of(FileFormat format);  // "png", "jpg", "webp", "gif", "avif", "tif"

// By the first bytes; empty: none of them.
std::optional<FileFormat> format_of(ByteSpan file);

// What the judge of quality compares before and after, read from the file without decoding its pixels.
struct FileFacts {
  FileFormat format = FileFormat::kPng;
  uint32_t width = 0, height = 0;
  int channels = 3;  // of what decode() gives: 1, 3 or 4
  int bits = 8;      // a sample as stored: 1 to 16; of a palette, those of its colours: 8
  bool has_alpha = false;
  std::string icc_sha256;         // of the embedded profile; empty: none
  uint64_t icc_bytes = 0;         // its length
  int orientation = 1;            // EXIF's number 1 to 8; of AVIF what irot and imir say, of TIFF its own tag
  bool says_orientation = false;  // it stands in the file
};

}  // namespace imprint_conform
