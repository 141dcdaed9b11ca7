// The label in GIF: XMP in an application extension (TC260-PG-20259A), and comments in which one may be met.
#include <algorithm>
#include <optional>

#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/text_forms.h"
#include "container/gif_blocks.h"

namespace imprint::aigc {
namespace {

using container::GifBlock;
using container::GifBlocks;

struct Piece {
  size_t block_index = 0;
  MetadataBlock block;
  bool main = false;   // the packet that takes the label
  bool plain = false;  // a packet as the XMP specification wants it
};

Piece xmp(size_t index, const GifBlock& gif_block) {
  Piece piece;
  piece.block_index = index;
  piece.block.kind = BlockKind::kXmp;
  piece.block.carrier = "gif:application:xmp";
  piece.block.expected = ExpectedShape::kBare;
  const auto packet = container::gif_xmp_packet(gif_block);
  piece.plain = packet.has_value();
  if (packet) {
    piece.block.bytes = as_text(*packet);
  } else {
    piece.block.bytes = as_text(container::gif_extension_data(gif_block));
    piece.block.place.push_back(deviation(Rule::kCarrier, "its packet is cut into sub-blocks"));
  }
  return piece;
}

// A comment, or the data of an application that nobody registered for labels.
std::optional<Piece> raw_label(size_t index, const GifBlock& gif_block, const Limits& limits) {
  if (gif_block.raw.size() > limits.max_metadata_bytes) return std::nullopt;
  const Bytes data = container::gif_extension_data(gif_block);
  const bool comment = gif_block.label == container::kGifComment;
  const std::string id = excerpt(container::gif_application_id(gif_block));
  const bool named = id.starts_with("AIGC");
  const size_t start = comment || named ? 0 : raw_label_start(as_text(data));
  if (start == std::string_view::npos) return std::nullopt;
  Piece piece;
  piece.block_index = index;
  piece.block.carrier = comment ? "gif:comment" : "gif:application:raw";
  piece.block.bytes = as_text(data).substr(start);
  if (named) piece.block.context = Context::kNamed;
  piece.block.place.push_back(deviation(Rule::kCarrier, comment ? "a comment" : "an application extension " + id));
  return piece;
}

// Blocks are copied, so their size is bounded first.
Status check_sizes(const GifBlocks& gif, const Limits& limits) {
  for (const GifBlock& b : gif.blocks)
    if (container::gif_application_id(b) == container::kGifXmpId && b.raw.size() > limits.max_metadata_bytes)
      return limit_exceeded("size of the XMP extension of a GIF", b.raw.size(), "max_metadata_bytes",
                            limits.max_metadata_bytes);
  return {};
}

std::vector<Piece> pieces_of(const GifBlocks& gif, const Limits& limits) {
  std::vector<Piece> out;
  bool has_main = false;
  for (size_t i = 0; i < gif.blocks.size(); ++i) {
    const GifBlock& b = gif.blocks[i];
    if (b.kind != container::kGifExtension) continue;
    if (container::gif_application_id(b) == container::kGifXmpId) {
      out.push_back(xmp(i, b));
      out.back().main = !has_main && out.back().plain;
      has_main |= out.back().main;
    } else if (b.label == container::kGifComment || b.label == container::kGifApplication) {
      if (auto piece = raw_label(i, b, limits)) out.push_back(std::move(*piece));
    }
  }
  return out;
}

// What becomes of each block: its own bytes when there is no value, else these; none at all drop it.
using Replacements = std::vector<std::optional<Bytes>>;

Bytes xmp_extension(std::string_view packet) {
  Bytes out;
  container::append_gif_xmp(out, as_bytes(packet));
  return out;
}

void clean(const GifBlocks& gif, Piece& piece, const Limits& limits, Replacements& replaced) {
  const Cleaned cleaned = clean_block(piece.block, limits);
  if (cleaned == Cleaned::kDrop) replaced[piece.block_index] = Bytes{};
  if (cleaned != Cleaned::kChanged) return;
  const GifBlock& old = gif.blocks[piece.block_index];
  replaced[piece.block_index] = piece.plain ? xmp_extension(piece.block.bytes)
                                            : container::with_gif_extension_data(old, as_bytes(piece.block.bytes));
}

// Behind the extensions of applications that lead the file: some viewers look for the loop count only at the very
// start, and a reader that stops at the first picture has met the label.
size_t place_for_packet(const GifBlocks& gif) {
  const auto other = std::find_if(gif.blocks.begin(), gif.blocks.end(), [](const GifBlock& b) {
    return b.kind != container::kGifExtension || b.label != container::kGifApplication;
  });
  return static_cast<size_t>(other - gif.blocks.begin());
}

Bytes assemble(ByteView file, const GifBlocks& gif, const Replacements& replaced, size_t place, ByteView inserted) {
  // Section 17: the version that has application extensions.
  std::vector<ByteView> pieces = {as_bytes("GIF89a"), gif.header.subspan(6)};
  for (size_t i = 0; i <= gif.blocks.size(); ++i) {
    if (i == place) pieces.push_back(inserted);
    if (i < gif.blocks.size()) pieces.push_back(replaced[i] ? ByteView(*replaced[i]) : gif.blocks[i].raw);
  }
  pieces.push_back(file.last(gif.trailing.size() + 1));  // the trailer and what follows it
  return join(pieces);
}

}  // namespace

Result<std::vector<MetadataBlock>> gif_blocks(ByteView file, const Limits& limits, std::vector<Deviation>&) {
  IMPRINT_ASSIGN_OR_RETURN(const GifBlocks gif, container::split_gif(file, limits));
  IMPRINT_RETURN_IF_ERROR(check_sizes(gif, limits));
  std::vector<MetadataBlock> out;
  for (Piece& piece : pieces_of(gif, limits)) out.push_back(std::move(piece.block));
  return out;
}

Result<Bytes> write_gif(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const GifBlocks gif, container::split_gif(file, limits));
  IMPRINT_RETURN_IF_ERROR(check_sizes(gif, limits));
  std::vector<Piece> pieces = pieces_of(gif, limits);
  Replacements replaced(gif.blocks.size());
  const Piece* main = nullptr;
  for (Piece& piece : pieces) {
    if (piece.main) {
      main = &piece;
    } else if (order.only_label) {
      clean(gif, piece, limits, replaced);
    }
  }
  IMPRINT_ASSIGN_OR_RETURN(const std::string packet,
                           edited_packet(main != nullptr ? &main->block : nullptr, order));
  Bytes extension = xmp_extension(packet);
  if (main == nullptr) return assemble(file, gif, replaced, place_for_packet(gif), extension);
  replaced[main->block_index] = std::move(extension);
  return assemble(file, gif, replaced, gif.blocks.size() + 1, {});
}

}  // namespace imprint::aigc
