// PNG by libpng, with palettes.
#include <png.h>

#include <cstring>
#include <memory>

#include "model/error.h"
#include "pictures/formats.h"
#include "pictures/palette.h"

namespace imprint_conform {
namespace {

// libpng leaves by longjmp, so nothing with a destructor may live in the functions that it jumps over: what they need
// stands here.
struct Reading {
  ByteSpan file;
  size_t at = 0;
  std::string error;
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::vector<png_bytep> rows;
  Read out;

  explicit Reading(ByteSpan bytes) : file(bytes) {}
  Reading(const Reading&) = delete;
  ~Reading() { png_destroy_read_struct(&png, &info, nullptr); }
};

struct Writing {
  std::string error;
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::vector<png_bytep> rows;
  Bytes out;

  Writing() = default;
  Writing(const Writing&) = delete;
  ~Writing() { png_destroy_write_struct(&png, &info); }
};

void on_read_error(png_structp png, png_const_charp message) {
  static_cast<Reading*>(png_get_error_ptr(png))->error = message;
  png_longjmp(png, 1);
}
void on_write_error(png_structp png, png_const_charp message) {
  static_cast<Writing*>(png_get_error_ptr(png))->error = message;
  png_longjmp(png, 1);
}
void on_warning(png_structp, png_const_charp) {}

void give_bytes(png_structp png, png_bytep to, size_t count) {
  auto* reading = static_cast<Reading*>(png_get_io_ptr(png));
  if (reading->file.size() - reading->at < count) png_error(png, "it ends too early");
  std::memcpy(to, reading->file.data() + reading->at, count);
  reading->at += count;
}
void take_bytes(png_structp png, png_bytep from, size_t count) {
  auto* writing = static_cast<Writing*>(png_get_io_ptr(png));
  writing->out.insert(writing->out.end(), from, from + count);
}
void flush_nothing(png_structp) {}

bool read_header(Reading& r) {
  if (setjmp(png_jmpbuf(r.png))) return false;
  png_set_read_fn(r.png, &r, give_bytes);
  png_set_user_limits(r.png, 1'000'000, 1'000'000);
  png_read_info(r.png, r.info);
  return true;
}

void note_facts(Reading& r) {
  FileFacts& facts = r.out.facts;
  facts.width = png_get_image_width(r.png, r.info);
  facts.height = png_get_image_height(r.png, r.info);
  const int type = png_get_color_type(r.png, r.info);
  facts.has_alpha = (type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(r.png, r.info, PNG_INFO_tRNS) != 0;
  facts.bits = type == PNG_COLOR_TYPE_PALETTE ? 8 : png_get_bit_depth(r.png, r.info);
  facts.channels = facts.has_alpha ? 4 : (type & PNG_COLOR_MASK_COLOR) != 0 ? 3 : 1;
  png_charp name = nullptr;
  png_bytep profile = nullptr;
  png_uint_32 length = 0;
  int compression = 0;
  if (png_get_iCCP(r.png, r.info, &name, &compression, &profile, &length) != 0) note_icc(facts, profile, length);
  png_bytep exif = nullptr;
  if (png_get_eXIf_1(r.png, r.info, &length, &exif) != 0) note_exif(facts, ByteSpan(exif, length));
}

void make_room(Reading& r) {
  const FileFacts& facts = r.out.facts;
  const int depth = facts.bits == 16 ? CV_16U : CV_8U;
  r.out.picture.pixels.create(static_cast<int>(facts.height), static_cast<int>(facts.width),
                              CV_MAKETYPE(depth, facts.channels));
  r.rows.resize(facts.height);
  for (uint32_t y = 0; y < facts.height; ++y) r.rows[y] = r.out.picture.pixels.ptr(static_cast<int>(y));
}

bool read_pixels(Reading& r) {
  if (setjmp(png_jmpbuf(r.png))) return false;
  png_set_expand(r.png);
  if (r.out.facts.channels == 4) {
    png_set_gray_to_rgb(r.png);
    png_set_add_alpha(r.png, 0xffff, PNG_FILLER_AFTER);
  }
  if (r.out.facts.bits == 16) png_set_swap(r.png);
  png_set_interlace_handling(r.png);
  png_read_update_info(r.png, r.info);
  if (png_get_rowbytes(r.png, r.info) != r.out.picture.pixels.cols * r.out.picture.pixels.elemSize())
    png_error(r.png, "a row has another length than its header says");
  png_read_image(r.png, r.rows.data());
  png_read_end(r.png, nullptr);
  return true;
}

struct Layout {
  int width, height, type, bits, level;
  const std::vector<cv::Vec3b>* palette = nullptr;
};

bool write_all(Writing& w, const Layout& layout, png_colorp palette) {
  if (setjmp(png_jmpbuf(w.png))) return false;
  png_set_write_fn(w.png, &w, take_bytes, flush_nothing);
  png_set_compression_level(w.png, layout.level);
  png_set_IHDR(w.png, w.info, static_cast<png_uint_32>(layout.width), static_cast<png_uint_32>(layout.height),
               layout.bits, layout.type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (palette != nullptr) png_set_PLTE(w.png, w.info, palette, static_cast<int>(layout.palette->size()));
  png_write_info(w.png, w.info);
  if (layout.bits == 16) png_set_swap(w.png);
  png_write_image(w.png, w.rows.data());
  png_write_end(w.png, w.info);
  return true;
}

Bytes write_png(const cv::Mat& pixels, const Layout& layout) {
  Writing w;
  w.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &w, on_write_error, on_warning);
  w.info = w.png != nullptr ? png_create_info_struct(w.png) : nullptr;
  if (w.info == nullptr) throw ConformError("PNG cannot be written: no memory");
  for (int y = 0; y < pixels.rows; ++y) w.rows.push_back(const_cast<png_bytep>(pixels.ptr(y)));
  std::vector<png_color> palette;
  if (layout.palette != nullptr)
    for (const auto& c : *layout.palette) palette.push_back({c[0], c[1], c[2]});
  if (!write_all(w, layout, palette.empty() ? nullptr : palette.data()))
    throw ConformError("PNG cannot be written: " + w.error);
  return std::move(w.out);
}

}  // namespace

Read read_png(ByteSpan file, bool with_pixels, uint64_t max_pixels) {
  Reading r(file);
  r.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &r, on_read_error, on_warning);
  r.info = r.png != nullptr ? png_create_info_struct(r.png) : nullptr;
  if (r.info == nullptr) refuse("PNG", "no memory");
  if (!read_header(r)) refuse("PNG", r.error);
  note_facts(r);
  check_size("PNG", r.out.facts.width, r.out.facts.height, max_pixels);
  if (!with_pixels) return std::move(r.out);
  make_room(r);
  if (!read_pixels(r)) refuse("PNG", r.error);
  return std::move(r.out);
}

Bytes encode_png(const Picture& picture, int level) {
  check_picture(picture, "PNG");
  check_number("PNG's compression level", level, 0, 9);
  const int type = picture.channels() == 1   ? PNG_COLOR_TYPE_GRAY
                   : picture.channels() == 3 ? PNG_COLOR_TYPE_RGB
                                             : PNG_COLOR_TYPE_RGB_ALPHA;
  return write_png(picture.pixels, {picture.width(), picture.height(), type, picture.bits(), level});
}

Bytes encode_palette_png(const Picture& picture, int colours) {
  check_can_hold(picture, "palette PNG", false, false, false);
  const Indexed indexed = in_colours(picture, colours);
  return write_png(indexed.indices,
                   {picture.width(), picture.height(), PNG_COLOR_TYPE_PALETTE, 8, 6, &indexed.colours});
}

}  // namespace imprint_conform
