// The items of AVIF and HEIC files (ISO/IEC 23008-12; ISO/IEC 14496-12, 8.11): what is listed, and where its bytes are.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"
#include "container/bmff_boxes.h"

namespace imprint::container {

struct HeifExtent {
  uint64_t index = 0, offset = 0, length = 0;  // as in iloc; the offset counts from the item's base
};

// iloc, one entry.
struct HeifLocation {
  uint32_t id = 0;
  uint16_t method = 0;          // 0 bytes of the file, 1 of the box idat, 2 of another item
  uint16_t data_reference = 0;  // 0: this file
  uint64_t base = 0;
  std::vector<HeifExtent> extents;
};

// iinf, one entry.
struct HeifItem {
  uint32_t id = 0;
  std::string_view type, name;                      // "mime", "Exif", "hvc1", …
  std::string_view content_type, content_encoding;  // of a mime item
  bool is_protected = false;
  bool describes = false, describes_primary = false;  // the item has a reference "cdsc"; one to the primary item
};

// Widths of the numbers in iloc, in bytes.
struct HeifWidths {
  uint8_t version = 0;
  size_t offset = 4, length = 4, base = 0, index = 0;
};

struct HeifFile {
  ByteView file;
  const char* format = "HEIF";  // in messages
  std::vector<BmffBox> boxes;   // of the file, in their order
  std::optional<BmffBox> meta, iinf, iloc, iref, idat;
  uint32_t primary = 0;  // 0: none is named
  uint32_t max_id = 0;   // of items and groups
  std::vector<HeifItem> items;
  HeifWidths widths;
  std::vector<HeifLocation> locations;
  std::unordered_map<uint32_t, size_t> location_of;  // place in `locations` of an item

  const HeifLocation* location(uint32_t id) const;
  // Where a box of the file begins in it.
  size_t offset_of(const BmffBox& box) const { return static_cast<size_t>(box.raw.data() - file.data()); }
};

// Refuses a file that ends inside a box, lists that do not fit their box, and more than limits.max_segments boxes,
// items or extents. A file without meta has no items.
Result<HeifFile> read_heif(ByteView file, const char* format, const Limits& limits);

struct HeifRange {
  size_t at = 0, size = 0;  // in the file
};

// Where the bytes of an item lie. kMalformed when it has none, or in a way that is not followed: another file, another
// item, protection. kTruncated outside the file.
Result<std::vector<HeifRange>> heif_ranges(const HeifFile& heif, const HeifItem& item);

// The bytes themselves, put together; at most limits.max_metadata_bytes.
Result<Bytes> heif_item_data(const HeifFile& heif, const HeifItem& item, const Limits& limits);

}  // namespace imprint::container
