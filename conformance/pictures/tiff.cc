// TIFF by libtiff: the plain kinds as stored, all others through libtiff's own conversion to RGBA.
#include <cstring>

#include "model/error.h"
#include "pictures/formats.h"

#if defined(IMPRINT_WITH_TIFF)
#include <tiffio.h>

#include <cstdarg>
#include <memory>

namespace imprint_conform {
namespace {

// A file in memory, for libtiff's callbacks.
struct Memory {
  Bytes* out = nullptr;  // null: reading
  ByteSpan in;
  uint64_t at = 0;
  uint64_t size() const { return out != nullptr ? out->size() : in.size(); }
};
Memory& memory_of(thandle_t handle) { return *static_cast<Memory*>(handle); }

tmsize_t read_bytes(thandle_t handle, void* to, tmsize_t count) {
  Memory& m = memory_of(handle);
  const uint8_t* data = m.out != nullptr ? m.out->data() : m.in.data();
  const uint64_t there = m.at < m.size() ? std::min<uint64_t>(static_cast<uint64_t>(count), m.size() - m.at) : 0;
  if (there > 0) std::memcpy(to, data + m.at, there);
  m.at += there;
  return static_cast<tmsize_t>(there);
}
tmsize_t write_bytes(thandle_t handle, void* from, tmsize_t count) {
  Memory& m = memory_of(handle);
  if (m.out == nullptr || count < 0) return 0;
  const auto n = static_cast<uint64_t>(count);
  if (m.at + n > m.out->size()) m.out->resize(m.at + n);
  std::memcpy(m.out->data() + m.at, from, n);
  m.at += n;
  return count;
}
toff_t seek_to(thandle_t handle, toff_t place, int from) {
  Memory& m = memory_of(handle);
  m.at = from == SEEK_SET ? place : from == SEEK_CUR ? m.at + place : m.size() + place;
  return m.at;
}
int close_nothing(thandle_t) { return 0; }
toff_t size_of(thandle_t handle) { return memory_of(handle).size(); }

int say_nothing(TIFF*, void*, const char*, const char*, va_list) { return 1; }  // 1: nobody else needs to hear it

struct Close {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
constexpr tmsize_t kMaxAllocationBytes = tmsize_t{1} << 30;

std::unique_ptr<TIFF, Close> open_tiff(Memory& memory, const char* mode) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                 TIFFOpenOptionsFree);
  if (options == nullptr) return nullptr;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMaxAllocationBytes);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), say_nothing, nullptr);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), say_nothing, nullptr);
  return std::unique_ptr<TIFF, Close>(TIFFClientOpenExt("memory", mode, &memory, read_bytes, write_bytes, seek_to,
                                                        close_nothing, size_of, nullptr, nullptr, options.get()));
}

struct Kind {
  uint16_t bits = 1, samples = 1, planar = PLANARCONFIG_CONTIG, photometric = PHOTOMETRIC_MINISWHITE, sample_format = 1;
  bool plain = false;  // read row by row as stored
};

Kind kind_of(TIFF* tiff) {
  Kind k;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &k.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &k.samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &k.planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &k.sample_format);
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &k.photometric);
  const bool grey = k.photometric == PHOTOMETRIC_MINISBLACK && k.samples == 1;
  const bool rgb = k.photometric == PHOTOMETRIC_RGB && (k.samples == 3 || k.samples == 4);
  k.plain = (k.bits == 8 || k.bits == 16) && (grey || rgb) && k.planar == PLANARCONFIG_CONTIG &&
            k.sample_format == SAMPLEFORMAT_UINT && TIFFIsTiled(tiff) == 0;
  return k;
}

void read_plain(TIFF* tiff, cv::Mat& pixels) {
  if (static_cast<size_t>(TIFFScanlineSize(tiff)) != pixels.cols * pixels.elemSize())
    refuse("TIFF", "a row has another length than its tags say");
  for (int y = 0; y < pixels.rows; ++y)
    if (TIFFReadScanline(tiff, pixels.ptr(y), static_cast<uint32_t>(y)) != 1)
      refuse("TIFF", "row " + std::to_string(y) + " is broken or missing");
}

// Any other kind: libtiff makes 8-bit RGBA of it, with row 0 on top of the stored picture.
void read_converted(TIFF* tiff, cv::Mat& pixels) {
  cv::Mat rgba(pixels.rows, pixels.cols, CV_8UC4);
  uint16_t orientation = ORIENTATION_TOPLEFT;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  if (TIFFReadRGBAImageOriented(tiff, static_cast<uint32_t>(pixels.cols), static_cast<uint32_t>(pixels.rows),
                                reinterpret_cast<uint32_t*>(rgba.data), orientation, 1) != 1)
    refuse("TIFF", "libtiff cannot make RGB of its pixels");
  for (int y = 0; y < pixels.rows; ++y)
    for (int x = 0; x < pixels.cols; ++x)
      std::memcpy(pixels.ptr(y, x), rgba.ptr(y, x), static_cast<size_t>(pixels.channels()));
}

void note_facts(TIFF* tiff, const Kind& kind, FileFacts& facts) {
  uint16_t extra = 0, *types = nullptr, orientation = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &facts.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &facts.height);
  TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &extra, &types);
  facts.has_alpha = kind.plain ? kind.samples == 4 : extra > 0 && types[0] != EXTRASAMPLE_UNSPECIFIED;
  facts.channels = facts.has_alpha ? 4 : kind.plain && kind.samples == 1 ? 1 : 3;
  facts.bits = kind.bits;
  if (TIFFGetField(tiff, TIFFTAG_ORIENTATION, &orientation) == 1 && orientation >= 1 && orientation <= 8) {
    facts.orientation = orientation;
    facts.says_orientation = true;
  }
  uint32_t length = 0;
  void* profile = nullptr;
  if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &length, &profile) == 1) note_icc(facts, profile, length);
}

void set_tags(TIFF* tiff, const Picture& picture) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<uint32_t>(picture.width()));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<uint32_t>(picture.height()));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, static_cast<uint16_t>(picture.bits()));
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, static_cast<uint16_t>(picture.channels()));
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, picture.channels() == 1 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, uint32_t{16});
  const uint16_t unassociated = EXTRASAMPLE_UNASSALPHA;
  if (picture.has_alpha()) TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &unassociated);
}

}  // namespace

Read read_tiff(ByteSpan file, bool with_pixels, uint64_t max_pixels) {
  Memory memory{nullptr, file};
  const auto tiff = open_tiff(memory, "rm");
  if (tiff == nullptr) refuse("TIFF", "its directory is broken or missing");
  const Kind kind = kind_of(tiff.get());
  Read read;
  note_facts(tiff.get(), kind, read.facts);
  check_size("TIFF", read.facts.width, read.facts.height, max_pixels);
  if (!with_pixels) return read;
  read.picture.pixels.create(static_cast<int>(read.facts.height), static_cast<int>(read.facts.width),
                             CV_MAKETYPE(kind.plain && kind.bits == 16 ? CV_16U : CV_8U, read.facts.channels));
  if (kind.plain)
    read_plain(tiff.get(), read.picture.pixels);
  else
    read_converted(tiff.get(), read.picture.pixels);
  return read;
}

Bytes encode_tiff(const Picture& picture) {
  check_picture(picture, "TIFF");
  Bytes out;
  Memory memory{&out, {}};
  {
    const auto tiff = open_tiff(memory, "wl");  // l: little endian on every machine
    if (tiff == nullptr) throw ConformError("TIFF cannot be written: no memory");
    set_tags(tiff.get(), picture);
    cv::Mat row;
    for (int y = 0; y < picture.height(); ++y) {
      picture.pixels.row(y).copyTo(row);  // libtiff may swap bytes in place
      if (TIFFWriteScanline(tiff.get(), row.data, static_cast<uint32_t>(y)) != 1)
        throw ConformError("TIFF cannot be written: row " + std::to_string(y));
    }
  }
  return out;
}

}  // namespace imprint_conform

#else

namespace imprint_conform {

Read read_tiff(ByteSpan, bool, uint64_t) { refuse("TIFF", "this build has no reader for it"); }
Bytes encode_tiff(const Picture&) { throw ConformError("TIFF cannot be written: this build has no libtiff"); }

}  // namespace imprint_conform

#endif
