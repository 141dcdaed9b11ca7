// Finds the tags in IFD0 and the Exif IFD.
#include "container/exif.h"

#include <array>

#include "container/tiff.h"

namespace imprint::container {
namespace {

constexpr uint16_t kOrientation = 0x0112, kExifIfd = 0x8769;
constexpr std::array kTextTags = {kExifImageDescription, kExifSoftware,   kExifArtist,    kExifCopyright,  kExifUserComment,
                                  kExifXpTitle,          kExifXpComment,  kExifXpKeywords, kExifXpSubject, kExifMakerNote};

}  // namespace

std::optional<int> exif_orientation(ByteView bytes, const Limits& limits) {
  const auto tiff = Tiff::open(bytes);
  if (!tiff) return std::nullopt;
  const auto entry = tiff->find(tiff->first_ifd(), kOrientation, limits);
  const auto value = entry ? tiff->number(*entry) : std::nullopt;
  if (!value || *value < 1 || *value > 8) return std::nullopt;
  return static_cast<int>(*value);
}

void set_exif_upright(Bytes& bytes, const Limits& limits) {
  if (!exif_orientation(bytes, limits)) return;
  const auto tiff = Tiff::open(bytes);
  const auto entry = tiff->find(tiff->first_ifd(), kOrientation, limits);
  if (!entry) return;
  const size_t width = entry->type == kTiffShort ? 2 : entry->type == kTiffLong ? 4 : 8;
  if (width > tiff->offset_bytes()) return;  // it stands elsewhere, which no writer of Exif does
  for (size_t i = 0; i < width; ++i) bytes[entry->value_at + i] = i == (tiff->little_endian() ? 0 : width - 1) ? 1 : 0;
}

std::vector<ExifField> exif_fields_at(const Tiff& tiff, size_t ifd, const Limits& limits) {
  std::vector<ExifField> out;
  const auto gather = [&](size_t directory, bool in_exif_ifd) {
    for (const uint16_t tag : kTextTags) {
      const auto entry = tiff.find(directory, tag, limits);
      const auto text = entry ? tiff.text(*entry) : std::nullopt;
      if (text && !text->empty()) out.push_back({tag, in_exif_ifd, *text});
    }
  };
  gather(ifd, false);
  const auto pointer = tiff.find(ifd, kExifIfd, limits);
  const auto exif_ifd = pointer ? tiff.number(*pointer) : std::nullopt;
  if (exif_ifd) gather(static_cast<size_t>(*exif_ifd), true);
  return out;
}

std::vector<ExifField> exif_fields(ByteView bytes, const Limits& limits) {
  const auto tiff = Tiff::open(bytes);
  return tiff ? exif_fields_at(*tiff, tiff->first_ifd(), limits) : std::vector<ExifField>();
}

}  // namespace imprint::container
