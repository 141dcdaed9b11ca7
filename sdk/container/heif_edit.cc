// Plans pieces of new bytes in place of old ones, then puts the file together. Clauses are those of ISO/IEC 14496-12.
#include "container/heif_edit.h"

#include <algorithm>
#include <string>

namespace imprint::container {
namespace {

constexpr uint64_t kMax32 = 0xFFFFFFFF;

void append_be(Bytes& out, uint64_t value, size_t bytes) {
  for (size_t i = bytes; i-- > 0;) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

void put_be(Bytes& out, size_t at, uint64_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; ++i) out[at + i] = static_cast<uint8_t>(value >> (8 * (bytes - 1 - i)));
}

// New bytes for [begin, end) of the old file.
struct Piece {
  size_t begin = 0, end = 0;
  Bytes bytes;
  bool patch = false;  // the caller's, of the same size
};

// A list of chunk offsets in a track (8.7.5).
struct ChunkOffsets {
  size_t at = 0, count = 0, width = 4;
};

// From `end` of the old file on, bytes stand `distance` further on; modulo 2^64, since they may also come closer.
struct Move {
  uint64_t end = 0, distance = 0;
};

class Editor {
 public:
  Editor(const HeifFile& heif, std::optional<uint32_t> id, ByteView packet, std::vector<HeifPatch> patches)
      : heif_(heif), id_(id), packet_(packet) {
    for (HeifPatch& patch : patches) {
      const size_t end = patch.at + patch.bytes.size();
      pieces_.push_back({patch.at, end, std::move(patch.bytes), true});
    }
  }

  // Boxes in the place of others, before anything that is listed is changed.
  Result<Bytes> replace(size_t at, size_t removed) && {
    IMPRINT_RETURN_IF_ERROR(check_editable());
    locations_ = heif_.locations;
    pieces_.push_back({at, at + removed, Bytes(packet_.begin(), packet_.end())});
    IMPRINT_RETURN_IF_ERROR(rewrite_meta());
    return join();
  }

  Result<Bytes> run() && {
    IMPRINT_RETURN_IF_ERROR(check_editable());
    locations_ = heif_.locations;
    IMPRINT_RETURN_IF_ERROR(id_ ? place_old() : place_new());
    IMPRINT_RETURN_IF_ERROR(close_last_box());
    IMPRINT_RETURN_IF_ERROR(rewrite_meta());
    return join();
  }

 private:
  Status unsupported(const std::string& why) const {
    return {Code::kUnsupportedFormat, std::string(heif_.format) + " " + why + "; such a file is not changed"};
  }
  Status malformed(const std::string& why) const { return {Code::kMalformed, std::string(heif_.format) + " " + why}; }

  // --- what may be changed ---

  Status check_editable() {
    if (!heif_.meta) return unsupported("has no box meta: an image sequence that lists no items");
    if (!heif_.iinf || !heif_.iloc) return malformed("box meta lacks iinf or iloc");
    for (const BmffBox& box : heif_.boxes) {
      for (const char* moved : {"moof", "mfra", "sidx", "ssix", "meco"})
        if (box.type == moved) return unsupported(std::string("holds a box ") + moved);
      if (box.type == "moov") IMPRINT_RETURN_IF_ERROR(chunk_offsets(box.data, 0));
    }
    return check_items_beside_chunk_lists();
  }

  // Those lists change when bytes move, and what lies over them would change with them. Lists are in the order of the
  // file.
  Status check_items_beside_chunk_lists() const {
    if (chunk_lists_.empty()) return {};
    for (const HeifItem& item : heif_.items) {
      const Result<std::vector<HeifRange>> ranges = heif_ranges(heif_, item);
      if (!ranges.ok()) continue;  // nobody reads it
      for (const HeifRange& range : ranges.value()) {
        const auto list =
            std::upper_bound(chunk_lists_.begin(), chunk_lists_.end(), range.at,
                             [](size_t at, const ChunkOffsets& c) { return at < c.at + c.count * c.width; });
        if (list != chunk_lists_.end() && list->at < range.at + range.size)
          return malformed("has an item over a list of chunks");
      }
    }
    return {};
  }

  Status chunk_offsets(ByteView container, int depth) {
    constexpr int kDeepest = 5;  // moov, trak, mdia, minf, stbl
    return for_each_inner_box(container, heif_.format, [&](const BmffBox& box) -> Status {
      if (box.type == "saio" || box.type == "iloc")
        return unsupported("has a track with a box " + std::string(box.type));
      const bool wide = box.type == "co64";
      if (wide || box.type == "stco") return one_chunk_list(box, wide ? 8 : 4);
      for (const char* parent : {"trak", "mdia", "minf", "stbl"})
        if (box.type == parent && depth < kDeepest) return chunk_offsets(box.data, depth + 1);
      if (box.type == "meta" && box.data.size() >= 4 && depth < kDeepest)
        return chunk_offsets(box.data.subspan(4), depth + 1);
      return {};
    });
  }

  Status one_chunk_list(const BmffBox& box, size_t width) {
    if (box.data.size() < 8 || read_be32(&box.data[4]) > (box.data.size() - 8) / width)
      return malformed("box " + std::string(box.type) + " is too short for what it lists");
    const size_t at = static_cast<size_t>(box.data.data() - heif_.file.data()) + 8;
    chunk_lists_.push_back({at, read_be32(&box.data[4]), width});
    return {};
  }

  // --- where the packet goes ---

  Status place_old() {
    const auto item =
        std::find_if(heif_.items.begin(), heif_.items.end(), [&](const HeifItem& i) { return i.id == id_; });
    if (item == heif_.items.end()) return malformed("has no item " + std::to_string(*id_));
    if (std::any_of(item + 1, heif_.items.end(), [&](const HeifItem& i) { return i.id == id_; }))
      return malformed("has two items " + std::to_string(*id_));  // the packet could take the place of the picture
    IMPRINT_ASSIGN_OR_RETURN(const std::vector<HeifRange> ranges, heif_ranges(heif_, *item));
    for (const HeifRange& r : ranges)
      if (!lies_in_media_data(r)) return malformed("has an item whose bytes lie outside the boxes for them");
    HeifLocation& location = locations_[heif_.location_of.at(*id_)];
    const bool alone = ranges.size() == 1 && location.extents[0].length != 0;
    if (alone && fills_last_box(ranges[0])) {
      pieces_.push_back({ranges[0].at - 8, heif_.file.size(), {}});
      append_box(pieces_.back().bytes, "mdat", packet_);
      location.extents[0].length = packet_.size();
    } else if (alone && packet_.size() <= ranges[0].size) {
      Bytes bytes(packet_.begin(), packet_.end());
      bytes.resize(ranges[0].size, 0);
      pieces_.push_back({ranges[0].at, ranges[0].at + ranges[0].size, std::move(bytes)});
      location.extents[0].length = packet_.size();
    } else {
      for (const HeifRange& r : ranges) pieces_.push_back({r.at, r.at + r.size, Bytes(r.size)});
      append_mdat(location);
    }
    return {};
  }

  static bool holds(ByteView outer, ByteView file, const HeifRange& range) {
    const auto begin = static_cast<size_t>(outer.data() - file.data());
    return range.at >= begin && range.size <= outer.size() && range.at - begin <= outer.size() - range.size;
  }

  // What is overwritten must be nobody's box header. Boxes stand in the order of the file.
  bool lies_in_media_data(const HeifRange& range) const {
    if (heif_.idat && holds(heif_.idat->data, heif_.file, range)) return true;
    const auto behind = std::upper_bound(heif_.boxes.begin(), heif_.boxes.end(), range.at,
                                         [&](size_t at, const BmffBox& box) { return at < heif_.offset_of(box); });
    if (behind == heif_.boxes.begin()) return false;
    const BmffBox& box = *std::prev(behind);
    return box.type == "mdat" && holds(box.data, heif_.file, range);
  }

  // The item has a box mdat for itself, and the box ends the file.
  bool fills_last_box(const HeifRange& range) const {
    const BmffBox& last = heif_.boxes.back();
    return last.type == "mdat" && last.raw.size() == range.size + 8 && range.at == heif_.offset_of(last) + 8 &&
           read_be32(last.raw.data()) == last.raw.size();
  }

  Status place_new() {
    if (heif_.primary == 0) return malformed("names no primary item");
    if (heif_.iref && !heif_.iref->data.empty()) iref_version_ = heif_.iref->data[0];
    if (heif_.iref && iref_version_ == 0 && heif_.primary > 0xFFFF)
      return unsupported("names a primary item of more than 16 bits beside a box iref of 16");
    if (heif_.max_id >= 0xFFFF)
      return {Code::kLimitExceeded, std::string(heif_.format) + " has no free item number below 65536"};
    new_id_ = heif_.max_id + 1;
    locations_.push_back({});
    locations_.back().id = new_id_;
    append_mdat(locations_.back());
    return {};
  }

  void append_mdat(HeifLocation& location) {
    location.method = 0;
    location.data_reference = 0;
    location.base = 0;
    // The old end of the file; shift() moves it like every other place.
    location.extents = {{0, heif_.file.size() + 8, packet_.size()}};
    Piece piece{heif_.file.size(), heif_.file.size(), {}};
    append_box(piece.bytes, "mdat", packet_);
    pieces_.push_back(std::move(piece));
  }

  // A last box of size 0 would take in whatever is appended.
  Status close_last_box() {
    const BmffBox& last = heif_.boxes.back();
    if (read_be32(last.raw.data()) != 0) return {};
    if (last.raw.size() > kMax32) return unsupported("ends in a box of more than 4 GiB without a size");
    const size_t at = heif_.offset_of(last);
    Piece size{at, at + 4, {}};
    append_be(size.bytes, last.raw.size(), 4);
    pieces_.push_back(std::move(size));
    return {};
  }

  // --- meta and its lists ---

  // The size of iloc has to be known before the offsets in it: it is made twice, the second time with what has moved.
  Status rewrite_meta() {
    widen();
    const auto range_of = [&](const BmffBox& box) {
      return Piece{heif_.offset_of(box), heif_.offset_of(box) + box.raw.size(), {}};
    };
    Piece iloc = range_of(*heif_.iloc);
    iloc.bytes = iloc_box();
    pieces_.push_back(iloc);
    if (new_id_ != 0) {
      Piece iinf = range_of(*heif_.iinf);
      IMPRINT_ASSIGN_OR_RETURN(iinf.bytes, iinf_box());
      const Bytes references = iref_box();
      if (heif_.iref) {
        pieces_.push_back(range_of(*heif_.iref));
        pieces_.back().bytes = references;
      } else {
        append(iinf.bytes, references);
      }
      pieces_.push_back(std::move(iinf));
    }
    IMPRINT_RETURN_IF_ERROR(resize_meta());
    std::stable_sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
    for (size_t i = 1; i < pieces_.size(); ++i)
      if (pieces_[i].begin < pieces_[i - 1].end) return malformed("has items that overlap its lists");
    sum_up_moves();
    for (HeifLocation& location : locations_) IMPRINT_RETURN_IF_ERROR(shift(location));
    for (Piece& piece : pieces_)
      if (piece.begin == iloc.begin) piece.bytes = iloc_box();
    return {};
  }

  // Offsets of 0 bytes have no room for anything, and of 4 none beyond 4 GiB.
  void widen() {
    const uint64_t size = heif_.file.size() + packet_.size() + 65536 + 16 * uint64_t{locations_.size()};
    widths_ = heif_.widths;
    widths_.offset = std::max<size_t>(widths_.offset, size > kMax32 ? 8 : 4);
    widths_.length = std::max<size_t>(widths_.length, 4);
  }

  Bytes iloc_box() const {
    Bytes data;
    append_be(data, uint64_t{widths_.version} << 24, 4);
    append_be(data, widths_.offset << 12 | widths_.length << 8 | widths_.base << 4 | widths_.index, 2);
    append_be(data, locations_.size(), widths_.version < 2 ? 2 : 4);
    for (const HeifLocation& l : locations_) {
      append_be(data, l.id, widths_.version < 2 ? 2 : 4);
      if (widths_.version > 0) append_be(data, l.method, 2);
      append_be(data, l.data_reference, 2);
      append_be(data, l.base, widths_.base);
      append_be(data, l.extents.size(), 2);
      for (const HeifExtent& e : l.extents) {
        append_be(data, e.index, widths_.index);
        append_be(data, e.offset, widths_.offset);
        append_be(data, e.length, widths_.length);
      }
    }
    Bytes out;
    append_box(out, "iloc", data);
    return out;
  }

  Result<Bytes> iinf_box() const {
    Bytes data(heif_.iinf->data.begin(), heif_.iinf->data.end());
    const size_t width = data[0] == 0 ? 2 : 4;
    const uint64_t items = (width == 2 ? uint64_t{read_be16(&data[4])} : read_be32(&data[4])) + 1;
    if (items > 0xFFFF) return Status{Code::kLimitExceeded, std::string(heif_.format) + " lists 65535 items already"};
    put_be(data, 4, items, width);
    Bytes infe;
    append_be(infe, uint64_t{2} << 24, 4);  // version 2: has a type
    append_be(infe, new_id_, 2);
    append_be(infe, 0, 2);  // not protected
    append(infe, as_bytes(std::string_view("mimeXMP\0application/rdf+xml\0", 28)));
    append_box(data, "infe", infe);
    Bytes out;
    append_box(out, "iinf", data);
    return out;
  }

  Bytes iref_box() const {
    Bytes data = heif_.iref ? Bytes(heif_.iref->data.begin(), heif_.iref->data.end()) : Bytes(4);
    const bool wide = iref_version_ != 0 || (!heif_.iref && heif_.primary > 0xFFFF);
    if (!heif_.iref && wide) data[0] = 1;
    Bytes cdsc;
    append_be(cdsc, new_id_, wide ? 4 : 2);
    append_be(cdsc, 1, 2);
    append_be(cdsc, heif_.primary, wide ? 4 : 2);
    append_box(data, "cdsc", cdsc);
    Bytes out;
    append_box(out, "iref", data);
    return out;
  }

  Status resize_meta() {
    const size_t begin = heif_.offset_of(*heif_.meta), end = begin + heif_.meta->raw.size();
    uint64_t size = heif_.meta->raw.size();
    for (const Piece& p : pieces_)
      if (p.begin >= begin && p.end > begin && p.end <= end && p.begin != heif_.file.size())
        size = size + p.bytes.size() - (p.end - p.begin);
    const uint32_t stated = read_be32(heif_.meta->raw.data());
    const size_t width = stated == 1 ? 8 : 4, at = begin + (stated == 1 ? 8 : 0);
    // A meta box without a size, the last of the file, was given one by close_last_box().
    std::erase_if(pieces_, [&](const Piece& p) { return p.begin == at && p.end == at + width; });
    if (width == 4 && size > kMax32) return unsupported("has a box meta of more than 4 GiB");
    Piece piece{at, at + width, {}};
    append_be(piece.bytes, size, width);
    pieces_.push_back(std::move(piece));
    return {};
  }

  // --- offsets ---

  // From here on the pieces are in order, none over another, and keep their sizes: files list offsets by the million,
  // and what was done for each of them with every piece took the product of both.
  void sum_up_moves() {
    uint64_t distance = 0;
    for (const Piece& p : pieces_) {
      if (!p.patch && p.begin < p.end) rewritten_.push_back({p.begin, p.end - p.begin});
      if (p.begin == heif_.file.size()) continue;
      distance = distance + p.bytes.size() - (p.end - p.begin);
      moves_.push_back({p.end, distance});
    }
  }

  // Where a byte of the old file is in the new one. What was appended counts as behind everything.
  uint64_t moved(uint64_t at) const {
    const auto behind =
        std::upper_bound(moves_.begin(), moves_.end(), at, [](uint64_t place, const Move& m) { return place < m.end; });
    return behind == moves_.begin() ? at : at + std::prev(behind)->distance;
  }

  uint32_t own_id() const { return id_.value_or(new_id_); }

  bool is_rewritten(uint64_t at, uint64_t size) const {
    const auto next = std::upper_bound(rewritten_.begin(), rewritten_.end(), at,
                                       [](uint64_t place, const HeifRange& r) { return place < r.at + r.size; });
    return next != rewritten_.end() && next->at - std::min<uint64_t>(next->at, at) < size;
  }

  Status shift(HeifLocation& location) {
    if (location.method != 0) return {};
    const std::string name = "item " + std::to_string(location.id);
    if (location.data_reference != 0) return unsupported("has an " + name + " in another file");
    bool alike = true;
    uint64_t first = 0;
    for (size_t i = 0; i < location.extents.size(); ++i) {
      const HeifExtent& e = location.extents[i];
      const uint64_t at = location.base + e.offset;
      if (e.length == 0) return unsupported("has an " + name + " that runs to the end of the file");
      if (location.id != own_id() && (at > heif_.file.size() || e.length > heif_.file.size() - at))
        return {Code::kTruncated, std::string(heif_.format) + " " + name + " lies outside the file"};
      if (location.id != own_id() && is_rewritten(at, e.length))
        return malformed(name + " shares bytes with what has to be rewritten");
      const uint64_t distance = moved(at) - at;
      if (i == 0) first = distance;
      alike &= distance == first;
    }
    if (alike && location.base != 0) {
      location.base += first;
    } else {
      for (HeifExtent& e : location.extents) e.offset += moved(location.base + e.offset) - (location.base + e.offset);
    }
    return check_widths(location);
  }

  Status check_widths(const HeifLocation& location) const {
    const auto fits = [](uint64_t value, size_t width) { return width == 8 || value >> (8 * width) == 0; };
    bool ok = fits(location.base, widths_.base);
    for (const HeifExtent& e : location.extents) ok &= fits(e.offset, widths_.offset) && fits(e.length, widths_.length);
    if (ok) return {};
    return {Code::kLimitExceeded, std::string(heif_.format) + " item " + std::to_string(location.id) +
                                      " would lie beyond what the list of places can state"};
  }

  Result<Bytes> join() {
    Bytes out;
    size_t size = heif_.file.size();
    for (const Piece& p : pieces_) size = size + p.bytes.size() - (p.end - p.begin);
    out.reserve(size);
    size_t at = 0;
    for (const Piece& p : pieces_) {
      append(out, heif_.file.subspan(at, p.begin - at));
      append(out, p.bytes);
      at = p.end;
    }
    append(out, heif_.file.subspan(at));
    IMPRINT_RETURN_IF_ERROR(mend_chunk_lists(out));
    return out;
  }

  Status mend_chunk_lists(Bytes& out) const {
    for (const ChunkOffsets& list : chunk_lists_) {
      const size_t to = static_cast<size_t>(moved(list.at));
      for (size_t i = 0; i < list.count; ++i) {
        const uint8_t* old = &heif_.file[list.at + i * list.width];
        const uint64_t offset = moved(list.width == 8 ? read_be64(old) : read_be32(old));
        if (list.width == 4 && offset > kMax32)
          return {Code::kLimitExceeded, std::string(heif_.format) + " chunk offset beyond 32 bits"};
        put_be(out, to + i * list.width, offset, list.width);
      }
    }
    return {};
  }

  const HeifFile& heif_;
  std::optional<uint32_t> id_;
  ByteView packet_;
  std::vector<ChunkOffsets> chunk_lists_;
  std::vector<HeifLocation> locations_;
  HeifWidths widths_;
  std::vector<Piece> pieces_;
  std::vector<Move> moves_;           // in order
  std::vector<HeifRange> rewritten_;  // in order
  uint32_t new_id_ = 0;               // of an item that is added
  uint8_t iref_version_ = 0;
};

}  // namespace

Result<Bytes> set_heif_xmp(const HeifFile& heif, std::optional<uint32_t> id, ByteView packet,
                           std::vector<HeifPatch> patches) {
  return Editor(heif, id, packet, std::move(patches)).run();
}

Result<Bytes> replace_heif_boxes(const HeifFile& heif, size_t at, size_t removed, ByteView bytes) {
  return Editor(heif, std::nullopt, bytes, {}).replace(at, removed);
}

}  // namespace imprint::container
