// Walks the pages of a TIFF and sets a field. Sections are those of TIFF 6.0.
#include "container/tiff_file.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace imprint::container {
namespace {

constexpr uint16_t kStripOffsets = 273, kStripByteCounts = 279, kTileOffsets = 324, kTileByteCounts = 325;

std::string place(uint64_t at) { return " at byte " + std::to_string(at); }

// Opens page after page.
class PageReader {
 public:
  PageReader(ByteView file, const Tiff& tiff, const Limits& limits)
      : file_(file), tiff_(tiff), limits_(limits), max_pieces_(uint64_t{4} * limits.max_segments) {}

  Result<TiffPage> read(size_t at) {
    const auto entries = tiff_.entry_count(at);
    if (!entries) return Status{Code::kTruncated, "TIFF directory" + place(at) + " lies outside the file"};
    // The header changes when a field is set, and with it what lies over it.
    if (at < tiff_.header_offset_at() + tiff_.offset_bytes())
      return Status{Code::kMalformed, "TIFF directory" + place(at) + " lies over the header"};
    TiffPage page{at, *entries};
    IMPRINT_RETURN_IF_ERROR(check_pieces(page, kStripOffsets, kStripByteCounts));
    IMPRINT_RETURN_IF_ERROR(check_pieces(page, kTileOffsets, kTileByteCounts));
    IMPRINT_RETURN_IF_ERROR(limits_.status());
    return page;
  }

 private:
  // A file that was cut still has a readable directory, and what is appended to it would become its missing pixels.
  Status check_pieces(TiffPage& page, uint16_t offsets_tag, uint16_t counts_tag) {
    const auto offsets = tiff_.find(page.at, offsets_tag, limits_), counts = tiff_.find(page.at, counts_tag, limits_);
    if (!offsets) return {};
    page.pixels = true;
    if (offsets->count > max_pieces_ - pieces_)
      return {Code::kLimitExceeded,
              "TIFF has more than " + std::to_string(max_pieces_) + " strips and tiles, four times max_segments"};
    pieces_ += offsets->count;
    for (uint64_t i = 0; i < offsets->count; ++i) {
      const auto at = tiff_.element(*offsets, i);
      if (!at) return {Code::kTruncated, "TIFF list of strips or tiles lies outside the file"};
      const uint64_t size = counts ? tiff_.element(*counts, i).value_or(0) : 0;
      if (*at > file_.size() || size > file_.size() - *at)
        return {Code::kTruncated, "TIFF strip or tile of " + std::to_string(size) + " bytes" + place(*at) +
                                      " lies outside the file of " + std::to_string(file_.size())};
    }
    return {};
  }

  ByteView file_;
  const Tiff& tiff_;
  const Limits& limits_;
  uint64_t max_pieces_, pieces_ = 0;
};

// Sets a field in the bytes of a file that was opened.
class FieldSetter {
 public:
  FieldSetter(Bytes& file, const TiffFile& opened, const TiffPage& page, uint16_t tag, ByteView value,
              const Limits& limits)
      : file_(file),
        original_(opened.file),
        tiff_(opened.tiff),
        pages_(opened.pages),
        page_(page),
        tag_(tag),
        value_(value),
        limits_(limits) {}

  Status run(bool reuse) {
    IMPRINT_RETURN_IF_ERROR(check_offsets());
    const auto entry = tiff_.find(page_.at, tag_, limits_);
    IMPRINT_RETURN_IF_ERROR(limits_.status());
    if (!entry) return add();
    const auto old = tiff_.text(*entry);
    if (!old || old->size() <= tiff_.offset_bytes())
      return {Code::kMalformed, "TIFF field " + std::to_string(tag_) + " holds no bytes that lie in the file"};
    const size_t at = static_cast<size_t>(old->data() - original_.data()), size = old->size();
    return reuse && !is_structure(at, size) ? replace(*entry, at, size) : append_value(*entry);
  }

 private:
  // Room for a directory and a value behind the file, each on a word boundary.
  Status check_offsets() const {
    if (tiff_.big()) return {};
    const uint64_t end = uint64_t{file_.size()} + value_.size() + tiff_.ifd_bytes(page_.entries + 1) + 2;
    if (end <= 0xFFFFFFFF) return {};
    return {Code::kLimitExceeded,
            "TIFF with the label takes " + std::to_string(end) + " bytes; its offsets reach 4294967295"};
  }

  // A hostile value may lie over the header, the directory that names it or another.
  bool is_structure(size_t at, size_t size) const {
    const size_t header = tiff_.header_offset_at() + tiff_.offset_bytes();
    return at < header || std::any_of(pages_.begin(), pages_.end(), [&](const TiffPage& page) {
             return at < page.at + tiff_.ifd_bytes(page.entries) && page.at < at + size;
           });
  }

  Status replace(const TiffEntry& entry, size_t at, size_t old_size) {
    const bool ends_file = at + old_size == file_.size();
    if (!ends_file && value_.size() > old_size) return append_value(entry);
    if (ends_file) file_.resize(at + value_.size());
    const auto start = file_.begin() + static_cast<std::ptrdiff_t>(at);
    std::copy(value_.begin(), value_.end(), start);
    if (!ends_file) std::fill(start + size(value_), start + static_cast<std::ptrdiff_t>(old_size), uint8_t{0});
    put_count(entry);
    return {};
  }

  Status append_value(const TiffEntry& entry) {
    put(entry.value_at, align(), tiff_.offset_bytes());
    append(file_, value_);
    put_count(entry);
    return {};
  }

  // A copy of the directory with one entry more, in the order of tags (section 2); then the value, last in the file so
  // that it can grow.
  Status add() {
    if (page_.at != pages_.front().at)
      return {Code::kInternal, "a new TIFF field goes into the first directory"};
    if (page_.entries >= 0xFFFF)
      return {Code::kLimitExceeded, "TIFF directory with " + std::to_string(page_.entries) + " fields has no room"};
    const size_t ifd = align(), first = page_.at + tiff_.count_bytes();
    size_t before = 0;
    while (before < page_.entries && tiff_.tag_at(first + before * tiff_.entry_bytes()) < tag_) ++before;
    const size_t split = first + before * tiff_.entry_bytes();
    append_number(page_.entries + 1, tiff_.count_bytes());
    append_copy(first, split);
    const size_t entry = file_.size();
    append_number(tag_, 2);
    append_number(kTiffUndefined, 2);
    append_number(value_.size(), tiff_.offset_bytes());
    append_number(0, tiff_.offset_bytes());
    append_copy(split, page_.at + tiff_.ifd_bytes(page_.entries));
    put(tiff_.header_offset_at(), ifd, tiff_.offset_bytes());
    put(entry + 4 + tiff_.offset_bytes(), align(), tiff_.offset_bytes());
    append(file_, value_);
    return {};
  }

  static std::ptrdiff_t size(ByteView bytes) { return static_cast<std::ptrdiff_t>(bytes.size()); }

  // "The entry must begin on a word boundary"; BigTIFF wants eight bytes.
  size_t align() {
    while (file_.size() % (tiff_.big() ? 8 : 2) != 0) file_.push_back(0);
    return file_.size();
  }

  void append_copy(size_t begin, size_t end) {
    const size_t at = file_.size();
    file_.resize(at + end - begin);
    std::copy(file_.begin() + static_cast<std::ptrdiff_t>(begin), file_.begin() + static_cast<std::ptrdiff_t>(end),
              file_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  void append_number(uint64_t number, size_t bytes) {
    file_.resize(file_.size() + bytes);
    put(file_.size() - bytes, number, bytes);
  }

  void put_count(const TiffEntry& entry) {
    put(entry.value_at - tiff_.offset_bytes(), value_.size(), tiff_.offset_bytes());
  }

  void put(size_t at, uint64_t number, size_t bytes) {
    for (size_t i = 0; i < bytes; ++i)
      file_[at + i] = static_cast<uint8_t>(number >> 8 * (tiff_.little_endian() ? i : bytes - 1 - i));
  }

  Bytes& file_;
  ByteView original_;
  const Tiff& tiff_;
  const std::vector<TiffPage>& pages_;
  const TiffPage page_;
  uint16_t tag_;
  ByteView value_;
  const Limits& limits_;
};

}  // namespace

Result<TiffFile> open_tiff(ByteView file, const Limits& limits) {
  if (file.size() > limits.max_file_bytes)
    return limit_exceeded("file size", file.size(), "max_file_bytes", limits.max_file_bytes);
  if (file.size() < 8) return Status{Code::kTruncated, "TIFF ends inside its header"};
  const auto tiff = Tiff::open(file);
  if (!tiff) return Status{Code::kMalformed, "TIFF header is wrong or cut short"};
  TiffFile out{file, *tiff, {}};
  PageReader reader(file, *tiff, limits);
  std::unordered_set<size_t> seen;
  for (size_t at = tiff->first_ifd(); at != 0 || out.pages.empty();) {
    if (out.pages.size() == limits.max_segments)
      return limit_exceeded("TIFF page count", out.pages.size() + 1, "max_segments", limits.max_segments);
    if (!seen.insert(at).second) return Status{Code::kMalformed, "TIFF directories" + place(at) + " go round"};
    IMPRINT_ASSIGN_OR_RETURN(const TiffPage page, reader.read(at));
    out.pages.push_back(page);
    at = tiff->next_ifd(page.at, page.entries);
  }
  return out;
}

Status set_tiff_field(Bytes& file, const TiffFile& tiff, const TiffPage& page, uint16_t tag, ByteView value, bool reuse,
                      const Limits& limits) {
  return FieldSetter(file, tiff, page, tag, value, limits).run(reuse);
}

}  // namespace imprint::container
