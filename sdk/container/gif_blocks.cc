// Walks GIF blocks. Section numbers are those of the GIF89a specification.
#include "container/gif_blocks.h"

#include <string>

namespace imprint::container {
namespace {

constexpr size_t kHeaderBytes = 13;           // 17 and 18: signature, version, logical screen descriptor
constexpr size_t kImageDescriptorBytes = 10;  // 20
constexpr uint8_t kTrailer = 0x3B;            // 27

Status cut_short(ByteView file) {
  return {Code::kTruncated, "GIF is cut short after " + std::to_string(file.size()) + " bytes"};
}

// 18 and 20: the lowest three bits of the flags say how large the colour table is that follows, the highest that there
// is one.
size_t colour_table_bytes(uint8_t flags) { return (flags & 0x80) != 0 ? size_t{3} << ((flags & 7) + 1) : 0; }

// 15: sub-blocks of 1 to 255 bytes, ended by one of none. Where they end; nothing when the file does first.
Result<size_t> end_of_sub_blocks(ByteView file, size_t at) {
  while (at < file.size()) {
    const size_t size = file[at];
    at += 1 + size;
    if (size == 0) return at;
  }
  return cut_short(file);
}

Result<size_t> end_of_image(ByteView file, size_t at) {
  if (file.size() - at < kImageDescriptorBytes) return cut_short(file);
  constexpr size_t kCodeSizeBytes = 1;  // 22
  const size_t data = at + kImageDescriptorBytes + colour_table_bytes(file[at + 9]) + kCodeSizeBytes;
  if (data >= file.size()) return cut_short(file);
  return end_of_sub_blocks(file, data);
}

Result<GifBlock> read_block(ByteView file, size_t at) {
  if (file[at] == kGifImage) {
    IMPRINT_ASSIGN_OR_RETURN(const size_t end, end_of_image(file, at));
    return GifBlock{kGifImage, 0, file.subspan(at, end - at)};
  }
  if (file[at] != kGifExtension) return Status{Code::kMalformed, "no GIF block at byte " + std::to_string(at)};
  if (file.size() - at < 3) return cut_short(file);
  IMPRINT_ASSIGN_OR_RETURN(const size_t end, end_of_sub_blocks(file, at + 2));
  return GifBlock{kGifExtension, file[at + 1], file.subspan(at, end - at)};
}

Result<ByteView> read_header(ByteView file) {
  if (file.size() >= 6 && as_text(file.first(6)) != "GIF87a" && as_text(file.first(6)) != "GIF89a")
    return Status{Code::kMalformed, "GIF signature is missing"};
  if (file.size() < kHeaderBytes) return cut_short(file);
  const size_t size = kHeaderBytes + colour_table_bytes(file[10]);
  if (size > file.size()) return cut_short(file);
  return file.first(size);
}

}  // namespace

Result<GifBlocks> split_gif(ByteView file, const Limits& limits) {
  GifBlocks out;
  IMPRINT_ASSIGN_OR_RETURN(out.header, read_header(file));
  out.width_px = read_le16(&file[6]);
  out.height_px = read_le16(&file[8]);
  for (size_t at = out.header.size(); at < file.size();) {
    if (file[at] == kTrailer) {
      out.trailing = file.subspan(at + 1);
      return out;
    }
    if (out.blocks.size() == limits.max_segments)
      return limit_exceeded("GIF block count", out.blocks.size() + 1, "max_segments", limits.max_segments);
    IMPRINT_ASSIGN_OR_RETURN(const GifBlock block, read_block(file, at));
    out.blocks.push_back(block);
    at += block.raw.size();
  }
  return cut_short(file);
}

}  // namespace imprint::container
