#include "codec/tiff_strips.h"

#include <algorithm>
#include <set>
#include <utility>

namespace imprint::codec {
namespace {

using container::Tiff;
using container::TiffEntry;

constexpr uint16_t kStripOffsets = 273, kStripByteCounts = 279, kTileOffsets = 324, kTileByteCounts = 325;

size_t width_of(uint16_t type) {
  return type == container::kTiffShort ? 2 : type == container::kTiffLong ? 4 : type == container::kTiffLong8 ? 8 : 0;
}

void put(Bytes& file, size_t at, uint64_t value, size_t bytes, bool little) {
  for (size_t i = 0; i < bytes; ++i) file[at + (little ? i : bytes - 1 - i)] = static_cast<uint8_t>(value >> (8 * i));
}

class Rewriter {
 public:
  Rewriter(ByteView original, const container::TiffFile& file, const std::vector<Bytes>& blocks, const Limits& limits)
      : file_(file), blocks_(blocks), limits_(limits), out_(original.begin(), original.end()) {}

  Result<Bytes> run() {
    const size_t ifd = file_.pages.front().at;
    const auto strips = file_.tiff.find(ifd, kStripOffsets, limits_);
    offsets_ = strips ? strips : file_.tiff.find(ifd, kTileOffsets, limits_);
    counts_ = file_.tiff.find(ifd, strips ? kStripByteCounts : kTileByteCounts, limits_);
    if (!offsets_ || !counts_ || offsets_->count != blocks_.size() || counts_->count != blocks_.size())
      return Status{Code::kMalformed, "TIFF lists other strips or tiles than its size asks for"};
    IMPRINT_RETURN_IF_ERROR(clear_old());
    free_old();
    for (const Bytes& block : blocks_) place(block);
    IMPRINT_RETURN_IF_ERROR(set_numbers(*offsets_, new_offsets_));
    IMPRINT_RETURN_IF_ERROR(set_numbers(*counts_, new_counts_));
    return std::move(out_);
  }

 private:
  Status clear_old() {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const auto at = file_.tiff.element(*offsets_, i), size = file_.tiff.element(*counts_, i);
      if (!at || !size || *at > out_.size() || *size > out_.size() - *at)
        return {Code::kMalformed, "a strip or tile of the TIFF leaves the file"};
      old_.emplace_back(static_cast<size_t>(*at), static_cast<size_t>(*at + *size));
      std::fill_n(out_.begin() + static_cast<std::ptrdiff_t>(*at), *size, uint8_t{0});
    }
    return {};
  }

  // Strips that touch make one room, also across the byte that brings the next to a word: no value of TIFF stands alone in one byte.
  // Those of equal contents may share their bytes.
  void free_old() {
    std::sort(old_.begin(), old_.end());
    auto [begin, end] = old_.front();
    for (const auto& [at, stop] : old_) {
      if (at > end + 1) {
        room_.insert({end - begin, begin});
        begin = at;
      }
      end = std::max(end, stop);
    }
    if (end == out_.size() && begin >= end_of_lists())
      out_.resize(begin);
    else
      room_.insert({end - begin, begin});
  }

  // What set_numbers() writes to, in a file whose strips lie over it too.
  size_t end_of_lists() const {
    size_t out = 0;
    for (const TiffEntry* entry : {&*offsets_, &*counts_})
      out = std::max({out, entry->value_at + file_.tiff.offset_bytes(),
                      array_at(*entry) + static_cast<size_t>(entry->count) * width_of(entry->type)});
    return out;
  }

  // In the smallest room that holds it, from its start on; else at the end of the file. Each begins on a word (TIFF 6.0), if the room does.
  void place(const Bytes& block) {
    const auto room = room_.lower_bound({block.size(), 0});
    size_t at = 0;
    if (room != room_.end()) {
      const auto [size, start] = *room;
      at = start;
      room_.erase(room);
      const size_t taken = std::min(size, block.size() + block.size() % 2);
      if (size > taken) room_.insert({size - taken, start + taken});
    } else {
      if (out_.size() % 2 != 0) out_.push_back(0);
      at = out_.size();
      out_.resize(at + block.size());
    }
    std::copy(block.begin(), block.end(), out_.begin() + static_cast<std::ptrdiff_t>(at));
    new_offsets_.push_back(at);
    new_counts_.push_back(block.size());
  }

  size_t array_at(const TiffEntry& entry) const {
    const size_t bytes = static_cast<size_t>(entry.count) * width_of(entry.type);
    if (bytes <= file_.tiff.offset_bytes()) return entry.value_at;
    const TiffEntry offset{file_.tiff.big() ? container::kTiffLong8 : container::kTiffLong, 1, entry.value_at};
    return static_cast<size_t>(file_.tiff.number(offset).value_or(0));
  }

  // In place, or, where a number has become too large for its type, as a new list at the end.
  Status set_numbers(const TiffEntry& entry, const std::vector<uint64_t>& numbers) {
    const bool little = file_.tiff.little_endian(), big = file_.tiff.big();
    const uint64_t largest = *std::max_element(numbers.begin(), numbers.end());
    if (!big && largest > 0xFFFFFFFF) return {Code::kLimitExceeded, "the TIFF would need offsets beyond 32 bits"};
    size_t width = width_of(entry.type), at = array_at(entry);
    if (width < 8 && largest >> (8 * width) != 0) {
      width = big ? 8 : 4;
      if (out_.size() % 2 != 0) out_.push_back(0);
      at = out_.size();
      const bool inside = width * numbers.size() <= file_.tiff.offset_bytes();
      if (inside)
        at = entry.value_at;
      else
        out_.resize(at + width * numbers.size());
      put(out_, entry.value_at - file_.tiff.offset_bytes() - 2, big ? container::kTiffLong8 : container::kTiffLong, 2,
          little);
      if (!inside) put(out_, entry.value_at, at, file_.tiff.offset_bytes(), little);
    }
    for (size_t i = 0; i < numbers.size(); ++i) put(out_, at + i * width, numbers[i], width, little);
    return {};
  }

  const container::TiffFile& file_;
  const std::vector<Bytes>& blocks_;
  const Limits& limits_;
  Bytes out_;
  std::optional<TiffEntry> offsets_, counts_;
  std::vector<std::pair<size_t, size_t>> old_;   // begin and end of each
  std::set<std::pair<size_t, size_t>> room_;     // size and begin of what is free
  std::vector<uint64_t> new_offsets_, new_counts_;
};

}  // namespace

Result<Bytes> replace_strips(ByteView original, const container::TiffFile& file, const std::vector<Bytes>& blocks,
                             const Limits& limits) {
  if (blocks.empty()) return Status{Code::kMalformed, "TIFF without strips or tiles"};
  return Rewriter(original, file, blocks, limits).run();
}

}  // namespace imprint::codec
