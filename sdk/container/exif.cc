// Finds the tags in IFD0 and the Exif IFD.
#include "container/exif.h"

#include "container/tiff.h"

namespace imprint::container {
namespace {

constexpr uint16_t kImageDescription = 0x010E, kOrientation = 0x0112, kExifIfd = 0x8769, kUserComment = 0x9286;

}  // namespace

std::optional<int> exif_orientation(ByteView bytes, const Limits& limits) {
  const auto tiff = Tiff::open(bytes);
  if (!tiff) return std::nullopt;
  const auto entry = tiff->find(tiff->first_ifd(), kOrientation, limits);
  const auto value = entry ? tiff->number(*entry) : std::nullopt;
  if (!value || *value < 1 || *value > 8) return std::nullopt;
  return static_cast<int>(*value);
}

std::optional<ByteView> exif_user_comment(ByteView bytes, const Limits& limits) {
  const auto tiff = Tiff::open(bytes);
  if (!tiff) return std::nullopt;
  const auto pointer = tiff->find(tiff->first_ifd(), kExifIfd, limits);
  const auto ifd = pointer ? tiff->number(*pointer) : std::nullopt;
  if (!ifd) return std::nullopt;
  const auto entry = tiff->find(static_cast<size_t>(*ifd), kUserComment, limits);
  return entry ? tiff->text(*entry) : std::nullopt;
}

std::optional<ByteView> exif_image_description(ByteView bytes, const Limits& limits) {
  const auto tiff = Tiff::open(bytes);
  if (!tiff) return std::nullopt;
  const auto entry = tiff->find(tiff->first_ifd(), kImageDescription, limits);
  auto text = entry ? tiff->text(*entry) : std::nullopt;
  while (text && !text->empty() && text->back() == 0) text = text->first(text->size() - 1);
  return text;
}

}  // namespace imprint::container
