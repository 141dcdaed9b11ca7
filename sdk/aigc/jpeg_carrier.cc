// The label in JPEG: XMP in APP1 (TC260-PG-20259A), and every other segment in which one has been met.
#include <algorithm>
#include <optional>
#include <utility>

#include "aigc/carriers.h"
#include "aigc/deviations.h"
#include "aigc/text_forms.h"
#include "aigc/xmp_packet.h"
#include "container/jpeg_segments.h"
#include "container/mpf.h"

namespace imprint::aigc {
namespace {

using container::JpegSegment;
using container::JpegSegments;
using container::starts_with;

constexpr size_t kMaxPacketBytes = 65502;  // XMP specification part 3, 1.1.3; two less than a segment could take
constexpr size_t kGuidBytes = 32, kExtendedHead = container::kExtendedXmpPrefix.size() + kGuidBytes + 8;

// Bytes of a block that stand in one segment behind `head` bytes of its own.
struct Part {
  size_t segment = 0;
  size_t head = 0;
  size_t at = 0, size = 0;  // in the block
};

struct Piece {
  std::vector<Part> parts;
  MetadataBlock block;
  bool main = false;  // the packet that takes the label
  Status damage;
};

bool is_app(uint8_t marker) { return marker >= container::kJpegApp0 && marker <= container::kJpegApp15; }
bool is_app1(const JpegSegment& s, std::string_view prefix) {
  return s.marker == container::kJpegApp1 && starts_with(s.data, prefix);
}

std::string segment_name(uint8_t marker) {
  return marker == container::kJpegCom ? "COM" : "APP" + std::to_string(marker - container::kJpegApp0);
}

Piece single(size_t index, const JpegSegment& segment, size_t head, BlockKind kind, std::string carrier) {
  Piece piece;
  piece.parts = {{index, head, 0, segment.data.size() - head}};
  piece.block.kind = kind;
  piece.block.carrier = std::move(carrier);
  piece.block.bytes = as_text(segment.data.subspan(head));
  return piece;
}

// A label written into a segment as it is, alone or behind an identifier. Any other segment costs a glance.
std::optional<Piece> raw_label(size_t index, const JpegSegment& segment) {
  if (starts_with(segment.data, "JFIF") || starts_with(segment.data, "JFXX")) return std::nullopt;
  const std::string_view text = as_text(segment.data);
  const size_t start = segment.marker == container::kJpegCom ? 0 : raw_label_start(text);
  if (start == std::string_view::npos) return std::nullopt;
  const std::string segment_type = segment_name(segment.marker);
  Piece piece = single(index, segment, start, BlockKind::kText, "jpeg:" + segment_type + ":raw");
  piece.block.place.push_back(deviation(Rule::kCarrier, "text in a " + segment_type + " segment"));
  return piece;
}

// Puts the parts of an extended packet together (XMP specification part 3, 1.1.3.1).
class Extended {
 public:
  Extended(const JpegSegments& jpeg, const Limits& limits) : jpeg_(jpeg), limits_(limits) {}

  // The packet whose first part stands in segment `first`; none when an earlier part was met.
  std::optional<Piece> from(size_t first) {
    const JpegSegment& segment = jpeg_.segments[first];
    if (segment.data.size() < kExtendedHead) return std::nullopt;
    const std::string_view guid = guid_of(segment);
    if (std::find(seen_.begin(), seen_.end(), guid) != seen_.end()) return std::nullopt;
    if (seen_.size() == kMaxPackets) return std::nullopt;
    seen_.push_back(guid);
    Piece piece;
    piece.block.kind = BlockKind::kXmp;
    piece.block.carrier = "jpeg:APP1:extended-xmp";
    piece.block.expected = ExpectedShape::kBare;
    piece.block.place.push_back(deviation(Rule::kCarrier, "it stands in extended XMP"));
    piece.damage = collect(first, guid, piece);
    return piece;
  }

 private:
  static constexpr size_t kMaxPackets = 16;  // a file has one

  static std::string_view guid_of(const JpegSegment& s) {
    return as_text(s.data.subspan(container::kExtendedXmpPrefix.size(), kGuidBytes));
  }
  static size_t number(const JpegSegment& s, size_t at) {
    return read_be32(&s.data[container::kExtendedXmpPrefix.size() + kGuidBytes + at]);
  }

  Status collect(size_t first, std::string_view guid, Piece& piece) {
    const size_t total = number(jpeg_.segments[first], 0);
    if (total > limits_.max_metadata_bytes)
      return limit_exceeded("extended XMP size", total, "max_metadata_bytes", limits_.max_metadata_bytes);
    for (size_t i = first; i < jpeg_.segments.size(); ++i) {
      const JpegSegment& s = jpeg_.segments[i];
      if (is_app1(s, container::kExtendedXmpPrefix) && s.data.size() >= kExtendedHead && guid_of(s) == guid)
        piece.parts.push_back({i, kExtendedHead, number(s, 4), s.data.size() - kExtendedHead});
    }
    return join(total, piece);
  }

  // The parts may stand in any order, but must leave no gap and not overlap.
  Status join(size_t total, Piece& piece) {
    std::stable_sort(piece.parts.begin(), piece.parts.end(), [](const Part& a, const Part& b) { return a.at < b.at; });
    std::string& bytes = piece.block.bytes;
    for (const Part& p : piece.parts) {
      if (p.at != bytes.size() || p.size > total - bytes.size())
        return {Code::kMalformed, "its parts do not fit together"};
      bytes += as_text(jpeg_.segments[p.segment].data.subspan(p.head));
    }
    if (bytes.size() != total) return {Code::kTruncated, "a part of it is missing"};
    return {};
  }

  const JpegSegments& jpeg_;
  const Limits& limits_;
  std::vector<std::string_view> seen_;
};

std::vector<Piece> pieces_of(const JpegSegments& jpeg, const Limits& limits) {
  std::vector<Piece> out;
  Extended extended(jpeg, limits);
  bool has_main = false;
  for (size_t i = 0; i < jpeg.segments.size(); ++i) {
    const JpegSegment& s = jpeg.segments[i];
    if (is_app1(s, container::kXmpPrefix)) {
      out.push_back(single(i, s, container::kXmpPrefix.size(), BlockKind::kXmp, "jpeg:APP1:xmp"));
      out.back().block.expected = ExpectedShape::kBare;
      out.back().main = !has_main;
      has_main = true;
    } else if (is_app1(s, container::kExtendedXmpPrefix)) {
      if (auto piece = extended.from(i)) out.push_back(std::move(*piece));
    } else if (is_app1(s, container::kExifPrefix)) {
      out.push_back(single(i, s, container::kExifPrefix.size(), BlockKind::kExif, "jpeg:APP1:exif"));
      out.back().block.expected = ExpectedShape::kWrapped;
    } else if (is_app(s.marker) || s.marker == container::kJpegCom) {
      if (auto piece = raw_label(i, s)) out.push_back(std::move(*piece));
    }
  }
  return out;
}

// What becomes of each segment: its own bytes when there is no value, else these; none at all drop it.
using Replacements = std::vector<std::optional<Bytes>>;

void put_back(const JpegSegments& jpeg, const Piece& piece, Replacements& replaced) {
  for (const Part& p : piece.parts) {
    const JpegSegment& s = jpeg.segments[p.segment];
    Bytes data(s.data.begin(), s.data.begin() + static_cast<std::ptrdiff_t>(p.head));
    append(data, as_bytes(std::string_view(piece.block.bytes).substr(p.at, p.size)));
    Bytes segment;
    container::append_jpeg_segment(segment, s.marker, data);
    replaced[p.segment] = std::move(segment);
  }
}

void clean(const JpegSegments& jpeg, Piece& piece, const Limits& limits, Replacements& replaced) {
  if (!piece.damage.ok()) return;
  switch (clean_block(piece.block, limits)) {
    case Cleaned::kUntouched: return;
    case Cleaned::kChanged: put_back(jpeg, piece, replaced); return;
    case Cleaned::kDrop:
      for (const Part& p : piece.parts) replaced[p.segment] = Bytes{};
      return;
  }
}

Result<Bytes> packet_segment(std::string packet) {
  if (packet.size() > kMaxPacketBytes) use_padding(packet, packet.size() - kMaxPacketBytes);
  if (packet.size() > kMaxPacketBytes)
    return Status{Code::kLimitExceeded, "XMP packet with the label takes " + std::to_string(packet.size()) +
                                            " bytes; a JPEG segment holds " + std::to_string(kMaxPacketBytes)};
  Bytes data;
  append(data, as_bytes(container::kXmpPrefix));
  append(data, as_bytes(packet));
  Bytes out;
  container::append_jpeg_segment(out, container::kJpegApp1, data);
  return out;
}

// Where a new packet goes: behind the JFIF and EXIF segments, which want to come first.
size_t place_for_packet(const JpegSegments& jpeg) {
  size_t place = 1;  // behind SOI
  for (size_t i = 1; i < jpeg.segments.size(); ++i) {
    const JpegSegment& s = jpeg.segments[i];
    if (!is_app(s.marker) && s.marker != container::kJpegCom) break;
    if (s.marker == container::kJpegApp0 || is_app1(s, container::kExifPrefix)) place = i + 1;
  }
  return place;
}

Bytes assemble(const JpegSegments& jpeg, const Replacements& replaced, size_t place, ByteView inserted) {
  std::vector<ByteView> pieces;
  for (size_t i = 0; i < jpeg.segments.size(); ++i) {
    if (i == place) pieces.push_back(inserted);
    pieces.push_back(replaced[i] ? ByteView(*replaced[i]) : jpeg.segments[i].raw);
  }
  if (place == jpeg.segments.size()) pieces.push_back(inserted);  // a file cut behind its headers
  pieces.push_back(jpeg.trailing);
  return join(pieces);
}

}  // namespace

Result<std::vector<MetadataBlock>> jpeg_blocks(ByteView file, const Limits& limits, std::vector<Deviation>& problems) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegments jpeg, container::split_jpeg(file, limits));
  std::vector<MetadataBlock> out;
  for (Piece& piece : pieces_of(jpeg, limits)) {
    if (piece.damage.ok()) {
      out.push_back(std::move(piece.block));
    } else {
      problems.push_back(problem_in(piece.block.carrier, deviation(Rule::kMetadataDamaged, piece.damage.message())));
    }
  }
  return out;
}

Result<Bytes> write_jpeg(ByteView file, const WriteOrder& order, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const JpegSegments jpeg, container::split_jpeg(file, limits));
  std::vector<Piece> pieces = pieces_of(jpeg, limits);
  Replacements replaced(jpeg.segments.size());
  const Piece* main = nullptr;
  for (Piece& piece : pieces) {
    if (piece.main) {
      main = &piece;
    } else if (order.only_label) {
      clean(jpeg, piece, limits, replaced);
    }
  }
  IMPRINT_ASSIGN_OR_RETURN(std::string packet, edited_packet(main != nullptr ? &main->block : nullptr, order));
  IMPRINT_ASSIGN_OR_RETURN(Bytes segment, packet_segment(std::move(packet)));
  size_t place = 0;
  if (main == nullptr) {
    place = place_for_packet(jpeg);
  } else {
    replaced[main->parts[0].segment] = std::exchange(segment, {});
  }
  Bytes out = assemble(jpeg, replaced, place, segment);
  container::restore_mpf_offsets(file, out, limits);
  return out;
}

}  // namespace imprint::aigc
