// Tells containers apart by the bytes that their specifications fix at the start.
#include "container/format.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace imprint::container {
namespace {

using namespace std::string_view_literals;

bool has_at(ByteView file, size_t offset, std::string_view text) {
  return file.size() >= offset + text.size() && as_text(file.subspan(offset, text.size())) == text;
}

// "BM" alone is two letters that any text may start with; the size of the header that follows must be one Windows or
// OS/2 ever wrote.
bool is_bmp(ByteView file) {
  constexpr std::array<uint32_t, 8> kHeaderSizes = {12, 16, 40, 52, 56, 64, 108, 124};
  return has_at(file, 0, "BM"sv) && file.size() >= 18 &&
         std::find(kHeaderSizes.begin(), kHeaderSizes.end(), read_le32(&file[14])) != kHeaderSizes.end();
}

// ISO/IEC 14496-12, 4.3: a FileTypeBox is major brand, minor version, compatible brands. AVIF files may carry the HEIF
// brand "mif1" first and name themselves only among the compatible ones (AVIF 1.1, section 8), so AVIF goes first.
Format sniff_bmff(ByteView file) {
  if (!has_at(file, 4, "ftyp"sv) || file.size() < 16) return Format::kUnknown;
  const size_t end = std::min<size_t>(read_be32(file.data()), file.size());
  bool avif = false, heic = false;
  for (size_t at = 8; at + 4 <= end; at += 4) {
    if (at == 12) continue;  // the minor version
    const std::string_view brand = as_text(file.subspan(at, 4));
    avif |= brand == "avif" || brand == "avis";
    heic |= brand == "heic" || brand == "heix" || brand == "heim" || brand == "heis" || brand == "hevc" ||
            brand == "hevx" || brand == "mif1" || brand == "msf1";
  }
  if (avif) return Format::kAvif;
  return heic ? Format::kHeic : Format::kUnknown;
}

}  // namespace

Format sniff(ByteView file) {
  if (has_at(file, 0, "\x89PNG\r\n\x1a\n"sv)) return Format::kPng;
  if (has_at(file, 0, "\xff\xd8\xff"sv)) return Format::kJpeg;
  if (has_at(file, 0, "RIFF"sv) && has_at(file, 8, "WEBP"sv)) return Format::kWebp;
  if (has_at(file, 0, "GIF87a"sv) || has_at(file, 0, "GIF89a"sv)) return Format::kGif;
  // TIFF 6.0 section 2; 43 instead of 42 is BigTIFF.
  if (has_at(file, 0, "II*\0"sv) || has_at(file, 0, "MM\0*"sv)) return Format::kTiff;
  if (has_at(file, 0, "II+\0"sv) || has_at(file, 0, "MM\0+"sv)) return Format::kTiff;
  if (is_bmp(file)) return Format::kBmp;
  return sniff_bmff(file);
}

const char* format_name(Format format) {
  switch (format) {
    case Format::kPng: return "PNG";
    case Format::kJpeg: return "JPEG";
    case Format::kWebp: return "WebP";
    case Format::kGif: return "GIF";
    case Format::kTiff: return "TIFF";
    case Format::kAvif: return "AVIF";
    case Format::kHeic: return "HEIC";
    case Format::kBmp: return "BMP";
    case Format::kUnknown: break;
  }
  return "unknown";
}

}  // namespace imprint::container
