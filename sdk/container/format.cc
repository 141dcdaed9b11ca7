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

// Of formats that are not read: what they begin with, by their own specifications.
struct Foreign {
  size_t offset;
  std::string_view magic;
  const char* name;
};
constexpr std::array kForeign = {
    Foreign{0, "\0\0\0\x0cJXL \r\n\x87\n"sv, "a JPEG XL picture"},
    Foreign{0, "\xff\x0a"sv, "a JPEG XL picture"},
    Foreign{0, "\0\0\0\x0cjP  \r\n\x87\n"sv, "a JPEG 2000 picture"},
    Foreign{0, "\xff\x4f\xff\x51"sv, "a JPEG 2000 picture"},
    Foreign{0, "II\xbc\x01"sv, "a JPEG XR picture"},
    Foreign{0, "%PDF-"sv, "a PDF document"},
    Foreign{0, "<svg"sv, "an SVG drawing"},
    Foreign{0, "<?xml"sv, "an XML document, such as an SVG drawing"},
    Foreign{0, "8BPS"sv, "a Photoshop document"},
    Foreign{0, "v/1\x01"sv, "an OpenEXR picture"},
    Foreign{0, "#?RADIANCE"sv, "a Radiance HDR picture"},
    Foreign{0, "\0\0\x01\0"sv, "an icon (ICO)"},
    Foreign{0, "DDS "sv, "a DDS texture"},
    Foreign{0, "gimp xcf"sv, "a GIMP document"},
    Foreign{0, "qoif"sv, "a QOI picture"},
    Foreign{8, "WAVE"sv, "a WAV sound file"},
    Foreign{8, "AVI "sv, "an AVI film"},
    Foreign{0, "ID3"sv, "an MP3 sound file"},
    Foreign{0, "fLaC"sv, "a FLAC sound file"},
    Foreign{0, "OggS"sv, "an Ogg file"},
    Foreign{0, "\x1a\x45\xdf\xa3"sv, "a Matroska or WebM film"},
    Foreign{0, "PK\x03\x04"sv, "a ZIP archive or an office document"},
    Foreign{0, "-----BEGIN "sv, "a PEM text with keys or certificates"},
};

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

bool is_film(ByteView file) {
  return sniff(file) == Format::kUnknown && has_at(file, 4, "ftyp"sv) && file.size() >= 16;
}

std::string describe(ByteView file) {
  if (file.empty()) return "an empty file";
  const Format format = sniff(file);
  if (format == Format::kAvif) return "an AVIF picture";
  if (format != Format::kUnknown) return std::string("a ") + format_name(format) + " picture";
  if (is_film(file))
    return has_at(file, 8, "qt  "sv)   ? "a QuickTime film"
           : has_at(file, 8, "crx "sv) ? "a Canon raw picture (CR3)"
           : has_at(file, 8, "M4A "sv) ? "an MP4 sound file"
                                       : "an MP4 film or one of its kind";
  for (const Foreign& foreign : kForeign)
    if (has_at(file, foreign.offset, foreign.magic)) return foreign.name;
  return "a file of no format known here";
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
