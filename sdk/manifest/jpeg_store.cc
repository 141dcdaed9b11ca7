// JPEG: APP11 segments in a row, JPEG XT's box format (ISO/IEC 18477-3 annex B; ISO/IEC 19566-5 annex D). Other JUMBF
// may stand in APP11 too: ours is the box instance whose superbox is a manifest store.
#include <algorithm>
#include <set>

#include "container/jpeg_segments.h"
#include "container/mpf.h"
#include "manifest/carrier.h"
#include "manifest/jumbf.h"

namespace imprint::manifest {
namespace {

using container::JpegSegment;

constexpr size_t kPieceHead = 8;  // 'JP', instance, packet number
constexpr size_t kBoxHead = 8;    // LBox and TBox, repeated in every segment
constexpr size_t kMostPerSegment = 65533 - kPieceHead - kBoxHead;
constexpr uint16_t kInstance = 0x4350;  // unlike those of other JUMBF

struct Piece {
  uint16_t instance;
  uint32_t number;
  ByteView head;  // LBox and TBox
  ByteView body;
};

std::optional<Piece> piece_of(const JpegSegment& segment) {
  const ByteView d = segment.data;
  if (segment.marker != container::kJpegApp11 || d.size() < kPieceHead + kBoxHead || !container::starts_with(d, "JP"))
    return std::nullopt;
  return Piece{read_be16(d.data() + 2), read_be32(d.data() + 4), d.subspan(kPieceHead, kBoxHead),
               d.subspan(kPieceHead + kBoxHead)};
}

// By what stands behind the head of a piece, whatever the head and the marker say.
bool begins_a_store(const JpegSegment& segment) {
  return segment.data.size() > kPieceHead && looks_like_store(segment.data.subspan(kPieceHead));
}

// The box instances that hold a store.
using Instances = std::set<uint16_t>;

size_t count_of_stores(const container::JpegSegments& jpeg, Instances& instances) {
  size_t out = 0;
  for (const JpegSegment& segment : jpeg.segments)
    if (begins_a_store(segment)) {
      if (const auto piece = piece_of(segment)) instances.insert(piece->instance);
      ++out;
    }
  return out;
}

bool carries(const JpegSegment& segment, const Instances& instances) {
  const auto piece = piece_of(segment);
  return piece && as_text(piece->head.subspan(4, 4)) == "jumb" &&
         instances.contains(piece->instance);
}

// Neighbouring ranges become one.
void add_range(std::vector<Range>& ranges, Range next) {
  if (!ranges.empty() && ranges.back().end() == next.start)
    ranges.back().length += next.length;
  else
    ranges.push_back(next);
}

// After SOI and the headers that have to come first: JFIF and EXIF.
bool belongs_first(const JpegSegment& segment) {
  return segment.marker == container::kJpegSoi || segment.marker == container::kJpegApp0 ||
         (segment.marker == container::kJpegApp1 && container::starts_with(segment.data, container::kExifPrefix));
}

}  // namespace

Result<std::optional<Located>> locate_jpeg(ByteView file, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::JpegSegments jpeg, container::split_jpeg(file, limits));
  Instances instances;
  const size_t stores = count_of_stores(jpeg, instances);
  if (stores == 0) return std::optional<Located>();
  if (stores > 1)
    return Status{Code::kManifestMalformed, "the JPEG holds " + std::to_string(stores) + " manifest stores"};
  Located out;
  uint32_t expected = 0;
  for (const JpegSegment& segment : jpeg.segments) {
    if (!carries(segment, instances)) continue;
    const Piece piece = *piece_of(segment);
    if (out.store.empty()) append(out.store, piece.head), expected = std::min(piece.number, uint32_t{1});
    if (piece.number != expected++)
      return Status{Code::kManifestMalformed,
                    "segment " + std::to_string(piece.number) + " of the manifest store is out of order"};
    if (out.store.size() + piece.body.size() > kMaxStoreBytes)
      return limit_exceeded("manifest store", out.store.size() + piece.body.size(), "max_store_bytes", kMaxStoreBytes);
    append(out.store, piece.body);
    add_range(out.ranges, {static_cast<size_t>(segment.raw.data() - file.data()), segment.raw.size()});
  }
  if (out.store.empty())
    return Status{Code::kManifestMalformed, "a manifest store stands in a JPEG segment that is none of its kind"};
  return std::optional<Located>(std::move(out));
}

Result<Placed> place_jpeg(ByteView file, ByteView store, const Limits& limits) {
  IMPRINT_ASSIGN_OR_RETURN(const container::JpegSegments jpeg, container::split_jpeg(file, limits));
  Instances instances;
  count_of_stores(jpeg, instances);
  const Bytes wrapped = wrap_jpeg(store);
  Placed out;
  out.file.reserve(file.size() + wrapped.size());
  const auto put = [&] {
    if (out.range.length != 0) return;
    out.range = {out.file.size(), wrapped.size()};
    append(out.file, wrapped);
  };
  for (const JpegSegment& segment : jpeg.segments) {
    if (!belongs_first(segment)) put();
    if (!carries(segment, instances)) append(out.file, segment.raw);
  }
  put();
  append(out.file, jpeg.trailing);
  container::restore_mpf_offsets(file, out.file, limits);
  return out;
}

Bytes wrap_jpeg(ByteView store) {
  const ByteView head = store.first(kBoxHead), body = store.subspan(kBoxHead);
  Bytes out;
  uint32_t number = 1;
  for (size_t at = 0; at < body.size(); at += kMostPerSegment, ++number) {
    Bytes data;
    append(data, as_bytes("JP"));
    append_be16(data, kInstance);
    append_be32(data, number);
    append(data, head);
    append(data, body.subspan(at, std::min(kMostPerSegment, body.size() - at)));
    container::append_jpeg_segment(out, container::kJpegApp11, data);
  }
  return out;
}

}  // namespace imprint::manifest
