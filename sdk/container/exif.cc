// Reads single tags from a TIFF structure without building a tree of it. Offsets are untrusted and checked before use.
#include "container/exif.h"

namespace imprint::container {
namespace {

constexpr uint16_t kImageDescription = 0x010E, kOrientation = 0x0112, kExifIfd = 0x8769, kUserComment = 0x9286;
constexpr uint16_t kByte = 1, kAscii = 2, kShort = 3, kLong = 4, kUndefined = 7;  // TIFF 6.0, "Types"
constexpr size_t kEntryBytes = 12;

// TIFF 6.0, "IFD Entry".
struct Entry {
  uint16_t type = 0;
  uint32_t count = 0;
  size_t value_at = 0;  // of the four bytes that hold the value or its offset
};

class Tiff {
 public:
  static std::optional<Tiff> open(ByteView bytes) {
    if (bytes.size() < 8) return std::nullopt;
    const bool little = bytes[0] == 'I' && bytes[1] == 'I';
    if (!little && !(bytes[0] == 'M' && bytes[1] == 'M')) return std::nullopt;
    const Tiff tiff(bytes, little);
    if (tiff.u16(2) != 42) return std::nullopt;
    return tiff;
  }

  size_t first_ifd() const { return u32(4); }

  std::optional<Entry> find(size_t ifd, uint16_t tag) const {
    if (!holds(ifd, 2)) return std::nullopt;
    const size_t entries = u16(ifd);
    for (size_t i = 0; i < entries; ++i) {
      const size_t at = ifd + 2 + i * kEntryBytes;
      if (!holds(at, kEntryBytes)) return std::nullopt;
      if (u16(at) == tag) return Entry{u16(at + 2), u32(at + 4), at + 8};
    }
    return std::nullopt;
  }

  // One SHORT or LONG; writers mix the two up.
  std::optional<uint32_t> number(const Entry& entry) const {
    if (entry.count != 1) return std::nullopt;
    if (entry.type == kShort) return u16(entry.value_at);
    if (entry.type == kLong) return u32(entry.value_at);
    return std::nullopt;
  }

  // A value of single bytes, whichever of the three byte types it was given; up to four stand in the entry itself.
  std::optional<ByteView> text(const Entry& entry) const {
    if (entry.type != kByte && entry.type != kAscii && entry.type != kUndefined) return std::nullopt;
    const size_t at = entry.count <= 4 ? entry.value_at : u32(entry.value_at);
    if (!holds(at, entry.count)) return std::nullopt;
    return bytes_.subspan(at, entry.count);
  }

 private:
  Tiff(ByteView bytes, bool little) : bytes_(bytes), little_(little) {}

  bool holds(size_t at, size_t size) const { return at <= bytes_.size() && size <= bytes_.size() - at; }
  uint16_t u16(size_t at) const { return little_ ? read_le16(&bytes_[at]) : read_be16(&bytes_[at]); }
  uint32_t u32(size_t at) const { return little_ ? read_le32(&bytes_[at]) : read_be32(&bytes_[at]); }

  ByteView bytes_;
  bool little_;
};

}  // namespace

std::optional<int> exif_orientation(ByteView bytes) {
  const auto tiff = Tiff::open(bytes);
  if (!tiff) return std::nullopt;
  const auto entry = tiff->find(tiff->first_ifd(), kOrientation);
  const auto value = entry ? tiff->number(*entry) : std::nullopt;
  if (!value || *value < 1 || *value > 8) return std::nullopt;
  return static_cast<int>(*value);
}

std::optional<ByteView> exif_user_comment(ByteView bytes) {
  const auto tiff = Tiff::open(bytes);
  if (!tiff) return std::nullopt;
  const auto pointer = tiff->find(tiff->first_ifd(), kExifIfd);
  const auto ifd = pointer ? tiff->number(*pointer) : std::nullopt;
  if (!ifd) return std::nullopt;
  const auto entry = tiff->find(*ifd, kUserComment);
  return entry ? tiff->text(*entry) : std::nullopt;
}

std::optional<ByteView> exif_image_description(ByteView bytes) {
  const auto tiff = Tiff::open(bytes);
  if (!tiff) return std::nullopt;
  const auto entry = tiff->find(tiff->first_ifd(), kImageDescription);
  auto text = entry ? tiff->text(*entry) : std::nullopt;
  while (text && !text->empty() && text->back() == 0) text = text->first(text->size() - 1);
  return text;
}

}  // namespace imprint::container
