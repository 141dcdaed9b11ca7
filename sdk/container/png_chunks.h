// PNG as a list of chunks (W3C PNG 3rd edition, section 5). Borrowed from the file; unknown chunks are kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/status.h"

namespace imprint::container {

struct PngChunk {
  std::string_view type;  // four ASCII letters
  ByteView data;          // without length, type and CRC
  ByteView raw;           // all of it, as in the file
  bool crc_ok = true;
};

struct PngChunks {
  std::vector<PngChunk> chunks;  // IHDR first, IEND last
  ByteView trailing;             // bytes after IEND, kept on writing
};

// Refuses a wrong signature, a chunk that runs past the end, a missing IHDR or IEND, and more than limits.max_segments
// chunks. The signature, every `raw` in order and `trailing` are the file again. The checksum of chunks of the type
// `unchecked` is taken on trust: that of the image data costs more than all else, and metadata does not depend on it.
Result<PngChunks> split_png(ByteView file, const Limits& limits, std::string_view unchecked = {});

// The chunks before the first IDAT only, for who needs the headers: the rest of the file is not looked at.
Result<std::vector<PngChunk>> split_png_header(ByteView file, const Limits& limits);

void append_png_signature(Bytes& out);
void append_png_chunk(Bytes& out, std::string_view type, ByteView data);  // with length and CRC

// tEXt, zTXt or iTXt, decoded. Inflated text is refused beyond limits.max_metadata_bytes.
struct PngText {
  std::string keyword;
  std::string text;  // Latin-1 for tEXt and zTXt, UTF-8 for iTXt, as stored
  bool compressed = false;
};
Result<PngText> parse_png_text(const PngChunk& chunk, const Limits& limits);
// The ICC profile of an iCCP chunk; the same limits.
Result<std::string> parse_png_profile(const PngChunk& chunk, const Limits& limits);
Bytes make_png_itxt(std::string_view keyword, std::string_view text);  // chunk data, uncompressed, no language

}  // namespace imprint::container
