// ID3v2 tags of versions 2.2, 2.3 and 2.4 (id3.org): found, cut into frames, and written again with some of them
// changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

struct Id3Frame {
  std::string_view id;        // "TXXX"; of three letters in version 2.2
  ByteView raw;               // header and data, as in Id3Tag::body
  std::optional<Bytes> data;  // decoded; none when it is compressed or encrypted
};

struct Id3Tag {
  int version = 4;  // 2, 3 or 4
  uint8_t flags = 0;
  ByteView raw;                  // all of it, as in the file
  Bytes extended;                // the extended header, which is kept where it can be
  Bytes body;                    // frames and padding; unsynchronisation that covers the tag as a whole is undone
  std::vector<Id3Frame> frames;  // borrowed from `body`: a tag is moved, never copied

  Id3Tag() = default;
  Id3Tag(Id3Tag&&) = default;
  Id3Tag& operator=(Id3Tag&&) = default;
  Id3Tag(const Id3Tag&) = delete;
  Id3Tag& operator=(const Id3Tag&) = delete;
};

// Header, body and footer of the tag at the front; 0 when there is none. More than there is when its header is damaged
// or it is cut short.
size_t id3_bytes(ByteView file);

// The tags that lead a file, each whole. kTruncated when one runs past the end, kMalformed when a size has its high
// bits set, kLimitExceeded beyond max_metadata_bytes.
Result<std::vector<ByteView>> split_leading_id3(ByteView file, const Limits& limits);

// The frames of one tag. kMalformed when what stands there is neither frame nor padding, or a frame runs past the end.
Result<Id3Tag> read_id3(ByteView tag, const Limits& limits);

// Where `size` bytes of a frame's decoded data, from `from` on, stand in Id3Tag::raw, with the zeros that
// unsynchronisation put between them. For frames that have data.
struct Id3Extent {
  size_t at = 0, size = 0;
};
Id3Extent id3_extent(const Id3Tag& tag, const Id3Frame& frame, size_t from, size_t size);

// How a tag is written again.
enum class Id3Form : uint8_t {
  kKept,   // with unsynchronisation and footer, where it has them
  // Without either, so that what a new frame holds stands in the file as it is; in version 2.3 without extended header,
  // which says nothing but a checksum and a size, and is read in two ways.
  kPlain,
};

// The tag with each frame as `replaced` has it (as it was where there is none, dropped where it is empty) and `added`
// behind them. What is saved becomes padding and what is added uses it up, so that nothing behind the tag moves unless
// it must. A checksum in the extended header goes, with the header. kLimitExceeded beyond 256 MiB.
Result<Bytes> with_id3_frames(const Id3Tag& tag, const std::vector<std::optional<Bytes>>& replaced, ByteView added,
                              Id3Form form = Id3Form::kKept);

// A tag of version 2.4 with `frames` alone.
Result<Bytes> new_id3(ByteView frames);

// A frame without flags. `id` of the letters that the version has.
Bytes id3_frame(int version, std::string_view id, ByteView data);

}  // namespace imprint::container
