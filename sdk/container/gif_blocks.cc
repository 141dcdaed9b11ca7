// Walks GIF blocks. Section numbers are those of the GIF89a specification.
#include "container/gif_blocks.h"

#include <algorithm>
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

// 26: one sub-block of 11 bytes, eight of identifier and three of authentication code.
constexpr size_t kApplicationIdBytes = 11;
constexpr size_t kXmpHead = 3 + kApplicationIdBytes;

// 01, then FF down to 00, then the terminator.
Bytes xmp_trailer() {
  Bytes out = {1};
  for (int value = 0xFF; value >= 0; --value) out.push_back(static_cast<uint8_t>(value));
  out.push_back(0);
  return out;
}

// Calls visit(offset in `raw`, size) for each sub-block of data.
template <typename Visit>
void for_each_sub_block(const GifBlock& block, const Visit& visit) {
  size_t at = gif_application_id(block).empty() ? 2 : kXmpHead;
  while (at < block.raw.size() && block.raw[at] != 0) {
    visit(at + 1, size_t{block.raw[at]});
    at += 1 + size_t{block.raw[at]};
  }
}

}  // namespace

std::string_view gif_application_id(const GifBlock& block) {
  const bool is_one = block.kind == kGifExtension && block.label == kGifApplication && block.raw.size() > kXmpHead &&
                      block.raw[2] == kApplicationIdBytes;
  return is_one ? as_text(block.raw.subspan(3, kApplicationIdBytes)) : std::string_view();
}

Bytes gif_extension_data(const GifBlock& block) {
  Bytes out;
  for_each_sub_block(block, [&](size_t at, size_t size) { append(out, block.raw.subspan(at, size)); });
  return out;
}

Bytes with_gif_extension_data(const GifBlock& block, ByteView data) {
  Bytes out(block.raw.begin(), block.raw.end());
  for_each_sub_block(block, [&](size_t at, size_t size) {
    std::copy_n(data.begin(), size, out.begin() + static_cast<std::ptrdiff_t>(at));
    data = data.subspan(size);
  });
  return out;
}

std::optional<ByteView> gif_xmp_packet(const GifBlock& block) {
  static const Bytes trailer = xmp_trailer();
  if (gif_application_id(block) != kGifXmpId || block.raw.size() < kXmpHead + trailer.size()) return std::nullopt;
  const ByteView end = block.raw.last(trailer.size());
  if (!std::equal(end.begin(), end.end(), trailer.begin())) return std::nullopt;
  return block.raw.subspan(kXmpHead, block.raw.size() - kXmpHead - trailer.size());
}

void append_gif_xmp(Bytes& out, ByteView packet) {
  append(out, Bytes{kGifExtension, kGifApplication, static_cast<uint8_t>(kApplicationIdBytes)});
  append(out, as_bytes(kGifXmpId));
  append(out, packet);
  append(out, xmp_trailer());
}

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
