// Gives an MP4 a label among its keys, takes others out, puts a box among those at the top or another file's
// metadata around its sound, and mends the offsets of
// chunks that this moves.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/status.h"
#include "container/mp4_meta.h"

namespace imprint::container {

// A box that gets other bytes; none drop it.
struct Mp4Change {
  ByteView box;
  Bytes bytes;
};

// The file with the key AIGC in moov/udta/meta holding `value` (UTF-8), and with each change made. What stco and co64
// point at keeps being pointed at; all else stays byte for byte. Where there is a meta of iTunes in udta, the one with
// the keys stands behind it, so that readers of either find theirs. kUnsupportedFormat when bytes move in a file with
// offsets of a kind that is not mended (fragments, items, auxiliary data of samples); kLimitExceeded when an offset no
// longer fits 32 bits.
Result<Bytes> with_mp4_label(const Mp4File& mp4, ByteView value, std::vector<Mp4Change> changes, const char* format);

// The file with `box` in the place of `old`, one of its boxes at the top, or right behind ftyp where `old` is empty.
// Offsets are mended and files refused as above; kMalformed when a file without `old` does not begin with ftyp.
Result<Bytes> with_mp4_box(const Mp4File& mp4, ByteView old, Bytes box, const char* format);

// `made` with the metadata of `from`, byte for byte: user data, keys and items of moov, and XMP, instead of what `made` has there.
// Errors as above.
Result<Bytes> with_mp4_metadata(const Mp4File& made, const Mp4File& from, const char* format);

}  // namespace imprint::container
