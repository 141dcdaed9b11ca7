// The label in PNG: XMP in an iTXt chunk (TC260-PG-20259A), and every other chunk in which one has been met.
#include <algorithm>
#include <optional>

#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/text_forms.h"
#include "container/jpeg_segments.h"
#include "container/png_chunks.h"

namespace imprint::aigc {
namespace {

using container::PngChunk;
using container::PngChunks;

constexpr std::string_view kXmpKeyword = "XML:com.adobe.xmp";  // XMP specification part 3, 1.1.5
constexpr std::string_view kLabelKeyword = "AIGC";             // TC260-PG-20259A annex B
constexpr std::string_view kRawProfile =
    "Raw profile type ";  // ImageMagick's: a name, a length, the bytes in hexadecimal

// A block and the way back into its chunk.
struct Piece {
  size_t chunk = 0;
  std::string keyword;  // of a text chunk
  std::string head;     // of a raw profile: what stands before the hexadecimal digits
  std::string prefix;   // of a raw profile: what stands before the block in the decoded bytes
  Status damage;        // why the chunk could not be decoded; the block is empty then
  MetadataBlock block;
};

bool is_text_chunk(const PngChunk& chunk) {
  return chunk.type == "tEXt" || chunk.type == "zTXt" || chunk.type == "iTXt";
}

bool is_main_packet(const PngChunk& chunk, const Piece& piece) {
  return chunk.type == "iTXt" && piece.keyword == kXmpKeyword;
}

std::string keyword_of(const PngChunk& chunk) {
  const std::string_view data = as_text(chunk.data);
  return std::string(data.substr(0, std::min<size_t>(data.find('\0'), 79)));
}

void take_prefix(Piece& piece, std::string_view prefix, BlockKind kind) {
  if (!piece.block.bytes.starts_with(prefix)) return;
  piece.prefix = prefix;
  piece.block.kind = kind;
  piece.block.bytes.erase(0, prefix.size());
}

// "\nexif\n     274\n4d4d002a…"; false when the text has not that form.
bool open_raw_profile(Piece& piece, const std::string& text) {
  const size_t name = text.find_first_not_of('\n');
  const size_t length = name == std::string::npos ? name : text.find('\n', name);
  const size_t digits = length == std::string::npos ? length : text.find('\n', length + 1);
  if (digits == std::string::npos) return false;
  auto decoded = decode_hex(std::string_view(text).substr(digits + 1));
  if (!decoded) return false;
  piece.head = text.substr(0, digits + 1);
  piece.block.bytes = std::move(*decoded);
  const std::string_view what = std::string_view(piece.keyword).substr(kRawProfile.size());
  piece.block.kind = what == "xmp"                      ? BlockKind::kXmp
                     : what == "exif" || what == "APP1" ? BlockKind::kExif
                                                        : BlockKind::kText;
  take_prefix(piece, container::kExifPrefix, BlockKind::kExif);
  take_prefix(piece, container::kXmpPrefix, BlockKind::kXmp);
  return piece.block.kind != BlockKind::kText;
}

std::string close_raw_profile(const Piece& piece) {
  constexpr char kDigits[] = "0123456789abcdef";
  constexpr size_t kBytesPerLine = 36;
  std::string out = piece.head;
  size_t on_line = 0;
  for (const char c : piece.prefix + piece.block.bytes) {
    const auto byte = static_cast<uint8_t>(c);
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
    if (++on_line % kBytesPerLine == 0) out.push_back('\n');
  }
  return out + "\n";
}

void note_place(Piece& piece, std::string_view detail) {
  if (!detail.empty()) piece.block.place.push_back(deviation(Rule::kCarrier, detail));
}

// What a text chunk holds, told by its keyword.
void describe_text(Piece& piece, const PngChunk& chunk, container::PngText text) {
  MetadataBlock& block = piece.block;
  const bool plain_itxt = chunk.type == "iTXt" && !text.compressed;
  const std::string what = (text.compressed ? "compressed " : "") + std::string(chunk.type) + " chunk";
  if (piece.keyword == kXmpKeyword) {
    block.kind = BlockKind::kXmp;
    block.expected = ExpectedShape::kBare;
    if (!plain_itxt) note_place(piece, "XMP in a " + what);
  } else if (equals_ignoring_case(piece.keyword, kLabelKeyword)) {
    block.context = Context::kNamed;
    block.expected = ExpectedShape::kWrapped;
    if (chunk.type != "tEXt") note_place(piece, what);
  } else {
    note_place(piece, what + " with the keyword " + excerpt(piece.keyword));
    if (piece.keyword.starts_with(kRawProfile) && open_raw_profile(piece, text.text)) return;
  }
  const bool as_stored = block.kind == BlockKind::kXmp || is_utf8(text.text);
  block.bytes = as_stored ? std::move(text.text) : utf8_of_latin1(text.text);
}

class PieceReader {
 public:
  PieceReader(const PngChunks& png, const Limits& limits) : png_(png), limits_(limits) {}

  std::vector<Piece> all() {
    std::vector<Piece> out;
    for (size_t i = 0; i < png_.chunks.size(); ++i) {
      const PngChunk& chunk = png_.chunks[i];
      after_image_ |= chunk.type == "IDAT";
      if (chunk.type == "eXIf") out.push_back(exif(i));
      if (is_text_chunk(chunk)) out.push_back(text(i));
    }
    return out;
  }

 private:
  Piece start(size_t index, const std::string& carrier) const {
    Piece piece;
    piece.chunk = index;
    piece.block.carrier = "png:" + carrier;
    if (after_image_) note_place(piece, "it stands after the image data");
    if (!png_.chunks[index].crc_ok) piece.block.place.push_back(deviation(Rule::kChunkCrc));
    return piece;
  }

  Piece exif(size_t index) const {
    Piece piece = start(index, "eXIf");
    piece.block.kind = BlockKind::kExif;
    piece.block.bytes = as_text(png_.chunks[index].data);
    note_place(piece, "EXIF in PNG");
    return piece;
  }

  Piece text(size_t index) {
    const PngChunk& chunk = png_.chunks[index];
    const std::string keyword = keyword_of(chunk);
    Piece piece = start(index, std::string(chunk.type) + ":" + keyword);
    piece.keyword = keyword;
    auto parsed = container::parse_png_text(chunk, limits_);
    if (parsed.ok()) {
      describe_text(piece, chunk, std::move(parsed).value());
    } else {
      piece.damage = parsed.status();
    }
    return piece;
  }

  const PngChunks& png_;
  const Limits& limits_;
  bool after_image_ = false;
};

Bytes chunk_of(std::string_view type, ByteView data) {
  Bytes out;
  container::append_png_chunk(out, type, data);
  return out;
}

// The chunk of a changed block. A compressed text comes back uncompressed.
Bytes chunk_of(const PngChunk& chunk, const Piece& piece) {
  if (chunk.type == "eXIf") return chunk_of("eXIf", as_bytes(piece.block.bytes));
  const std::string text = piece.head.empty() ? piece.block.bytes : close_raw_profile(piece);
  if (chunk.type == "iTXt") return chunk_of("iTXt", container::make_png_itxt(piece.keyword, text));
  Bytes data(piece.keyword.begin(), piece.keyword.end());
  data.push_back(0);
  append(data, as_bytes(text));
  return chunk_of("tEXt", data);
}

// What becomes of each chunk: its own bytes when there is no value, else these; none at all drop it.
using Replacements = std::vector<std::optional<Bytes>>;

void clean(const PngChunks& png, Piece& piece, const Limits& limits, Replacements& replaced) {
  if (!piece.damage.ok()) {
    if (equals_ignoring_case(piece.keyword, kLabelKeyword)) replaced[piece.chunk] = Bytes{};
    return;
  }
  switch (clean_block(piece.block, limits)) {
    case Cleaned::kUntouched: return;
    case Cleaned::kChanged: replaced[piece.chunk] = chunk_of(png.chunks[piece.chunk], piece); return;
    case Cleaned::kDrop: replaced[piece.chunk] = Bytes{}; return;
  }
}

size_t first_image_data(const PngChunks& png) {
  const auto found =
      std::find_if(png.chunks.begin(), png.chunks.end(), [](const PngChunk& c) { return c.type == "IDAT"; });
  return static_cast<size_t>(found - png.chunks.begin());
}

Bytes assemble(const PngChunks& png, const Replacements& replaced, ByteView after_header) {
  Bytes signature;
  container::append_png_signature(signature);
  std::vector<ByteView> pieces = {signature};
  for (size_t i = 0; i < png.chunks.size(); ++i) {
    pieces.push_back(replaced[i] ? ByteView(*replaced[i]) : png.chunks[i].raw);
    if (i == 0) pieces.push_back(after_header);
  }
  pieces.push_back(png.trailing);
  return join(pieces);
}

}  // namespace

Result<std::vector<MetadataBlock>> png_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems) {
  IMPRINT_ASSIGN_OR_RETURN(const PngChunks png, container::split_png(file, limits, "IDAT"));
  std::vector<MetadataBlock> out;
  for (Piece& piece : PieceReader(png, limits).all()) {
    if (piece.damage.ok()) {
      out.push_back(std::move(piece.block));
    } else {
      problems.push_back(problem_in(piece.block.carrier, deviation(Rule::kMetadataDamaged, piece.damage.message())));
    }
  }
  return out;
}

Result<Bytes> write_png(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const PngChunks png, container::split_png(file, limits, "IDAT"));
  std::vector<Piece> pieces = PieceReader(png, limits).all();
  Replacements replaced(png.chunks.size());
  const Piece* main = nullptr;
  for (Piece& piece : pieces) {
    if (main == nullptr && is_main_packet(png.chunks[piece.chunk], piece)) {
      main = &piece;
    } else if (order.only_label) {
      clean(png, piece, limits, replaced);
    }
  }
  if (main != nullptr && !main->damage.ok()) return main->damage;
  IMPRINT_ASSIGN_OR_RETURN(const std::string packet,
                           edited_packet(main != nullptr ? &main->block : nullptr, order));
  Bytes chunk = chunk_of("iTXt", container::make_png_itxt(kXmpKeyword, packet));
  // Readers that stop at the image data find the label all the same: the guide puts it before.
  const bool in_place = main != nullptr && main->chunk < first_image_data(png);
  if (main != nullptr) replaced[main->chunk] = in_place ? std::move(chunk) : Bytes{};
  return assemble(png, replaced, in_place ? Bytes{} : chunk);
}

}  // namespace imprint::aigc
