// The label in TIFF: XMP in tag 700 of the first page (TC260-PG-20259A), and the texts in which one may be met.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/exif_label.h"
#include "aigc/xmp_packet.h"
#include "container/tiff_file.h"

namespace imprint::aigc {
namespace {

using container::Tiff;
using container::TiffFile;

constexpr uint16_t kXmpTag = 700;

// A block and its bytes in the file.
struct Piece {
  size_t at = 0, size = 0;
  bool user_comment = false, utf16 = false;
  MetadataBlock block;
};

class PieceReader {
 public:
  PieceReader(const TiffFile& file, const Limits& limits) : file_(file), limits_(limits) {}

  Status run() {
    for (size_t i = 0; i < file_.pages.size(); ++i) {
      const std::string carrier = "tiff:IFD" + std::to_string(i);
      IMPRINT_RETURN_IF_ERROR(xmp(i, carrier + ":xmp"));
      IMPRINT_RETURN_IF_ERROR(texts(i, carrier));
      IMPRINT_RETURN_IF_ERROR(limits_.status());
    }
    return {};
  }

  std::vector<Piece> pieces;
  std::vector<Deviation> problems;
  bool main_is_first = false;  // pieces[0] is the packet that takes the label
  bool main_is_shared = false;

 private:
  Status xmp(size_t page, const std::string& carrier) {
    const auto entry = file_.tiff.find(file_.pages[page].at, kXmpTag, limits_);
    if (!entry) return {};
    const auto value = file_.tiff.text(*entry);
    if (!value) return unreadable(*entry, carrier);
    Piece piece;
    piece.block.kind = BlockKind::kXmp;
    piece.block.carrier = carrier;
    piece.block.expected = ExpectedShape::kBare;
    main_is_first |= page == 0;
    if (is_known(*value)) return {};
    if (page > 0) piece.block.place.push_back(deviation(Rule::kCarrier, "it stands in a further page"));
    return keep(std::move(piece), *value);
  }

  Status unreadable(const container::TiffEntry& entry, const std::string& carrier) {
    const bool bytes = entry.type == container::kTiffByte || entry.type == container::kTiffAscii ||
                       entry.type == container::kTiffUndefined;
    if (bytes)
      return {Code::kTruncated, "TIFF field 700 of " + std::to_string(entry.count) + " bytes lies outside the file"};
    problems.push_back(
        problem_in(carrier, deviation(Rule::kMetadataDamaged, "it is of type " + std::to_string(entry.type))));
    return {};
  }

  // A UserComment is kept in any case; of other texts, which may be long, those that show by a glance that they may be one.
  Status texts(size_t page, const std::string& carrier) {
    for (const container::ExifField& field : container::exif_fields_at(file_.tiff, file_.pages[page].at, limits_)) {
      if (is_known(field.value)) continue;
      IMPRINT_RETURN_IF_ERROR(pay_for_exif_text(field, limits_));
      ExifText text = exif_text_of(field, file_.file.data());
      const ByteView stored = file_.file.subspan(text.begin, text.end - text.begin);
      const bool label = text.user_comment || raw_label_start(text.value) != std::string_view::npos;
      if (!stored.empty() && label) IMPRINT_RETURN_IF_ERROR(keep(piece_of(std::move(text), field, carrier), stored));
      known_.emplace(place_of(field.value), kNoPiece);
    }
    return {};
  }

  static Piece piece_of(ExifText text, const container::ExifField& field, const std::string& carrier) {
    Piece piece;
    piece.user_comment = text.user_comment;
    piece.utf16 = text.utf16;
    const std::string tag = text.tag.substr(text.tag.find(':') + 1);
    piece.block = exif_text_block(std::move(text), carrier + (field.in_exif_ifd ? ":exif:" : ":") + tag);
    piece.block.place.push_back(deviation(Rule::kCarrier, field.in_exif_ifd ? "EXIF in TIFF" : tag));
    return piece;
  }

  std::pair<size_t, size_t> place_of(ByteView value) const {
    return {static_cast<size_t>(value.data() - file_.file.data()), value.size()};
  }

  // Pages may share a value. Asked before anything is made of it: thousands of them may share a large one.
  bool is_known(ByteView value) {
    const auto known = known_.find(place_of(value));
    if (known == known_.end()) return false;
    main_is_shared |= known->second == 0;
    return true;
  }

  // Values that lie over each other must not add up either.
  Status keep(Piece piece, ByteView value) {
    std::tie(piece.at, piece.size) = place_of(value);
    known_.emplace(place_of(value), pieces.size());
    if (value.size() > limits_.max_metadata_bytes)
      return limit_exceeded("size of a TIFF field with metadata", value.size(), "max_metadata_bytes",
                            limits_.max_metadata_bytes);
    IMPRINT_RETURN_IF_ERROR(limits_.spend(Resource::kInflatedBytes, value.size(), "TIFF fields with XMP and comments"));
    if (piece.block.kind == BlockKind::kXmp) piece.block.bytes = as_text(value);
    pieces.push_back(std::move(piece));
    return {};
  }

  const TiffFile& file_;
  const Limits& limits_;
  static constexpr size_t kNoPiece = std::numeric_limits<size_t>::max();  // of a value that is looked at and no label
  std::map<std::pair<size_t, size_t>, size_t> known_;  // places of values; number of the piece
};

void put(Bytes& out, const Piece& piece, std::string_view bytes) {
  std::copy(bytes.begin(), bytes.end(), out.begin() + static_cast<std::ptrdiff_t>(piece.at));
}

// Nothing may move, so a label is overwritten where it stands.
void clean(Piece& piece, const Limits& limits, Bytes& out) {
  switch (clean_block(piece.block, limits)) {
    case Cleaned::kUntouched: return;
    case Cleaned::kChanged: return put(out, piece, piece.block.bytes);
    case Cleaned::kDrop: return put(out, piece, piece.utf16 ? std::string(piece.size, '\0') : blank_exif_value(piece.size, piece.user_comment));
  }
}

// A value that lay beyond the end of the file would now be what was written there.
Status check_no_new_piece(ByteView written, const std::vector<Piece>& before, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const TiffFile tiff, container::open_tiff(written, limits));
  PieceReader reader(tiff, limits);
  IMPRINT_RETURN_IF_ERROR(reader.run());
  for (size_t i = reader.main_is_first ? 1 : 0; i < reader.pieces.size(); ++i) {
    const Piece& piece = reader.pieces[i];
    const bool known = std::any_of(before.begin(), before.end(), [&](const Piece& old) { return old.at == piece.at && old.size == piece.size; });
    if (!known)
      return {Code::kTruncated, "TIFF field of " + std::to_string(piece.size) + " bytes at byte " + std::to_string(piece.at) + " (" +
                                    piece.block.carrier + ") lies outside the file, which was cut; the label would become a part of it"};
  }
  return {};
}

}  // namespace

Result<std::vector<MetadataBlock>> tiff_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems) {
  IMPRINT_ASSIGN_OR_RETURN(const TiffFile tiff, container::open_tiff(file, limits));
  PieceReader reader(tiff, limits);
  IMPRINT_RETURN_IF_ERROR(reader.run());
  problems = std::move(reader.problems);
  std::vector<MetadataBlock> out;
  for (Piece& piece : reader.pieces) out.push_back(std::move(piece.block));
  return out;
}

Result<Bytes> write_tiff(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const TiffFile tiff, container::open_tiff(file, limits));
  PieceReader reader(tiff, limits);
  IMPRINT_RETURN_IF_ERROR(reader.run());
  const MetadataBlock* main = reader.main_is_first ? &reader.pieces.front().block : nullptr;
  IMPRINT_ASSIGN_OR_RETURN(std::string packet, edited_packet(main, order));
  if (main != nullptr) fit_by_padding(packet, main->bytes.size());
  Bytes out;
  constexpr size_t kDirectoryRoom = 16 + 0x10000 * 20;
  out.reserve(file.size() + packet.size() + std::min(file.size(), kDirectoryRoom));
  append(out, file);
  // The main packet is written anew: where it stood, no second label may be left.
  for (Piece& piece : reader.pieces)
    if (order.only_label || &piece.block == main) clean(piece, limits, out);
  const bool reuse = !reader.main_is_shared;
  IMPRINT_RETURN_IF_ERROR(container::set_tiff_field(out, tiff, tiff.pages.front(), kXmpTag, as_bytes(packet), reuse, limits));
  IMPRINT_RETURN_IF_ERROR(check_no_new_piece(out, reader.pieces, limits));
  return out;
}

}  // namespace imprint::aigc
