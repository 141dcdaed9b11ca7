// The label in WebP: XMP in the chunk "XMP " (TC260-PG-20259A), EXIF, and every other chunk in which one may be met.
#include <algorithm>
#include <array>
#include <optional>

#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/text_forms.h"
#include "container/jpeg_segments.h"
#include "container/webp_edit.h"

namespace imprint::aigc {
namespace {

using container::WebpChunk;
using container::WebpChunks;

constexpr std::string_view kXmpType = "XMP ", kXmpMisspelt{"XMP\0", 4};  // RFC 9649 2.7.1.5; older writers' mistake

struct Piece {
  size_t chunk = 0;
  size_t head = 0;  // bytes of the chunk before the block
  MetadataBlock block;
  bool main = false;  // the packet that takes the label
};

bool is_image(std::string_view type) {
  constexpr std::array<std::string_view, 7> kTypes = {"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

MetadataBlock block_of(std::string_view data, BlockKind kind, std::string carrier) {
  MetadataBlock block;
  block.kind = kind;
  block.carrier = "webp:" + std::move(carrier);
  block.bytes = data;
  return block;
}

Piece xmp(size_t index, const WebpChunk& chunk) {
  Piece piece{index, 0, block_of(as_text(chunk.data), BlockKind::kXmp, "XMP"), false};
  piece.block.expected = ExpectedShape::kBare;
  if (chunk.type != kXmpType) piece.block.place.push_back(deviation(Rule::kCarrier, "its chunk is misspelt"));
  return piece;
}

// Some writers keep the prefix that JPEG has.
Piece exif(size_t index, const WebpChunk& chunk) {
  const size_t head =
      container::starts_with(chunk.data, container::kExifPrefix) ? container::kExifPrefix.size() : size_t{0};
  Piece piece{index, head, block_of(as_text(chunk.data.subspan(head)), BlockKind::kExif, "EXIF"), false};
  piece.block.expected = ExpectedShape::kWrapped;
  return piece;
}

// A chunk AIGC, as WAV has it, or another that begins like a label.
std::optional<Piece> raw_label(size_t index, const WebpChunk& chunk, const Limits& limits) {
  if (chunk.data.size() > limits.max_metadata_bytes) return std::nullopt;
  const bool named = chunk.type == "AIGC";
  const size_t start = named ? 0 : raw_label_start(as_text(chunk.data));
  if (start == std::string_view::npos) return std::nullopt;
  Piece piece{index, start,
              block_of(as_text(chunk.data.subspan(start)), BlockKind::kText, excerpt(chunk.type) + ":raw"), false};
  if (named) piece.block.context = Context::kNamed;
  piece.block.place.push_back(deviation(Rule::kCarrier, "text in a chunk " + excerpt(chunk.type)));
  return piece;
}

// Blocks are copied, so their size is bounded first.
Status check_sizes(const WebpChunks& webp, const Limits& limits) {
  for (const WebpChunk& chunk : webp.chunks) {
    const bool copied = chunk.type == kXmpType || chunk.type == kXmpMisspelt || chunk.type == "EXIF";
    if (copied && chunk.data.size() > limits.max_metadata_bytes)
      return limit_exceeded("size of WebP chunk " + excerpt(chunk.type), chunk.data.size(), "max_metadata_bytes",
                            limits.max_metadata_bytes);
  }
  return {};
}

std::vector<Piece> pieces_of(const WebpChunks& webp, const Limits& limits) {
  std::vector<Piece> out;
  bool has_main = false;
  for (size_t i = 0; i < webp.chunks.size(); ++i) {
    const WebpChunk& chunk = webp.chunks[i];
    if (chunk.type == kXmpType || chunk.type == kXmpMisspelt) {
      out.push_back(xmp(i, chunk));
      out.back().main = !has_main && chunk.type == kXmpType;
      has_main |= out.back().main;
    } else if (chunk.type == "EXIF") {
      out.push_back(exif(i, chunk));
    } else if (!is_image(chunk.type)) {
      if (auto piece = raw_label(i, chunk, limits)) out.push_back(std::move(*piece));
    }
  }
  return out;
}

// What becomes of each chunk: its own bytes when there is no value, else these; none at all drop it.
using Replacements = std::vector<std::optional<Bytes>>;

Bytes chunk_of(std::string_view type, ByteView data) {
  Bytes out;
  container::append_webp_chunk(out, type, data);
  return out;
}

void clean(const WebpChunks& webp, Piece& piece, const Limits& limits, Replacements& replaced) {
  const WebpChunk& chunk = webp.chunks[piece.chunk];
  const Cleaned cleaned = clean_block(piece.block, limits);
  if (cleaned == Cleaned::kDrop) replaced[piece.chunk] = Bytes{};
  if (cleaned != Cleaned::kChanged) return;
  Bytes data(chunk.data.begin(), chunk.data.begin() + static_cast<std::ptrdiff_t>(piece.head));
  append(data, as_bytes(piece.block.bytes));
  replaced[piece.chunk] = chunk_of(chunk.type, data);
}

// The header first, whether it was there or not; a new packet last (RFC 9649 2.7: metadata follows the image).
Result<Bytes> assemble(const WebpChunks& webp, const Replacements& replaced, ByteView new_packet) {
  IMPRINT_ASSIGN_OR_RETURN(const Bytes header, container::extended_webp_header(webp, container::kWebpXmpFlag));
  std::vector<ByteView> chunks = {header};
  for (size_t i = webp.chunks.front().type == "VP8X" ? 1 : 0; i < webp.chunks.size(); ++i)
    chunks.push_back(replaced[i] ? ByteView(*replaced[i]) : webp.chunks[i].raw);
  chunks.push_back(new_packet);
  return container::join_webp(chunks, webp.trailing);
}

}  // namespace

Result<std::vector<MetadataBlock>> webp_blocks(ByteView file, const Limits& limits, std::vector<Deviation>&) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks webp, container::split_webp(file, limits));
  IMPRINT_RETURN_IF_ERROR(check_sizes(webp, limits));
  std::vector<MetadataBlock> out;
  for (Piece& piece : pieces_of(webp, limits)) out.push_back(std::move(piece.block));
  return out;
}

Result<Bytes> write_webp(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const WebpChunks webp, container::split_webp(file, limits));
  IMPRINT_RETURN_IF_ERROR(check_sizes(webp, limits));
  std::vector<Piece> pieces = pieces_of(webp, limits);
  Replacements replaced(webp.chunks.size());
  const Piece* main = nullptr;
  for (Piece& piece : pieces) {
    if (piece.main) {
      main = &piece;
    } else if (order.only_label) {
      clean(webp, piece, limits, replaced);
    }
  }
  IMPRINT_ASSIGN_OR_RETURN(const std::string packet,
                           edited_packet(main != nullptr ? &main->block : nullptr, order));
  Bytes chunk = chunk_of(kXmpType, as_bytes(packet));
  if (main == nullptr) return assemble(webp, replaced, chunk);
  replaced[main->chunk] = std::move(chunk);
  return assemble(webp, replaced, {});
}

}  // namespace imprint::aigc
