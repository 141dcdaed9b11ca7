// Ogg (RFC 3533): the headers of the streams of Vorbis (I, A.2) and Opus (RFC 7845, 5) in it, and other comments in
// their place.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

struct OggStream {
  uint32_t serial = 0;
  const char* codec = "";      // "Vorbis" or "Opus"; other streams are kept and not listed
  Bytes comments;              // the packet, without what names it
  std::vector<Bytes> headers;  // the packets behind it that belong to the header: one of Vorbis, none of Opus
  size_t first_page = 0;       // of its pages from the comments on, counted over the file
  size_t last_page = 0;        // on which its header ends
  bool sound_on_last = false;  // which it must not
};

// In file order; streams that are chained one after the other, too. kTruncated when a page is cut short, kMalformed
// when there is something else than a page, or the checksum of a page with a header is wrong; kUnsupportedFormat when
// no stream is one of Vorbis or Opus; kLimitExceeded when a header is larger than max_metadata_bytes, or for the budget
// of steps.
Result<std::vector<OggStream>> read_ogg_streams(ByteView file, const Limits& limits);

// The file with these comments in each stream (as many as were read). Pages of a header are laid anew; those behind it
// get another number where it has more or fewer of them, and keep every packet. A stream whose comments are what they
// were keeps its pages. kMalformed when a page that gets another number has a wrong checksum, or when header and sound
// share a page.
Result<Bytes> with_ogg_comments(ByteView file, const std::vector<OggStream>& old, const std::vector<Bytes>& comments,
                                const Limits& limits);

// The one stream of a file that is sound and nothing else.
struct OggSound {
  uint32_t serial = 0;
  const char* codec = "";    // "Vorbis" or "Opus"
  Bytes head;                // the packet that identifies it
  uint64_t sound_bytes = 0;  // of the packets behind its header, about: those on pages that have a place
  uint64_t last_place = 0;   // granule position of the last page that has one
};
// Looks at every page: kMalformed when a checksum is wrong, a page is missing or out of order, or a place lies before the last;
// kUnsupportedFormat when there is a second stream, beside the first or behind it. Else as read_ogg_streams().
Result<OggSound> read_ogg_sound(ByteView file, const Limits& limits);

// Gives all pages of `file`, each of which is whole, another serial number.
Status set_ogg_serial(Bytes& file, uint32_t serial, const Limits& limits);

}  // namespace imprint::container
