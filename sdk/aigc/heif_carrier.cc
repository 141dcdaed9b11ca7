// The label in AVIF and HEIC: XMP in a metadata item of type "mime" (TC260-PG-20259A; ISO/IEC 23008-12, annex A), and
// other items and boxes in which one may be met.
#include <algorithm>
#include <optional>

#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/text_forms.h"
#include "aigc/xmp_packet.h"
#include "container/heif_edit.h"

namespace imprint::aigc {
namespace {

using container::BmffBox;
using container::HeifFile;
using container::HeifItem;
using container::HeifRange;

constexpr std::string_view kXmpType = "application/rdf+xml";
// XMP specification part 3, 1.2.7.1: the box "uuid" that other files of this family have.
constexpr std::string_view kXmpUuid{"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC", 16};

// A block and its bytes in the file: the first `head` bytes of the ranges come before it.
struct Piece {
  uint32_t item = 0;
  std::vector<HeifRange> ranges;
  size_t head = 0;
  MetadataBlock block;
  bool main = false;  // the packet that takes the label
  Status damage;
};

bool is_xmp(const HeifItem& item) { return item.type == "mime" && equals_ignoring_case(item.content_type, kXmpType); }

// "avif:item:xmp"
std::string carrier_name(const HeifFile& heif, const std::string& place) {
  std::string out = heif.format;
  for (char& c : out) c = static_cast<char>(c - 'A' + 'a');
  return out + ":" + place;
}

class PieceReader {
 public:
  PieceReader(const HeifFile& heif, const Limits& limits) : heif_(heif), limits_(limits) {}

  std::vector<Piece> all() {
    for (const HeifItem& item : heif_.items)
      if (item.type == "mime" || item.type == "Exif") add(item);
    for (const BmffBox& box : heif_.boxes)
      if (box.type == "uuid" && as_text(box.data).starts_with(kXmpUuid)) add(box);
    return std::move(pieces_);
  }

 private:
  void add(const HeifItem& item) {
    Piece piece;
    piece.item = item.id;
    const bool xmp = is_xmp(item), exif = item.type == "Exif";
    piece.block.carrier = carrier_name(heif_, xmp ? "item:xmp" : exif ? "item:Exif" : "item:raw");
    auto data = read(item);
    if (data.ok()) {
      piece.ranges = std::move(container::heif_ranges(heif_, item)).value();
      piece.block.bytes = as_text(data.value());
    } else {
      piece.damage = data.status();
    }
    if (xmp) {
      describe_xmp(item, piece);
    } else if (piece.damage.ok() && !(exif ? describe_exif(piece) : describe_raw(item, piece))) {
      return;
    }
    pieces_.push_back(std::move(piece));
  }

  Result<Bytes> read(const HeifItem& item) {
    if (!item.content_encoding.empty())
      return Status{Code::kMalformed, "it is coded as " + excerpt(item.content_encoding)};
    return container::heif_item_data(heif_, item, limits_);
  }

  // The first that is about the picture, or says nothing of what it is about.
  void describe_xmp(const HeifItem& item, Piece& piece) {
    piece.block.kind = BlockKind::kXmp;
    piece.block.expected = ExpectedShape::kBare;
    const bool of_picture = item.describes_primary || !item.describes;
    piece.main = of_picture && !has_main_;
    has_main_ |= piece.main;
    if (!of_picture) piece.block.place.push_back(deviation(Rule::kCarrier, "it describes another item"));
  }

  // ISO/IEC 23008-12 A.2.1: four bytes say how many more to skip.
  bool describe_exif(Piece& piece) {
    std::string& bytes = piece.block.bytes;
    if (bytes.size() < 4) return false;
    const size_t skip = read_be32(as_bytes(bytes).data());
    if (skip > bytes.size() - 4) return false;
    piece.head = 4 + skip;
    bytes.erase(0, piece.head);
    piece.block.kind = BlockKind::kExif;
    piece.block.place.push_back(deviation(Rule::kCarrier, std::string("EXIF in ") + heif_.format));
    return true;
  }

  bool describe_raw(const HeifItem& item, Piece& piece) {
    const size_t start = raw_label_start(piece.block.bytes);
    if (start == std::string::npos) return false;
    piece.head = start;
    piece.block.bytes.erase(0, start);
    piece.block.place.push_back(deviation(Rule::kCarrier, "an item of type " + excerpt(item.content_type)));
    return true;
  }

  void add(const BmffBox& uuid) {
    Piece piece;
    piece.block.kind = BlockKind::kXmp;
    piece.block.carrier = carrier_name(heif_, "uuid:xmp");
    piece.block.expected = ExpectedShape::kBare;
    piece.block.place.push_back(deviation(Rule::kCarrier, "it stands in a box uuid"));
    const ByteView packet = uuid.data.subspan(kXmpUuid.size());
    piece.block.bytes = as_text(packet);
    piece.ranges = {{static_cast<size_t>(packet.data() - heif_.file.data()), packet.size()}};
    pieces_.push_back(std::move(piece));
  }

  const HeifFile& heif_;
  const Limits& limits_;
  bool has_main_ = false;
  std::vector<Piece> pieces_;
};

// Nothing may move, so a label is overwritten where it stands.
void clean(Piece& piece, const Limits& limits, std::vector<container::HeifPatch>& patches) {
  if (!piece.damage.ok()) return;
  const Cleaned cleaned = clean_block(piece.block, limits);
  if (cleaned == Cleaned::kUntouched) return;
  if (cleaned == Cleaned::kDrop) piece.block.bytes.assign(piece.block.bytes.size(), ' ');
  size_t at = 0;  // in head and block
  for (const HeifRange& range : piece.ranges) {
    const size_t skipped = std::min(range.size, piece.head - std::min(piece.head, at));
    const std::string_view part =
        std::string_view(piece.block.bytes).substr(at + skipped - piece.head, range.size - skipped);
    at += range.size;
    if (skipped < range.size) patches.push_back({range.at + skipped, Bytes(part.begin(), part.end())});
  }
}

Result<HeifFile> open(ByteView file, const Limits& limits) {
  return container::read_heif(file, container::format_name(container::sniff(file)), limits);
}

}  // namespace

Result<std::vector<MetadataBlock>> heif_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems) {
  IMPRINT_ASSIGN_OR_RETURN(const HeifFile heif, open(file, limits));
  std::vector<MetadataBlock> out;
  for (Piece& piece : PieceReader(heif, limits).all()) {
    if (piece.damage.ok()) {
      out.push_back(std::move(piece.block));
    } else {
      problems.push_back(problem_in(piece.block.carrier, deviation(Rule::kMetadataDamaged, piece.damage.message())));
    }
  }
  return out;
}

Result<Bytes> write_heif(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const HeifFile heif, open(file, limits));
  std::vector<Piece> pieces = PieceReader(heif, limits).all();
  std::vector<container::HeifPatch> patches;
  const Piece* main = nullptr;
  for (Piece& piece : pieces) {
    if (piece.main) {
      main = &piece;
    } else if (order.only_label) {
      clean(piece, limits, patches);
    }
  }
  if (main != nullptr && !main->damage.ok())
    return Status{main->damage.code(), "XMP packet that should take the label: " + main->damage.message()};
  IMPRINT_ASSIGN_OR_RETURN(std::string packet, edited_packet(main != nullptr ? &main->block : nullptr, order));
  if (main != nullptr) fit_by_padding(packet, main->block.bytes.size());
  const auto id = main != nullptr ? std::optional(main->item) : std::nullopt;
  return container::set_heif_xmp(heif, id, as_bytes(packet), std::move(patches));
}

}  // namespace imprint::aigc
