// Writes WebP chunk by chunk (RFC 9649).
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/status.h"
#include "container/webp_chunks.h"

namespace imprint::container {

inline constexpr uint8_t kWebpIccFlag = 0x20, kWebpExifFlag = 0x08, kWebpXmpFlag = 0x04;  // 2.7.1, flags of VP8X

void append_webp_chunk(Bytes& out, std::string_view type, ByteView data);  // with its padding

// The VP8X chunk that a file needs before it can hold metadata: its own with `flags` set, or, for a simple file, a new
// one with the size of its picture and the flags of the chunks that are there. Such a one goes before all others.
// kMalformed when the first chunk is none that a WebP begins with, or is too short.
Result<Bytes> extended_webp_header(const WebpChunks& webp, uint8_t flags);

// The file around `chunks`, each padded already. kLimitExceeded beyond what the RIFF length can state.
Result<Bytes> join_webp(const std::vector<ByteView>& chunks, ByteView trailing);

}  // namespace imprint::container
