// What the codebooks of a Vorbis stream would cost before libvorbis builds them (Vorbis I specification, 3.2.1, 4.2.4).
#pragma once

#include "base/bytes.h"
#include "base/status.h"

namespace imprint::codec {

// Of all books of a stream together. Those of libvorbis have some 20 000 entries and 50 000 values.
inline constexpr uint64_t kMostBookEntries = uint64_t{1} << 18, kMostBookValues = uint64_t{1} << 21;

// `setup` is the third packet of the header. A book of 2^24 entries takes a few bytes and half a gigabyte: kLimitExceeded. kMalformed for
// what is no list of books.
Status check_vorbis_books(ByteView setup);

}  // namespace imprint::codec
