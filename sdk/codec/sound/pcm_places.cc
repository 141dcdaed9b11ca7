// cue, adtl: "Multimedia Programming Interface and Data Specifications 1.0"; smpl: "New Multimedia Data Types and Data Techniques 3.0";
// MARK: "Audio Interchange File Format 1.3".
#include "codec/sound/pcm_places.h"

#include <map>

namespace imprint::codec {
namespace {

constexpr size_t kCueHead = 4, kCueBytes = 24;     // id, position, chunk, chunk start, block start, sample offset
constexpr size_t kSmplHead = 36, kLoopBytes = 24;  // id, type, start, end (the last frame that is played), fraction, count
constexpr size_t kSmplLoops = 28;                  // where the head counts them
constexpr size_t kLtxtHead = 8;                    // id of the cue point, length in frames
constexpr size_t kChunkHead = 8;

// Fields of 32 bits in a copy of one chunk.
class Fields {
 public:
  Fields(const PcmLayout& layout, SoundInsertions inserted, const container::SoundChunk& chunk)
      : layout_(layout), inserted_(inserted), type_(chunk.type), bytes_(chunk.raw.begin(), chunk.raw.end()) {}

  uint32_t at(size_t offset) const { return big() ? read_be32(&bytes_[offset]) : read_le32(&bytes_[offset]); }
  void move(size_t offset) {
    const uint64_t place = at(offset);
    if (place <= layout_.info.frames) grow(offset, [&](uint64_t inserted) { return inserted <= place; });
  }
  // By all that is inserted where `counts` says so.
  template <typename Counts>
  void grow(size_t offset, const Counts& counts) {
    uint64_t value = at(offset);
    for (const SoundInsertion& one : inserted_)
      if (counts(one.at)) value += one.frames;
    if (value > 0xFFFFFFFF && failed_.ok())
      failed_ = limit_exceeded("a place of chunk " + std::string(type_), value, "what it can state,", 0xFFFFFFFF);
    for (int i = 0; i < 4; ++i) bytes_[offset + static_cast<size_t>(i)] = static_cast<uint8_t>(value >> 8 * (big() ? 3 - i : i));
  }
  Result<Bytes> result() && {
    IMPRINT_RETURN_IF_ERROR(failed_);
    return std::move(bytes_);
  }
  ByteView bytes() const { return bytes_; }

 private:
  bool big() const { return layout_.chunks.big_endian; }
  const PcmLayout& layout_;
  SoundInsertions inserted_;
  std::string_view type_;
  Bytes bytes_;
  Status failed_;
};

using CuePlaces = std::map<uint32_t, uint32_t>;

// How many records of `bytes` behind `head` there are, of those that are counted.
size_t count_of(uint32_t counted, size_t data, size_t head, size_t bytes) {
  return data < head ? 0 : std::min<size_t>(counted, (data - head) / bytes);
}

void move_cues(Fields& fields, size_t data) {
  if (data < kCueHead) return;
  const size_t count = count_of(fields.at(kChunkHead), data, kCueHead, kCueBytes);
  for (size_t i = 0; i < count; ++i) {
    const size_t cue = kChunkHead + kCueHead + i * kCueBytes;
    fields.move(cue + 4);
    fields.move(cue + 20);
  }
}

CuePlaces cue_places(const PcmLayout& layout) {
  CuePlaces out;
  const container::SoundChunk* cues = layout.chunks.find("cue ");
  if (cues == nullptr || cues->data.size() < kCueHead) return out;
  const size_t count = count_of(read_le32(cues->data.data()), cues->data.size(), kCueHead, kCueBytes);
  for (size_t i = 0; i < count; ++i) {
    const uint8_t* cue = &cues->data[kCueHead + i * kCueBytes];
    out.emplace(read_le32(cue), read_le32(cue + 20));
  }
  return out;
}

void move_loops(Fields& fields, size_t data) {
  if (data < kSmplHead) return;
  const size_t count = count_of(fields.at(kChunkHead + kSmplLoops), data, kSmplHead, kLoopBytes);
  for (size_t i = 0; i < count; ++i) {
    const size_t loop = kChunkHead + kSmplHead + i * kLoopBytes;
    fields.move(loop + 8);
    fields.move(loop + 12);
  }
}

// Regions (ltxt) of a list adtl have a length, from their cue point on.
void move_regions(Fields& fields, size_t data, const CuePlaces& cues) {
  if (data < 4 || as_text(fields.bytes().subspan(kChunkHead, 4)) != "adtl") return;
  const size_t end = kChunkHead + data;
  for (size_t at = kChunkHead + 4; at + kChunkHead + kLtxtHead <= end;) {
    const size_t bytes = fields.at(at + 4);
    if (bytes > end - at - kChunkHead) return;
    if (as_text(fields.bytes().subspan(at, 4)) == "ltxt" && bytes >= kLtxtHead) {
      const auto cue = cues.find(fields.at(at + 8));
      const uint64_t length = fields.at(at + 12);
      if (cue != cues.end())
        fields.grow(at + 12, [&](uint64_t inserted) { return cue->second < inserted && cue->second + length > inserted; });
    }
    at += kChunkHead + bytes + bytes % 2;
  }
}

// Markers: id, position, a Pascal string padded to an even number of bytes.
void move_markers(Fields& fields, size_t data) {
  const size_t end = kChunkHead + data;
  if (data < 2) return;
  unsigned count = read_be16(&fields.bytes()[kChunkHead]);
  for (size_t at = kChunkHead + 2; count > 0 && at + 7 <= end; --count) {
    fields.move(at + 2);
    const size_t name = 1 + size_t{fields.bytes()[at + 6]};
    at += 6 + name + name % 2;
  }
}

bool names_places(const container::SoundChunk& chunk, bool aiff) {
  return aiff ? chunk.type == "MARK" : chunk.type == "cue " || chunk.type == "smpl" || chunk.type == "LIST";
}

}  // namespace

Result<std::vector<std::optional<Bytes>>> moved_places(const PcmLayout& layout, SoundInsertions inserted) {
  std::vector<std::optional<Bytes>> out(layout.chunks.chunks.size());
  if (inserted.empty()) return out;
  const CuePlaces cues = cue_places(layout);
  for (size_t i = 0; i < out.size(); ++i) {
    const container::SoundChunk& chunk = layout.chunks.chunks[i];
    if (!names_places(chunk, layout.chunks.big_endian)) continue;
    Fields fields(layout, inserted, chunk);
    const size_t data = chunk.data.size();
    if (chunk.type == "MARK") move_markers(fields, data);
    else if (chunk.type == "cue ") move_cues(fields, data);
    else if (chunk.type == "smpl") move_loops(fields, data);
    else move_regions(fields, data, cues);
    IMPRINT_ASSIGN_OR_RETURN(out[i], std::move(fields).result());
  }
  return out;
}

}  // namespace imprint::codec
