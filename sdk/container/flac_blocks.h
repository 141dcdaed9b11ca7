// FLAC as what leads it, a list of metadata blocks and the frames (RFC 9639, 8). Borrowed from the file.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

inline constexpr uint8_t kFlacStreamInfo = 0, kFlacPadding = 1, kFlacComments = 4;  // 8.1

struct FlacBlock {
  uint8_t type = 0;
  ByteView data;  // without its header
};

struct FlacFile {
  std::vector<ByteView> id3;  // tags of ID3v2, which some writers put in front
  std::vector<FlacBlock> blocks;
  ByteView frames;
};

// kTruncated when a block runs past the end, kMalformed when the first is no STREAMINFO; errors of the tags as
// split_leading_id3(); kLimitExceeded beyond max_segments blocks, or comments beyond max_metadata_bytes.
Result<FlacFile> split_flac(ByteView file, const Limits& limits);

// The file of these parts. kLimitExceeded for a block of 16 MiB and more.
Result<Bytes> join_flac(const std::vector<ByteView>& id3, const std::vector<FlacBlock>& blocks, ByteView frames);

}  // namespace imprint::container
