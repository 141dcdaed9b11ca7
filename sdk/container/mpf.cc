// Finds the MP entries (CIPA DC-007, 5.2.3.3) and moves their offsets. Each entry is attributes, size, offset and two
// numbers of other entries, 16 bytes. Offsets count from the byte-order mark of the MPF segment; the first has 0.
#include "container/mpf.h"

#include <algorithm>
#include <optional>

#include "container/jpeg_segments.h"
#include "container/tiff.h"

namespace imprint::container {
namespace {

constexpr std::string_view kMpfPrefix{"MPF\0", 4};
constexpr uint16_t kMpEntryTag = 0xB002;
constexpr size_t kEntryBytes = 16, kSizeAt = 4, kOffsetAt = 8;

struct Mpf {
  size_t header_at = 0;   // of the byte-order mark, in the file
  size_t entries_at = 0;  // of the MP entries, in the file
  size_t entry_count = 0;
  bool little_endian = false;
  ByteView trailing;
  size_t picture_size = 0;  // up to and with EOI
};

std::optional<Mpf> find_mpf(ByteView file, const Limits& limits) {
  const auto split = split_jpeg(file, limits);
  if (!split.ok()) return std::nullopt;
  const auto& segments = split.value().segments;
  const auto found = std::find_if(segments.begin(), segments.end(), [](const JpegSegment& s) {
    return s.marker == kJpegApp2 && starts_with(s.data, kMpfPrefix);
  });
  if (found == segments.end()) return std::nullopt;
  const ByteView bytes = found->data.subspan(kMpfPrefix.size());
  const auto tiff = Tiff::open(bytes);
  const auto entry = tiff ? tiff->find(tiff->first_ifd(), kMpEntryTag, limits) : std::nullopt;
  const auto entries = entry ? tiff->text(*entry) : std::nullopt;
  if (!entries || entries->size() < kEntryBytes) return std::nullopt;
  const ByteView trailing = split.value().trailing;
  return Mpf{static_cast<size_t>(bytes.data() - file.data()),
             static_cast<size_t>(entries->data() - file.data()),
             entries->size() / kEntryBytes,
             tiff->little_endian(),
             trailing,
             file.size() - trailing.size()};
}

uint32_t read32(const Mpf& mpf, const uint8_t* p) { return mpf.little_endian ? read_le32(p) : read_be32(p); }

void write32(const Mpf& mpf, uint8_t* p, uint32_t value) {
  for (int i = 0; i < 4; ++i) p[i] = static_cast<uint8_t>(value >> (mpf.little_endian ? 8 * i : 24 - 8 * i));
}

}  // namespace

void restore_mpf_offsets(ByteView before, Bytes& after, const Limits& limits) {
  const auto old_list = find_mpf(before, limits);
  if (!old_list) return;
  const auto new_list = find_mpf(after, limits);
  if (!new_list || new_list->entry_count != old_list->entry_count ||
      !std::equal(old_list->trailing.begin(), old_list->trailing.end(), new_list->trailing.begin(),
                  new_list->trailing.end()))
    return;
  // Unsigned arithmetic wraps, so that a move to the front is a large number that comes out right in the sum.
  const size_t old_distance = old_list->picture_size - old_list->header_at;
  const size_t new_distance = new_list->picture_size - new_list->header_at;
  for (size_t i = 0; i < old_list->entry_count; ++i) {
    const uint8_t* from = &before[old_list->entries_at + i * kEntryBytes];
    uint8_t* to = &after[new_list->entries_at + i * kEntryBytes];
    const uint32_t offset = read32(*old_list, from + kOffsetAt);
    if (i == 0 && offset == 0)
      write32(*new_list, to + kSizeAt, static_cast<uint32_t>(new_list->picture_size));
    else if (offset >= old_distance)
      write32(*new_list, to + kOffsetAt, static_cast<uint32_t>(offset - old_distance + new_distance));
  }
}

}  // namespace imprint::container
