// The list of comments that FLAC, Vorbis and Opus share (Vorbis I specification, 5; RFC 7845, 5.2; RFC 9639, 8.6).
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

struct VorbisComments {
  std::string_view vendor;
  std::vector<std::string_view> comments;  // "NAME=value"
  ByteView rest;                           // behind the list: a framing bit, padding
};

// kMalformed when the list runs past the end; kLimitExceeded beyond max_segments comments.
Result<VorbisComments> read_vorbis_comments(ByteView bytes, const Limits& limits);

Bytes write_vorbis_comments(const VorbisComments& comments);

// Name and value of a comment; the name is empty where there is no "=".
struct VorbisComment {
  std::string_view name, value;
};
VorbisComment split_vorbis_comment(std::string_view comment);

}  // namespace imprint::container
