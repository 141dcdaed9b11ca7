// Section numbers are those of RFC 9639.
#include "container/flac_blocks.h"

#include <algorithm>
#include <string>

#include "container/id3.h"

namespace imprint::container {
namespace {

constexpr size_t kBlockHeader = 4;  // 8.1: last or not, type, 24 bits of length
constexpr uint8_t kLast = 0x80;
constexpr size_t kMaxBlockBytes = (size_t{1} << 24) - 1;

Status cut(size_t bytes, size_t left) {
  return {Code::kTruncated, "FLAC has a metadata block of " + std::to_string(bytes) + " bytes, but " +
                                std::to_string(left) + " are left"};
}

}  // namespace

Result<FlacFile> split_flac(ByteView file, const Limits& limits) {
  FlacFile out;
  IMPRINT_ASSIGN_OR_RETURN(out.id3, split_leading_id3(file, limits));
  ByteView rest = file;
  for (const ByteView tag : out.id3) rest = rest.subspan(tag.size());
  if (rest.size() < 4 || as_text(rest.first(4)) != "fLaC") return Status{Code::kMalformed, "FLAC signature is missing"};
  rest = rest.subspan(4);
  for (bool last = false; !last;) {
    if (out.blocks.size() == limits.max_segments)
      return limit_exceeded("FLAC block count", out.blocks.size() + 1, "max_segments", limits.max_segments);
    if (rest.size() < kBlockHeader) return Status{Code::kTruncated, "FLAC ends before its last metadata block"};
    last = (rest[0] & kLast) != 0;
    const size_t bytes = read_be32(rest.data()) & kMaxBlockBytes;
    if (bytes > rest.size() - kBlockHeader) return cut(bytes, rest.size() - kBlockHeader);
    out.blocks.push_back({static_cast<uint8_t>(rest[0] & ~kLast), rest.subspan(kBlockHeader, bytes)});
    const FlacBlock& block = out.blocks.back();
    if (block.type == kFlacComments && bytes > limits.max_metadata_bytes)
      return limit_exceeded("size of FLAC comments", bytes, "max_metadata_bytes", limits.max_metadata_bytes);
    rest = rest.subspan(kBlockHeader + bytes);
  }
  if (out.blocks.front().type != kFlacStreamInfo)
    return Status{Code::kMalformed, "FLAC does not begin with STREAMINFO"};
  out.frames = rest;
  return out;
}

Result<Bytes> join_flac(const std::vector<ByteView>& id3, const std::vector<FlacBlock>& blocks, ByteView frames) {
  size_t bytes = 4 + frames.size();
  for (const ByteView tag : id3) bytes += tag.size();
  for (const FlacBlock& block : blocks) bytes += kBlockHeader + block.data.size();
  Bytes out;
  out.reserve(bytes);
  for (const ByteView tag : id3) append(out, tag);
  append(out, as_bytes("fLaC"));
  for (const FlacBlock& block : blocks) {
    if (block.data.size() > kMaxBlockBytes)
      return limit_exceeded("size of a FLAC block", block.data.size(), "what its header can state,", kMaxBlockBytes);
    const uint32_t last = &block == &blocks.back() ? kLast : 0;
    append_be32(out, (last | block.type) << 24 | static_cast<uint32_t>(block.data.size()));
    append(out, block.data);
  }
  append(out, frames);
  return out;
}

}  // namespace imprint::container
