// JPEG by libjpeg-turbo.
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
// jpeglib.h wants size_t and FILE first
#include <jpeglib.h>

#include "model/error.h"
#include "pictures/formats.h"

namespace imprint_conform {
namespace {

// A progressive file of a few bytes can ask for thousands of passes over the whole picture.
constexpr int kMaxScans = 500;

struct Errors {
  jpeg_error_mgr manager;  // first: the library gives back a pointer to it
  std::jmp_buf leave;
  char message[JMSG_LENGTH_MAX];
};

void on_error(j_common_ptr info) {
  auto* errors = reinterpret_cast<Errors*>(info->err);
  info->err->format_message(info, errors->message);
  std::longjmp(errors->leave, 1);
}

void on_message(j_common_ptr info, int level) {
  if (level >= 0) return;
  const char* text =
      info->err->msg_code < info->err->last_jpeg_message ? info->err->jpeg_message_table[info->err->msg_code] : nullptr;
  if (text == nullptr) return;
  // The two warnings that mean that the picture is not whole; others are about bytes that nobody misses.
  if (std::strstr(text, "Premature end") != nullptr || std::strstr(text, "premature end") != nullptr) on_error(info);
}

void stop_at_scan(j_common_ptr info) {
  auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
  if (decompress->input_scan_number <= kMaxScans) return;
  auto* errors = reinterpret_cast<Errors*>(info->err);
  std::snprintf(errors->message, sizeof errors->message, "more than %d scans", kMaxScans);
  std::longjmp(errors->leave, 1);
}

// Everything that a longjmp passes over lives here.
struct Reading {
  Errors errors{};
  jpeg_decompress_struct info{};
  jpeg_progress_mgr progress{};
  Read out;
  cv::Mat four;  // CMYK before it becomes RGB

  Reading() {
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = on_error;
    errors.manager.emit_message = on_message;
    progress.progress_monitor = stop_at_scan;
  }
  Reading(const Reading&) = delete;
  ~Reading() { jpeg_destroy_decompress(&info); }
};

bool read_header(Reading& r, ByteSpan file) {
  if (setjmp(r.errors.leave)) return false;
  jpeg_create_decompress(&r.info);
  r.info.progress = &r.progress;
  jpeg_mem_src(&r.info, file.data(), static_cast<unsigned long>(file.size()));
  jpeg_save_markers(&r.info, JPEG_APP0 + 1, 0xffff);
  jpeg_save_markers(&r.info, JPEG_APP0 + 2, 0xffff);
  jpeg_read_header(&r.info, TRUE);
  return true;
}

// ICC.1:2010 B.4: "ICC_PROFILE\0", number of the piece, how many there are.
Bytes profile_of(const jpeg_decompress_struct& info) {
  Bytes profile;
  for (int wanted = 1, all = 1; wanted <= all; ++wanted)
    for (auto* marker = info.marker_list; marker != nullptr; marker = marker->next) {
      if (marker->marker != JPEG_APP0 + 2 || marker->data_length < 14) continue;
      if (std::memcmp(marker->data, "ICC_PROFILE", 12) != 0 || marker->data[12] != wanted) continue;
      all = marker->data[13];
      profile.insert(profile.end(), marker->data + 14, marker->data + marker->data_length);
      break;
    }
  return profile;
}

void note_facts(Reading& r) {
  FileFacts& facts = r.out.facts;
  facts.width = r.info.image_width;
  facts.height = r.info.image_height;
  facts.channels = r.info.num_components == 1 ? 1 : 3;
  facts.bits = r.info.data_precision;
  const Bytes profile = profile_of(r.info);
  note_icc(facts, profile.data(), profile.size());
  for (auto* marker = r.info.marker_list; marker != nullptr; marker = marker->next)
    if (marker->marker == JPEG_APP0 + 1 && !facts.says_orientation)
      if (marker->data_length > 6 && std::memcmp(marker->data, "Exif\0", 6) == 0)
        note_exif(facts, ByteSpan(marker->data, marker->data_length));
}

bool read_rows(Reading& r, cv::Mat& pixels) {
  if (setjmp(r.errors.leave)) return false;
  r.info.out_color_space = pixels.channels() == 1 ? JCS_GRAYSCALE : pixels.channels() == 3 ? JCS_RGB : JCS_CMYK;
  jpeg_start_decompress(&r.info);
  while (r.info.output_scanline < r.info.output_height) {
    JSAMPROW row = pixels.ptr(static_cast<int>(r.info.output_scanline));
    jpeg_read_scanlines(&r.info, &row, 1);
  }
  jpeg_finish_decompress(&r.info);
  return true;
}

// Adobe's programs store ink turned round; without their marker 255 is full ink.
void cmyk_to_rgb(const cv::Mat& cmyk, bool turned_round, cv::Mat& rgb) {
  rgb.create(cmyk.size(), CV_8UC3);
  for (int y = 0; y < cmyk.rows; ++y)
    for (int x = 0; x < cmyk.cols; ++x) {
      const auto ink = cmyk.at<cv::Vec4b>(y, x);
      const auto paper = [&](int c) { return turned_round ? ink[c] : 255 - ink[c]; };
      for (int c = 0; c < 3; ++c) rgb.at<cv::Vec3b>(y, x)[c] = static_cast<uint8_t>((paper(c) * paper(3) + 127) / 255);
    }
}

struct Writing {
  Errors errors{};
  jpeg_compress_struct info{};
  unsigned char* bytes = nullptr;
  unsigned long size = 0;

  Writing() {
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = on_error;
  }
  Writing(const Writing&) = delete;
  ~Writing() {
    jpeg_destroy_compress(&info);
    std::free(bytes);
  }
};

// The smallest EXIF block that states an orientation: one directory of one entry.
void write_orientation(jpeg_compress_struct& info, int orientation) {
  const uint8_t exif[] = {'E', 'x', 'i', 'f', 0,    0, 'M', 'M', 0, 42, 0, 0, 0,
                          8,   0,   1,   1,   0x12, 0, 3,   0,   0, 0,  1, 0, static_cast<uint8_t>(orientation),
                          0,   0,   0,   0,   0,    0};
  jpeg_write_marker(&info, JPEG_APP0 + 1, exif, sizeof exif);
}

bool write_rows(Writing& w, const cv::Mat& pixels, const JpegOptions& options) {
  if (setjmp(w.errors.leave)) return false;
  jpeg_create_compress(&w.info);
  jpeg_mem_dest(&w.info, &w.bytes, &w.size);
  w.info.image_width = static_cast<JDIMENSION>(pixels.cols);
  w.info.image_height = static_cast<JDIMENSION>(pixels.rows);
  w.info.input_components = pixels.channels();
  w.info.in_color_space = pixels.channels() == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&w.info);
  jpeg_set_quality(&w.info, options.quality, TRUE);
  if (options.full_chroma) w.info.comp_info[0].h_samp_factor = w.info.comp_info[0].v_samp_factor = 1;
  jpeg_start_compress(&w.info, TRUE);
  if (options.orientation != 0) write_orientation(w.info, options.orientation);
  while (w.info.next_scanline < w.info.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(pixels.ptr(static_cast<int>(w.info.next_scanline)));
    jpeg_write_scanlines(&w.info, &row, 1);
  }
  jpeg_finish_compress(&w.info);
  return true;
}

}  // namespace

Read read_jpeg(ByteSpan file, bool with_pixels, uint64_t max_pixels) {
  Reading r;
  if (!read_header(r, file)) refuse("JPEG", r.errors.message);
  note_facts(r);
  check_size("JPEG", r.out.facts.width, r.out.facts.height, max_pixels);
  if (!with_pixels) return std::move(r.out);
  const bool four = r.info.num_components == 4;
  cv::Mat& pixels = four ? r.four : r.out.picture.pixels;
  pixels.create(static_cast<int>(r.out.facts.height), static_cast<int>(r.out.facts.width),
                CV_8UC(four ? 4 : r.out.facts.channels));
  if (!read_rows(r, pixels)) refuse("JPEG", r.errors.message);
  if (four) cmyk_to_rgb(r.four, r.info.saw_Adobe_marker != FALSE, r.out.picture.pixels);
  return std::move(r.out);
}

Bytes encode_jpeg(const Picture& picture, const JpegOptions& options) {
  check_can_hold(picture, "JPEG", true, false, false);
  check_number("JPEG's quality", options.quality, 1, 100);
  check_number("EXIF's orientation", options.orientation, 0, 8);
  if (picture.width() > JPEG_MAX_DIMENSION || picture.height() > JPEG_MAX_DIMENSION)
    throw ConformError("JPEG holds at most " + std::to_string(JPEG_MAX_DIMENSION) + " px a side; the picture has " +
                       std::to_string(picture.width()) + " x " + std::to_string(picture.height()));
  Writing w;
  if (!write_rows(w, picture.pixels, options))
    throw ConformError(std::string("JPEG cannot be written: ") + w.errors.message);
  return Bytes(w.bytes, w.bytes + w.size);
}

}  // namespace imprint_conform
