// Walks RIFF chunks. Section numbers are those of RFC 9649.
#include "container/webp_chunks.h"

#include <algorithm>
#include <string>

namespace imprint::container {
namespace {

constexpr size_t kRiffBytes = 12;  // 2.4: "RIFF", length, "WEBP"
constexpr size_t kChunkBytes = 8;  // 2.3: type, length

// 2.3: a chunk of odd length is followed by one zero byte. Writers forget it behind the last one, where nothing
// follows.
Result<WebpChunk> read_chunk(ByteView rest, size_t at) {
  const std::string place = "WebP chunk at byte " + std::to_string(at);
  if (rest.size() < kChunkBytes) return Status{Code::kMalformed, place + " has no room for its header"};
  const uint32_t length = read_le32(&rest[4]);
  const size_t left = rest.size() - kChunkBytes;
  if (length > left)
    return Status{Code::kMalformed,
                  place + " claims " + std::to_string(length) + " bytes, but " + std::to_string(left) + " are left"};
  const size_t padded = std::min<size_t>(left, size_t{length} + length % 2);
  return WebpChunk{as_text(rest.first(4)), rest.subspan(kChunkBytes, length), rest.first(kChunkBytes + padded)};
}

Result<std::vector<WebpChunk>> read_chunks(ByteView bytes, size_t at, const Limits& limits) {
  std::vector<WebpChunk> out;
  while (at < bytes.size()) {
    if (out.size() == limits.max_segments)
      return limit_exceeded("WebP chunk count", out.size() + 1, "max_segments", limits.max_segments);
    IMPRINT_ASSIGN_OR_RETURN(const WebpChunk chunk, read_chunk(bytes.subspan(at), at));
    out.push_back(chunk);
    at += chunk.raw.size();
  }
  return out;
}

// The bytes that the RIFF header speaks of.
Result<ByteView> riff_part(ByteView file) {
  if (file.size() < kRiffBytes) return Status{Code::kTruncated, "WebP ends inside its RIFF header"};
  if (as_text(file.first(4)) != "RIFF" || as_text(file.subspan(8, 4)) != "WEBP")
    return Status{Code::kMalformed, "WebP signature is missing"};
  const uint64_t size = uint64_t{read_le32(&file[4])} + 8;
  if (size < kRiffBytes) return Status{Code::kMalformed, "WebP has a RIFF length below 4"};
  if (size > file.size())
    return Status{Code::kTruncated,
                  "WebP of " + std::to_string(size) + " bytes is cut short after " + std::to_string(file.size())};
  return file.first(static_cast<size_t>(size));
}

}  // namespace

const WebpChunk* WebpChunks::find(std::string_view type) const {
  const auto found = std::find_if(chunks.begin(), chunks.end(), [&](const WebpChunk& c) { return c.type == type; });
  return found == chunks.end() ? nullptr : &*found;
}

Result<WebpChunks> split_webp(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const ByteView riff, riff_part(file));
  WebpChunks out{{}, riff, file.subspan(riff.size())};
  IMPRINT_ASSIGN_OR_RETURN(out.chunks, read_chunks(riff, kRiffBytes, limits));
  if (out.chunks.empty()) return Status{Code::kMalformed, "WebP has no chunk"};
  return out;
}

Result<std::vector<WebpChunk>> split_webp_frame(ByteView chunks, const Limits& limits) {
  return read_chunks(chunks, 0, limits);
}

}  // namespace imprint::container
