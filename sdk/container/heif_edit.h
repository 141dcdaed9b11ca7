// Gives an AVIF or HEIC file a metadata item, or an item new bytes, and mends every offset that this moves.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/status.h"
#include "container/heif_items.h"

namespace imprint::container {

// Bytes of the old file that are overwritten, as many as before.
struct HeifPatch {
  size_t at = 0;
  Bytes bytes;
};

// The file whose XMP item (type "mime", "application/rdf+xml") `id` holds `packet`; without an id a new item that
// describes the primary one ("cdsc"). Bytes that do not fit where the old ones stood go into a box mdat at the end of
// the file, the old ones become zeros. What the boxes iloc, stco and co64 point at moves with them; all else stays byte
// for byte. kUnsupportedFormat: the file has no box meta to list an item in, or holds offsets of a kind that is not
// mended (fragments, meco, saio, tracks with items of their own, items in other files or that run to the end of the
// file). kMalformed: lists that contradict one another. kLimitExceeded: no free number below 65536, or offsets beyond
// 32 bits.
Result<Bytes> set_heif_xmp(const HeifFile& heif, std::optional<uint32_t> id, ByteView packet,
                           std::vector<HeifPatch> patches);

// The file with `bytes` in the place of [at, at + removed), between two of its boxes; offsets are mended and files
// refused as above.
Result<Bytes> replace_heif_boxes(const HeifFile& heif, size_t at, size_t removed, ByteView bytes);

}  // namespace imprint::container
