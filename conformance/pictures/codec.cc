// Which reader a file gets, and what all of them share: limits, EXIF, orientation, what a viewer shows.
#include "pictures/codec.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "model/error.h"
#include "pictures/files.h"
#include "pictures/formats.h"

namespace imprint_conform {
namespace {

struct Row {
  FileFormat format;
  std::string_view word, extension, title;
  Reader read;
  bool built;
};

#if defined(IMPRINT_WITH_WEBP)
constexpr bool kWebp = true;
#else
constexpr bool kWebp = false;
#endif
#if defined(IMPRINT_WITH_GIF)
constexpr bool kGif = true;
#else
constexpr bool kGif = false;
#endif
#if defined(IMPRINT_WITH_AVIF)
constexpr bool kAvif = true;
#else
constexpr bool kAvif = false;
#endif
#if defined(IMPRINT_WITH_TIFF)
constexpr bool kTiff = true;
#else
constexpr bool kTiff = false;
#endif

constexpr std::array<Row, 6> kRows = {{{FileFormat::kPng, "png", "png", "PNG", read_png, true},
                                       {FileFormat::kJpeg, "jpeg", "jpg", "JPEG", read_jpeg, true},
                                       {FileFormat::kWebp, "webp", "webp", "WebP", read_webp, kWebp},
                                       {FileFormat::kGif, "gif", "gif", "GIF", read_gif, kGif},
                                       {FileFormat::kAvif, "avif", "avif", "AVIF", read_avif, kAvif},
                                       {FileFormat::kTiff, "tiff", "tif", "TIFF", read_tiff, kTiff}}};
const Row& row_of(FileFormat format) { return kRows[static_cast<size_t>(format)]; }

bool begins(ByteSpan file, size_t at, std::string_view bytes) {
  return file.size() >= at + bytes.size() && std::memcmp(file.data() + at, bytes.data(), bytes.size()) == 0;
}

// ISO/IEC 14496-12 4.3: a box "ftyp", with the brand or a compatible one among the first few.
bool is_avif(ByteSpan file) {
  if (!begins(file, 4, "ftyp")) return false;
  const size_t end = std::min<size_t>(file.size(), 64);
  for (size_t at = 8; at + 4 <= end; at += 4)
    if (begins(file, at, "avif") || begins(file, at, "avis")) return true;
  return false;
}

Read read_any(ByteSpan file, bool with_pixels, uint64_t max_pixels) {
  const auto format = format_of(file);
  if (!format)
    throw ConformError("the file is no picture that the suite reads (PNG, JPEG, WebP, GIF, AVIF, TIFF): " +
                       std::to_string(file.size()) + " bytes");
  const Row& row = row_of(*format);
  if (!row.built) refuse(row.title, "this build has no reader for it");
  try {
    Read read = row.read(file, with_pixels, max_pixels);
    read.facts.format = *format;
    return read;
  } catch (const cv::Exception& e) {
    refuse(row.title, e.what());
  } catch (const std::bad_alloc&) {
    refuse(row.title, "no memory for its pixels");
  }
}

}  // namespace

std::string_view word_of(FileFormat format) { return row_of(format).word; }
std::string_view extension_of(FileFormat format) { return row_of(format).extension; }
bool can_read(FileFormat format) { return row_of(format).built; }

std::optional<FileFormat> format_of(ByteSpan file) {
  using namespace std::string_view_literals;
  if (begins(file, 0, "\x89PNG\r\n\x1a\n"sv)) return FileFormat::kPng;
  if (begins(file, 0, "\xff\xd8\xff"sv)) return FileFormat::kJpeg;
  if (begins(file, 0, "RIFF") && begins(file, 8, "WEBP")) return FileFormat::kWebp;
  if (begins(file, 0, "GIF87a") || begins(file, 0, "GIF89a")) return FileFormat::kGif;
  if (begins(file, 0, "II*\0"sv) || begins(file, 0, "MM\0*"sv)) return FileFormat::kTiff;
  if (is_avif(file)) return FileFormat::kAvif;
  return std::nullopt;
}

void check_picture(const Picture& picture, std::string_view what) {
  const int channels = picture.channels(), depth = picture.pixels.depth();
  if (picture.pixels.empty()) throw ConformError(std::string(what) + ": the picture has no pixels");
  if (depth != CV_8U && depth != CV_16U)
    throw ConformError(std::string(what) + ": samples must have 8 or 16 bits; OpenCV's depth is " +
                       std::to_string(depth));
  if (channels != 1 && channels != 3 && channels != 4)
    throw ConformError(std::string(what) + ": 1, 3 or 4 channels; the picture has " + std::to_string(channels));
}

void check_size(std::string_view format, uint64_t width, uint64_t height, uint64_t max_pixels) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height);
  if (width == 0 || height == 0) refuse(format, "its size is " + size);
  if (width > 1'000'000 || height > 1'000'000 || width * height > max_pixels)
    refuse(format, size + " pixels are more than the limit of " + std::to_string(max_pixels));
}

void refuse(std::string_view format, std::string_view why) {
  throw ConformError(std::string(format) + " cannot be read: " + std::string(why));
}

void note_icc(FileFacts& facts, const void* profile, size_t bytes) {
  if (profile == nullptr || bytes == 0) return;
  facts.icc_sha256 = sha256_hex({static_cast<const uint8_t*>(profile), bytes});
  facts.icc_bytes = bytes;
}

// TIFF 6.0: byte order, 42, place of the first directory; entries of 12 bytes. Tag 0x0112 is a SHORT.
void note_exif(FileFacts& facts, ByteSpan exif) {
  using namespace std::string_view_literals;
  if (begins(exif, 0, "Exif\0\0"sv)) exif = exif.subspan(6);
  if (exif.size() < 8) return;
  const bool little = begins(exif, 0, "II*\0"sv);
  if (!little && !begins(exif, 0, "MM\0*"sv)) return;
  const auto u16 = [&](uint64_t at) -> uint32_t {
    return little ? exif[at] | exif[at + 1] << 8 : exif[at] << 8 | exif[at + 1];
  };
  const uint64_t directory = little ? u16(4) | uint64_t{u16(6)} << 16 : uint64_t{u16(4)} << 16 | u16(6);
  if (directory + 2 > exif.size()) return;
  const uint32_t entries = u16(directory);
  for (uint64_t i = 0; i < entries && directory + 2 + (i + 1) * 12 <= exif.size(); ++i) {
    const uint64_t entry = directory + 2 + i * 12;
    if (u16(entry) != 0x0112 || u16(entry + 2) != 3) continue;
    const uint32_t value = u16(entry + 8);
    if (value < 1 || value > 8) return;
    facts.orientation = static_cast<int>(value);
    facts.says_orientation = true;
    return;
  }
}

void check_can_hold(const Picture& picture, std::string_view format, bool grey, bool alpha, bool deep) {
  check_picture(picture, format);
  const std::string name(format);
  if (picture.channels() == 1 && !grey) throw ConformError(name + " is written from RGB, and the picture is grey");
  if (picture.channels() == 4 && !alpha) throw ConformError(name + " holds no alpha, and the picture has it");
  if (picture.bits() == 16 && !deep) throw ConformError(name + " is written with 8 bits, and the picture has 16");
}

void check_number(std::string_view what, int value, int least, int most) {
  if (value >= least && value <= most) return;
  throw ConformError(std::string(what) + " must be " + std::to_string(least) + " to " + std::to_string(most) +
                     "; it is " + std::to_string(value));
}

Picture decode(ByteSpan file, const DecodeOptions& options) {
  Read read = read_any(file, true, options.max_pixels);
  return options.apply_orientation ? apply_orientation(read.picture, read.facts.orientation) : read.picture;
}

FileFacts facts_of(ByteSpan file) { return read_any(file, false, UINT64_MAX).facts; }

Picture apply_orientation(const Picture& picture, int orientation) {
  check_number("EXIF's orientation", orientation, 1, 8);
  Picture out;
  cv::Mat turned = picture.pixels;
  if (orientation >= 5) cv::transpose(picture.pixels, turned);  // 5 is exactly this
  switch (orientation) {
    case 2:
    case 6: cv::flip(turned, out.pixels, 1); break;  // left and right
    case 3:
    case 7: cv::flip(turned, out.pixels, -1); break;  // both
    case 4:
    case 8: cv::flip(turned, out.pixels, 0); break;  // top and bottom
    default: out.pixels = turned.clone();
  }
  return out;
}

Picture undo_orientation(const Picture& picture, int orientation) {
  // 6 and 8 undo each other; all others are their own inverse.
  return apply_orientation(picture, orientation == 6 ? 8 : orientation == 8 ? 6 : orientation);
}

Picture to_rgb8(const Picture& picture) {
  check_picture(picture, "to_rgb8");
  cv::Mat eight = picture.pixels;
  if (picture.bits() == 16) picture.pixels.convertTo(eight, CV_8U, 1.0 / 257.0);
  Picture out;
  if (eight.channels() == 1) cv::cvtColor(eight, out.pixels, cv::COLOR_GRAY2RGB);
  if (eight.channels() == 3) out.pixels = eight.clone();
  if (eight.channels() != 4) return out;
  out.pixels.create(eight.size(), CV_8UC3);
  for (int y = 0; y < eight.rows; ++y) {
    const auto* from = eight.ptr<cv::Vec4b>(y);
    auto* to = out.pixels.ptr<cv::Vec3b>(y);
    for (int x = 0; x < eight.cols; ++x)
      for (int c = 0; c < 3; ++c) {
        const int alpha = from[x][3];
        to[x][c] = static_cast<uint8_t>((from[x][c] * alpha + 255 * (255 - alpha) + 127) / 255);
      }
  }
  return out;
}

}  // namespace imprint_conform
