// WebP as a list of RIFF chunks (RFC 9649, section 2). Borrowed from the file; unknown chunks are kept.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

struct WebpChunk {
  std::string_view type;  // four ASCII letters, "VP8 " with its space
  ByteView data;          // without type, length and padding
  ByteView raw;           // all of it, as in the file
};

struct WebpChunks {
  std::vector<WebpChunk> chunks;
  ByteView riff;      // header and chunks: the file without what trails
  ByteView trailing;  // bytes behind the length that the RIFF header states

  const WebpChunk* find(std::string_view type) const;  // the first of this type, or nullptr
};

// Refuses a wrong signature, a file shorter than its RIFF header says, a chunk that runs past its end and more than
// limits.max_segments chunks. Chunks inside an ANMF chunk are not looked at.
Result<WebpChunks> split_webp(ByteView file, const Limits& limits);

// The chunks of a frame: what follows the 16 bytes of header in an ANMF chunk (2.7.1.1). Refuses the same.
Result<std::vector<WebpChunk>> split_webp_frame(ByteView chunks, const Limits& limits);

}  // namespace imprint::container
