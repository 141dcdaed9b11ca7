// Tells containers apart by the bytes that their specifications fix at the start.
#include "container/format.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "container/mpeg_audio.h"

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
  // Films name "M4A " among their compatible brands, too; a sound file names it first.
  if (has_at(file, 8, "M4A "sv) || has_at(file, 8, "M4B "sv)) return Format::kM4a;
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
    Foreign{8, "AVI "sv, "an AVI film"},
    Foreign{0, "#!AMR"sv, "an AMR sound file"},
    Foreign{0, "RIFX"sv, "a RIFF file of the other byte order"},
    Foreign{0, "riff\x2e\x91\xcf\x11"sv, "a Wave64 sound file"},
    Foreign{0, "\x1a\x45\xdf\xa3"sv, "a Matroska or WebM film"},
    Foreign{0, "PK\x03\x04"sv, "a ZIP archive or an office document"},
    Foreign{0, "-----BEGIN "sv, "a PEM text with keys or certificates"},
};

// Of formats that are.
struct Known {
  Format format;
  const char* name;
  const char* description;
};
constexpr std::array kKnown = {
    Known{Format::kPng, "PNG", "a PNG picture"},      Known{Format::kJpeg, "JPEG", "a JPEG picture"},
    Known{Format::kWebp, "WebP", "a WebP picture"},   Known{Format::kGif, "GIF", "a GIF picture"},
    Known{Format::kTiff, "TIFF", "a TIFF picture"},   Known{Format::kAvif, "AVIF", "an AVIF picture"},
    Known{Format::kHeic, "HEIC", "a HEIC picture"},   Known{Format::kBmp, "BMP", "a BMP picture"},
    Known{Format::kWav, "WAV", "a WAV sound file"},   Known{Format::kAiff, "AIFF", "an AIFF sound file"},
    Known{Format::kMp3, "MP3", "an MP3 sound file"},  Known{Format::kFlac, "FLAC", "a FLAC sound file"},
    Known{Format::kOgg, "Ogg", "an Ogg sound file"},  Known{Format::kM4a, "M4A", "an MP4 sound file"},
};

const Known* known(Format format) {
  const auto* found = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) { return k.format == format; });
  return found == kKnown.end() ? nullptr : found;
}

bool is_wav(ByteView file) {
  return has_at(file, 8, "WAVE"sv) && (has_at(file, 0, "RIFF"sv) || has_at(file, 0, "RF64"sv) || has_at(file, 0, "BW64"sv));
}

bool is_aiff(ByteView file) {
  return has_at(file, 0, "FORM"sv) && (has_at(file, 8, "AIFF"sv) || has_at(file, 8, "AIFC"sv));
}

// What stands behind ID3v2 tags says what the file is; nothing of the tags themselves does.
Format sniff_coded_sound(ByteView file) {
  const ByteView sound = file.subspan(bytes_of_leading_id3(file));
  if (has_at(sound, 0, "fLaC"sv)) return Format::kFlac;
  if (is_adts_frame(sound)) return Format::kUnknown;
  return sound.size() != file.size() || begins_with_mpeg_frames(sound) ? Format::kMp3 : Format::kUnknown;
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
  if (is_wav(file)) return Format::kWav;
  if (is_aiff(file)) return Format::kAiff;
  if (has_at(file, 0, "OggS"sv)) return Format::kOgg;
  if (has_at(file, 4, "ftyp"sv)) return sniff_bmff(file);
  return sniff_coded_sound(file);
}

bool is_sound(Format format) {
  return format == Format::kWav || format == Format::kAiff || format == Format::kMp3 || format == Format::kFlac ||
         format == Format::kOgg || format == Format::kM4a;
}

bool is_film(ByteView file) {
  const Format format = sniff(file);
  if (format != Format::kUnknown && format != Format::kM4a) return false;
  return has_at(file, 4, "ftyp"sv) && file.size() >= 16;
}

std::string describe(ByteView file) {
  if (file.empty()) return "an empty file";
  if (const Known* format = known(sniff(file))) return format->description;
  if (is_film(file))
    return has_at(file, 8, "qt  "sv)   ? "a QuickTime film"
           : has_at(file, 8, "crx "sv) ? "a Canon raw picture (CR3)"
                                       : "an MP4 film or one of its kind";
  if (is_adts_frame(file.subspan(bytes_of_leading_id3(file)))) return "an AAC sound file (ADTS)";
  for (const Foreign& foreign : kForeign)
    if (has_at(file, foreign.offset, foreign.magic)) return foreign.name;
  return "a file of no format known here";
}

const char* format_name(Format format) {
  const Known* row = known(format);
  return row == nullptr ? "unknown" : row->name;
}

}  // namespace imprint::container
